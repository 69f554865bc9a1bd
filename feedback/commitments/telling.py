"""Who hears that a promise moved: the citizen to whom it was made, and those of what was merged into theirs."""

from django.conf import settings
from django.utils import timezone

from feedback.commitments.rules import ChangeKind
from feedback.models import Suggestion
from feedback.notices.models import Notice
from feedback.notices.writing import is_reached
from feedback.rules.cadence import after_the_night
from feedback.rules.notices import Channel, Kind, State
from feedback.rules.workflow import Stage

TOLD = frozenset({ChangeKind.MOVED, ChangeKind.RESCHEDULED})


def tell_citizens(change):
    """Write the notices of a change, in its transaction; what was not sent yet of the change before is replaced.

    No event of the suggestion is written: it stands as it stood. What the text names is what everybody reads.
    """
    commitment = change.commitment
    if change.kind not in TOLD or not commitment.reply_id:
        return
    citizens = [one for one in _family(commitment.reply.suggestion_id) if is_reached(one)]
    about = Notice.objects.filter(kind=Kind.COMMITMENT, details__commitment=commitment.pk)
    about.filter(state=State.WAITING, tries=0).drop()
    details = {
        "commitment": commitment.pk, "title": commitment.title, "state": change.state,
        "promised_on": change.promised_on.isoformat(), "reason": change.reason,
    }  # fmt: skip
    Notice.objects.bulk_create(_notice(one, details, change.at) for one in citizens)


def _family(key):
    own = Suggestion.objects.filter(pk=key) | Suggestion.objects.filter(main=key)
    return own.exclude(notices_by="").exclude(stage=Stage.WITHDRAWN).order_by("pk")


def _notice(suggestion, details, at):
    is_sms = suggestion.notices_by == Channel.SMS
    return Notice(
        kind=Kind.COMMITMENT, suggestion=suggestion, citizen=suggestion, channel=suggestion.notices_by,
        language=suggestion.notices_in or settings.LANGUAGE_CODE, details=details, created_at=at,
        due_at=after_the_night(at, timezone.get_default_timezone()) if is_sms else at,
    )  # fmt: skip
