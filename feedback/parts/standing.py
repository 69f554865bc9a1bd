"""Where a suggestion stands, in the sentences that its pages say of it."""

from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office.outcomes import decline_reasons
from feedback.parts.answers import due_sentence
from feedback.parts.days import day
from feedback.rules.reasons import Closing
from feedback.rules.workflow import Stage
from portal.reading.languages import told

# Of one that is closed; its status has words of its own beside it.
CLOSED = {
    Closing.RATED: _("市民已經評議，這件建議隨即辦結。"),
    Closing.EXPIRED: _("評議期已滿，這件建議已經自動辦結。"),
    Closing.BY_HAND: _("評議期已滿，這件建議由工作人員辦結。"),
}


def standing(suggestion, late, today, *, in_words=True):
    """All that is to be said of it `today`, in a row; `late` is a `Late` or None. It is HTML.

    Of one whose text is not public (`in_words` false) neither the unit is named nor what follows from a rating.
    """
    main = suggestion.main_or_self
    is_rating_over = main.is_rating_over(today)
    if in_words and main.is_supervised and not main.closing:
        sentences = [gettext("已經列入督辦，由督辦部門過問。")]
    elif is_rating_over:
        sentences = [gettext("評議期已滿，待系統辦結。")]
    else:
        closed = CLOSED[suggestion.closing] if suggestion.closing else ""
        sentences = [closed, told("%(words)s", words=suggestion.status.shown_explanation)]
    if suggestion.stage == Stage.DECLINED:
        reason = decline_reasons().get(suggestion.decline_reason)
        sentences.append(told(gettext("原因：%(reason)s。"), reason=reason or suggestion.decline_reason))
        sentences.append(told("%(words)s", words=reason.shown_explanation) if reason else "")
    sentences.append(due_sentence(suggestion, late, in_words=in_words))
    if suggestion.stage == Stage.REPLIED and suggestion.rating_ends_on and not is_rating_over:
        sentences.append(gettext("可以評議到 %(day)s。") % {"day": day(suggestion.rating_ends_on)})
    return _in_a_row(sentence for sentence in sentences if sentence)


def _in_a_row(sentences):
    """One after the other: Chinese needs nothing between them, English does."""
    row = ""
    for sentence in sentences:
        row = format_html(gettext("{before}{after}"), before=row, after=sentence) if row else sentence
    return row
