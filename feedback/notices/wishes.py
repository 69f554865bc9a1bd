"""通知設置: one of the staff chooses what to be told and how, at the desk or by one touch in a mail."""

from django.db import transaction

from feedback.notices.models import Notice, StaffWish
from feedback.rules.cadence import Cadence
from feedback.rules.notices import Kind, State


@transaction.atomic
def choose(user, cadences, *, now):
    """Set {`Kind`: `Cadence`}, and let what still waits for `user` follow it."""
    rows = [StaffWish(user=user, kind=kind, cadence=cadence) for kind, cadence in cadences.items()]
    StaffWish.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["cadence"]
    )
    for cadence in set(cadences.values()):
        _follow(user, [kind for kind in cadences if cadences[kind] == cadence], cadence, now)


def stop(user, kind, *, now):
    """By one touch in a mail: nothing of this kind any more."""
    choose(user, {Kind(kind): Cadence.NONE}, now=now)


def _follow(user, kinds, cadence, now):
    """What nobody has taken up to send goes with the new choice; what leaves the digest is due now."""
    waiting = Notice.objects.filter(staff=user, kind__in=kinds, state=State.WAITING)
    if cadence == Cadence.NONE:  # also of what was tried and did not go
        waiting.drop()
    else:
        is_for_digest = cadence == Cadence.DIGEST
        waiting = waiting.filter(message_id="").exclude(is_for_digest=is_for_digest)
        waiting.update(is_for_digest=is_for_digest, due_at=now)
