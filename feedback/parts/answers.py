"""The answer in whole sentences: what it comes to, how long it took, and by when it is due while there is none."""

from typing import NamedTuple

from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from feedback.office.calendar import working_days
from feedback.parts.days import day, due_day
from feedback.rules import moments
from feedback.rules.lateness import Lateness, is_past
from feedback.rules.periods import nth_time
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import UNANSWERED_STAGES, Stage
from portal.reading.languages import told

OUTCOMES = {
    Adoption.ADOPTED: _("這件建議已經採納，辦理情況見下面的答覆。"),
    Adoption.PARTLY_ADOPTED: _("這件建議部分採納，採納了哪些見下面的答覆。"),
    Adoption.KEPT_FOR_REFERENCE: _("這件建議留作參考，原因見下面的答覆。"),
    Adoption.NOT_ADOPTED: _("這件建議未採納，原因是：%(reason)s。"),
    Adoption.EXPLAINED: _("這件建議不涉及採納與否，下面作解釋說明。"),
}


def outcome_sentence(reply):
    """What an answer comes to; of one that was not adopted with the reason, which is content: it is HTML.

    What the office calls otherwise than what it means is named first.
    """
    outcome = reply.outcome_row
    if not outcome:
        return told(gettext("採納情況：%(outcome)s。"), outcome=reply.outcome)
    sentence = told(OUTCOMES[outcome.meaning], reason=reply.outcome_reason.strip().rstrip("。."))
    if not outcome.has_own_name:
        return sentence
    named = told(gettext("採納情況：%(outcome)s。"), outcome=outcome)
    return format_html(gettext("{before}{after}"), before=named, after=sentence)


class Course(NamedTuple):
    """When an answer was given and after how long, and that it was late, each a sentence or nothing."""

    given: str
    late: str = ""


def course(suggestion, reply, periods=()):
    """The `Course` of the answer that stands; `periods` in order, where there was more than one.

    Working days are counted from receipt, of a merged one from that of its main one, of a question that was asked
    before its talk from the day of the talk, and of what came back into work from the day of the return. A correction
    is no answer of its own; days that nobody was told at the time are not held against it.
    """
    main, on = suggestion.main_or_self, moments.day(reply.approved_at)
    if reply.corrects_id:
        return Course(gettext("%(day)s更正。") % {"day": day(on)})
    if main.period_count == 1:
        return Course(_first(main, main.counted_from, on, suggestion), _late(main.first_due_on, on))
    period = next((period for period in reversed(periods) if period.replied_on == on), None)
    if period is None:
        return Course(gettext("%(day)s答覆。") % {"day": day(on)})
    late = "" if period.is_derived else _late(period.due_on, on)
    if period.ordinal == 1:
        return Course(_first(main, period.began_on, on, suggestion), late)
    return Course(_since_return(period, on), late)


def _first(main, began_on, on, suggestion):
    """After how long it was answered first: counted as its limit is."""
    if is_after_talk(main) and on >= main.talk_on:
        return _since_talk(main.talk_on, on)
    return _since_receipt(began_on, on, is_of_main=main is not suggestion)


def is_after_talk(suggestion):
    """Whether its first answer is due so long after the day of a talk, before which it was asked."""
    return suggestion.talk_on is not None and suggestion.talk_on > suggestion.counted_from


def _since_talk(talk_on, on):
    days = working_days().between(talk_on, on)
    if on == talk_on:
        words = gettext("%(day)s答覆，就在懇談當天。")
    elif not days:
        words = gettext("%(day)s答覆，懇談後不到 1 個工作日。")
    else:
        words = ngettext("%(day)s答覆，懇談後 %(days)s 個工作日。", "%(day)s答覆，懇談後 %(days)s 個工作日。", days)
    return words % {"day": day(on), "days": days}


def _since_receipt(began_on, on, *, is_of_main):
    days = working_days().between(began_on, on)
    if began_on == on:
        words = gettext("%(day)s答覆，就在主件收到當天。") if is_of_main else gettext("%(day)s答覆，就在收到當天。")
    elif not days:
        words = (
            gettext("%(day)s答覆，主件收到後不到 1 個工作日。")
            if is_of_main
            else gettext("%(day)s答覆，收到後不到 1 個工作日。")
        )
    elif is_of_main:
        words = ngettext(
            "%(day)s答覆，主件收到後 %(days)s 個工作日。", "%(day)s答覆，主件收到後 %(days)s 個工作日。", days
        )
    else:
        words = ngettext("%(day)s答覆，收到後 %(days)s 個工作日。", "%(day)s答覆，收到後 %(days)s 個工作日。", days)
    return words % {"day": day(on), "days": days}


def _since_return(period, on):
    days = working_days().between(period.began_on, on)
    words = (
        ngettext("%(day)s答覆，%(time)s用了 %(days)s 個工作日。", "%(day)s答覆，%(time)s用了 %(days)s 個工作日。", days)
        if days
        else gettext("%(day)s答覆，%(time)s不到 1 個工作日。")
    )
    return words % {"day": day(on), "time": nth_time(period.ordinal), "days": days}


def _late(due_on, on):
    if not is_past(due_on, on):
        return ""
    days = working_days().between(due_on, on)
    words = (
        ngettext("答覆期限是 %(due)s，晚了 %(days)s 個工作日。", "答覆期限是 %(due)s，晚了 %(days)s 個工作日。", days)
        if days
        else gettext("答覆期限是 %(due)s，答覆時已經過期。")
    )
    return words % {"due": day(due_on), "days": days}


def due_sentence(suggestion, late, *, in_words=True):
    """By which day it is answered, and before that accepted; nothing once it is. `late` is a `Late` or None.

    Of one whose text is not public (`in_words` false) the unit is not named. It is HTML.
    """
    main = suggestion.main_or_self
    if main.stage not in UNANSWERED_STAGES:
        return ""
    if not main.due_on:
        return gettext("答覆期限還沒有算出，算出以後寫在這裡。")
    accept = due_day(main, "accept_due_on") if main.stage == Stage.RECEIVED else ""
    unit = main.unit if in_words else None
    promise = _promise(late, is_of_main=main is not suggestion, accept=accept, unit=unit)
    sentence = told(promise % {"due": due_day(main), "accept": accept, "unit": "%(unit)s"}, unit=unit)
    if main.period_count > 1 or not is_after_talk(main):
        return sentence
    counted = gettext("答覆期限從懇談當天（%(day)s）算起。") % {"day": day(main.talk_on)}
    return format_html(gettext("{before}{after}"), before=sentence, after=counted)


def _promise(late, *, is_of_main, accept, unit):
    is_late = late is not None and late.what == Lateness.UNANSWERED
    if is_of_main:
        return gettext("主件應在 %(due)s以前答覆。") if is_late else gettext("主件最遲 %(due)s答覆。")
    if accept and not is_late:
        if late:
            return gettext("應在 %(accept)s以前決定是否受理，最遲 %(due)s答覆。")
        return gettext("最遲 %(accept)s決定是否受理，%(due)s答覆。")
    if unit:
        return gettext("%(unit)s應在 %(due)s以前答覆。") if is_late else gettext("%(unit)s最遲 %(due)s答覆。")
    return gettext("應在 %(due)s以前答覆。") if is_late else gettext("最遲 %(due)s答覆。")
