"""What the ledger says of promises: each change that everybody reads, with the words, the day and the state then."""

from django.utils.translation import gettext_lazy as _

from feedback.commitments.models import Commitment, CommitmentChange
from feedback.commitments.rules import ChangeKind
from portal.ledger.acts import Act
from portal.ledger.append import moment
from portal.ledger.registries import names


def _changes():
    return CommitmentChange.objects.select_related("commitment", "unit")


def _public():
    """Of those whose place everybody may read."""
    return CommitmentChange.objects.filter(commitment__in=Commitment.objects.public())


def _fields(change):
    promise = change.commitment
    return {
        "sentence": promise.sentence, "title": promise.title, "first_day": moment(promise.first_promised_on),
        "change": change.kind, "state": change.state, "day": moment(change.promised_on), "unit": change.unit.code,
        "reason": change.reason, "evidence": change.evidence, "at": moment(change.at),
    }  # fmt: skip


CHANGED = Act(
    *(f"commitment_{kind}" for kind in ChangeKind.values), standing="standing_commitment", subject="commitment",
    key="commitment_id", rows=_changes, fields=_fields, public=_public,
)  # fmt: skip


names("commitment", _("承諾"), rows=Commitment.objects.public)
