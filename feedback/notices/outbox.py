"""What can be done to notices on their way out.

    waiting ── claim ──► claimed ── handing ──► handing ──► sent | failed | unknown
       ▲                    │                      │
       └── given back, or its worker died; or it was certainly not taken and is tried later

Every step is a conditional update: whoever no longer holds a notice changes nothing. What was `handing` when its
worker died may have been taken, so it is unknown, and only a person sends it again.
"""

import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.notices.models import Notice
from feedback.rules.cadence import after_the_night
from feedback.rules.notices import Channel, State, Why
from feedback.rules.sending import A_DAY, pause_after
from portal.post.outcome import Became

FREE = {"held_by": "", "held_at": None}


class NotHeld(Exception):
    """Another worker took it for abandoned, so it is not to be handed over here."""


class NotAgain(Exception):
    """Why a notice cannot be sent again, in the person's words."""


def new_message_id(channel):
    """A name that no other message has: a Message-ID with its brackets, or a gateway's idempotency key."""
    name = secrets.token_hex(16)
    return f"<{name}@{urlsplit(settings.SITE_URL).hostname}>" if channel == Channel.MAIL else name


def claim(channel, holder, now):
    """The notice that is due the longest, with all of its digest, now held by `holder`; [] where nothing is due."""
    due = Notice.objects.due(channel, now)
    found = due.first()
    if found is None:
        return []
    message_id = found.message_id or new_message_id(channel)
    with transaction.atomic():
        if found.is_for_digest:  # in one order, so that no two workers wait for each other
            taken = due.filter(message_id=message_id).order_by("pk").select_for_update()
        else:
            taken = due.filter(is_for_digest=False).select_for_update(skip_locked=True)[:1]
        taken = list(taken)
        if taken and not found.is_for_digest:
            message_id = taken[0].message_id or message_id
        Notice.objects.filter(pk__in=[each.pk for each in taken]).update(
            state=State.CLAIMED, held_by=holder, held_at=now, message_id=message_id
        )
    for each in taken:
        each.state, each.held_by, each.held_at, each.message_id = State.CLAIMED, holder, now, message_id
    return taken


def handing(notices):
    """Say that the bytes go out now; raises `NotHeld` where they may not."""
    with transaction.atomic():
        if Notice.objects.held_as(notices, State.CLAIMED).update(state=State.HANDING) != len(notices):
            raise NotHeld


def give_back(notices):
    """They are handed over by another worker, or another time."""
    Notice.objects.held_as(notices, State.CLAIMED).update(state=State.WAITING, **FREE)


def record(notices, outcome, now):
    """Write down what became of them; gives how many were still held."""
    held = Notice.objects.held_as(notices, State.CLAIMED, State.HANDING)
    told = {"tries": F("tries") + 1, "answer": outcome.code, **FREE}
    match outcome.became:
        case Became.ACCEPTED:
            return held.update(state=State.SENT, ended_at=now, **told)
        case Became.REFUSED:
            return held.update(state=State.FAILED, why=Why.REFUSED, ended_at=now, **told)
        case Became.UNKNOWN:
            return held.update(state=State.UNKNOWN, ended_at=now, **told)
    return _later(held, notices[0], outcome.code, now)


def _later(held, notice, code, now):
    """`held`, of which `notice` is one, were tried once more and wait again, or are given up."""
    tries = notice.tries + 1
    pause = pause_after(tries, settings.NOTICE_RETRY_MINUTES)
    told = {"tries": tries, "answer": code, **FREE}
    if pause is None:
        return held.update(state=State.FAILED, why=Why.GIVEN_UP, ended_at=now, **told)
    due = now + pause
    if notice.channel == Channel.SMS:
        due = after_the_night(due, timezone.get_default_timezone())
    return held.update(state=State.WAITING, due_at=due, **told)


def fail(notices, why, now):
    """They cannot be handed over at all, as without an address."""
    held = Notice.objects.held_as(notices, State.CLAIMED)
    return held.update(state=State.FAILED, why=why, ended_at=now, **FREE)


def give_up(channel, now):
    """End what waits for a channel that this site no longer sends by; a day is left to set it up again."""
    waiting = Notice.objects.filter(channel=channel, state=State.WAITING, due_at__lt=now - A_DAY)
    return waiting.update(state=State.FAILED, why=Why.NO_CHANNEL, ended_at=now)


def take_back(notice, now):
    """End the hold of a worker that died, if it is still the one that `notice` shows.

    What was only claimed counts as tried: it may be what the worker died of.
    """
    held = Notice.objects.filter(pk=notice.pk, held_by=notice.held_by, held_at=notice.held_at)
    if not _later(held.filter(state=State.CLAIMED), notice, "lost", now):
        held.filter(state=State.HANDING).update(
            state=State.UNKNOWN, ended_at=now, tries=F("tries") + 1, answer="lost", **FREE
        )


def send_together(notices, now):
    """Hand a digest on: what still waits of `notices`, all of one recipient and channel, goes out as one message.

    Gives how many that are; whoever calls it at the same time gets none of them.
    """
    if not notices:
        return 0
    waiting = Notice.objects.filter(pk__in=[each.pk for each in notices], state=State.WAITING, message_id="")
    return waiting.update(message_id=new_message_id(notices[0].channel), due_at=now)


@transaction.atomic
def send_again(notice, *, by, now):
    """A new notice that says the same once more; `by` chose so, knowing that it may arrive twice."""
    standing = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if not Notice.objects.may_be_again().filter(pk=standing.pk).exists():
        raise NotAgain(_("只有未送達或送達不明的通知可以重新發送，而且只能重新發送一次。"))
    return Notice.objects.create(
        kind=standing.kind, event_id=standing.event_id, suggestion_id=standing.suggestion_id,
        citizen_id=standing.citizen_id, staff_id=standing.staff_id, follow_id=standing.follow_id,
        channel=standing.channel, language=standing.language, details=standing.details,
        created_at=now, due_at=now, again_of=standing, again_by=by,
    )  # fmt: skip


def bounced(message_id, now):
    """The mail of that Message-ID came back: it was accepted and did not arrive. Gives how many notices it was of."""
    return Notice.objects.filter(message_id=message_id, bounced_at=None).exclude(message_id="").update(bounced_at=now)
