"""Whether notices leave the site, in a sentence for the desk."""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext

from feedback.notices.models import NOT_SENT, Notice
from feedback.rules.notices import State, Why

LATE = timedelta(minutes=30)  # longer than this after it was due
LATE_IN_DIGEST = timedelta(days=2) + LATE  # one may just have gone, and be tried for a day
LOOKED_BACK = timedelta(days=1)
MANY = 20  # that ended in a day without having been handed over


def trouble():
    """A sentence, empty while all is well."""
    now = timezone.now()
    if Notice.objects.filter(_late(now), ended_at=None).exists():
        return gettext("有通知到時半個多小時還沒有發出。請告知系統管理員。")
    ended = Notice.objects.filter(state__in=NOT_SENT, ended_at__gt=now - LOOKED_BACK).aggregate(
        failed=Count("pk", filter=Q(state=State.FAILED) & ~Q(why=Why.NO_ADDRESS)),
        unknown=Count("pk", filter=Q(state=State.UNKNOWN)),
    )
    if sum(ended.values()) > MANY:
        told = gettext("一天內有 %(failed)s 條通知未送達，%(unknown)s 條送達不明。請告知系統管理員。")
        return told % ended
    return ""


def _late(now):
    """What waits too long: to be taken up, to be gathered into a digest, or for a worker that is there no more."""
    waiting, ungathered = Q(state=State.WAITING), Q(is_for_digest=True, message_id="")
    return (
        (waiting & ~ungathered & Q(due_at__lt=now - LATE))
        | (waiting & ungathered & Q(created_at__lt=now - LATE_IN_DIGEST))
        | (~waiting & Q(held_at__lt=now - LATE))
    )
