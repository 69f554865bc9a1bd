"""What is done about a summary: it is frozen when its campaign closes, and corrected beside it by two people."""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.rules.workflow import Refused
from feedback.summaries import items, ledger
from feedback.summaries.models import Correction, Summary, SummaryTemplate
from feedback.summaries.numbers import counted
from feedback.summaries.sentences import LANGUAGES, sentences
from portal.accounts.records import record
from portal.serving import generation

CORRECT, APPROVE = "summaries.add_correction", "summaries.approve_correction"
TRIES = 5


def freeze(campaign, now):
    """Write down the summary of `campaign` as it is at `now`, with the list of its items; returns the `Summary`.

    The suggestions go on meanwhile: numbers and list are read again until they say the same.
    """
    for _number in range(TRIES):
        numbers, names = counted(campaign, now)
        rows = list(items.rows_of(campaign, timezone.localdate(now)))
        of_list = items.arithmetic(rows)
        if of_list == {key: numbers[key] for key in of_list}:
            break
    else:
        raise Refused(gettext("辦理情況正在變動，數字和清單對不上，請過一會再辦。"))
    templates = list(SummaryTemplate.objects.in_use())
    said = {language: sentences(templates, language, campaign, numbers, names, now) for language in LANGUAGES}
    summary = Summary.objects.create(
        campaign=campaign, frozen_at=now, numbers=numbers, names=[[key, *both] for key, both in names.items()],
        sentences=said, items=items.written(rows),
    )  # fmt: skip
    ledger.FROZEN.write(summary, now)
    return summary


def propose_correction(summary, text, *, by, now):
    """Draft a correction; nobody outside sees it before somebody else approved it."""
    _require(by, CORRECT)
    with generation.publishing():
        correction = Correction.objects.create(summary=summary, text=text, by=by, at=now)
        record(by, _("起草 %(summary)s 辦理情況報告的更正"), correction, summary=summary)
        return correction


def approve_correction(correction, *, by, now):
    """Publish what somebody else drafted, beside the summary."""
    _require(by, APPROVE)
    with generation.publishing():
        Summary.objects.select_for_update(no_key=True).only("pk").get(pk=correction.summary_id)  # one after the other
        correction = Correction.objects.select_for_update().get(pk=correction.pk)
        if correction.approved_at:
            raise Refused(gettext("這一條更正已經公開。"))
        if correction.by_id == by.pk:
            raise Refused(gettext("更正是您起草的，請由另一位同事審核。"))
        correction.approved_by, correction.approved_at = by, now
        correction.save(update_fields=["approved_by", "approved_at"])
        ledger.CORRECTED.write(correction, now)
        record(by, _("公開 %(summary)s 辦理情況報告的更正"), correction, summary=correction.summary)
        generation.bump()


def _require(by, permission):
    if not by.has_perm(permission):
        raise Refused(gettext("您的崗位沒有這一項權限。"))
