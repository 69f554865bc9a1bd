"""每日彙總: what somebody of the staff wants to hear once a day goes out as one mail, and none goes out empty."""

from django.contrib.auth.models import User
from django.db import connections, transaction
from django.db.models import Max, Q
from django.utils import timezone

from feedback.notices import outbox
from feedback.notices.models import Notice
from feedback.rules.cadence import is_time_for_digest
from feedback.rules.notices import State
from portal.beside import Round


class Gatherer(Round):
    """Looks once a minute who is due a digest; the postman sends it as any other mail."""

    pause = 60.0

    def __init__(self):
        super().__init__("digests")

    def turn(self, now):
        put_together(now)
        return False

    def rest(self):
        connections.close_all()


def put_together(now):
    """Hand a digest on for everybody who is due one; gives for how many. Any number of workers may do it at once."""
    waiting = _unsent().order_by().values_list("staff", flat=True).distinct()
    return sum(_put_together(key, now) for key in list(waiting) if _is_due(key, now))


def _put_together(key, now):
    """Whether it was done here: the person is held meanwhile, and asked of once more."""
    with transaction.atomic():
        list(User.objects.select_for_update(no_key=True).filter(pk=key))
        if not _is_due(key, now):
            return False
        return outbox.send_together(list(_unsent().filter(staff=key)), now) > 0


def _unsent():
    """What waits and is in no digest yet."""
    return Notice.objects.filter(
        is_for_digest=True, ended_at=None, state=State.WAITING, message_id="", staff__isnull=False
    )


def _is_due(key, now):
    """By the last digest of the person, not by the clock; one that is still on its way is waited for."""
    last = (
        Notice.objects.filter(staff=key, is_for_digest=True)
        .exclude(message_id="")
        .aggregate(last_at=Max("ended_at"), on_its_way=Max("pk", filter=Q(ended_at__isnull=True)))
    )
    return not last["on_its_way"] and is_time_for_digest(now, last["last_at"], timezone.get_default_timezone())
