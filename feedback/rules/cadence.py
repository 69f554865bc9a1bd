"""When a notice goes out: at once or in the daily digest as staff choose, later where an act may yet be undone, and
no SMS to a citizen at night.
"""

from datetime import datetime, time, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from feedback.rules.acts import COUNTERS
from feedback.rules.notices import Channel, Kind
from feedback.rules.workflow import Verb


class Cadence(TextChoices):
    """How somebody of the staff wants to be told of one kind."""

    AT_ONCE = "at_once", _("立即")
    DIGEST = "digest", _("每日彙總")
    NONE = "none", _("不通知")


# What waits for this person is told at once; what one would like to know, once a day. A choice changes it.
DEFAULTS = {
    Kind.TO_UNIT: Cadence.AT_ONCE,
    Kind.TO_ME: Cadence.AT_ONCE,
    Kind.SENT_BACK: Cadence.AT_ONCE,
    Kind.TO_REVIEW: Cadence.AT_ONCE,
    Kind.RETURNED: Cadence.AT_ONCE,
    Kind.CARD: Cadence.DIGEST,  # the clock deals them early in the morning, many at a time
    Kind.CHASED: Cadence.AT_ONCE,
    Kind.SUPERVISED: Cadence.AT_ONCE,
    Kind.LOW_RATING: Cadence.DIGEST,
    Kind.OBJECTED: Cadence.AT_ONCE,
    Kind.ANSWERED: Cadence.AT_ONCE,
    Kind.SHEET: Cadence.DIGEST,
    Kind.MENTIONED: Cadence.AT_ONCE,
    Kind.INVOLVED: Cadence.AT_ONCE,
    Kind.EXTENSION_ASKED: Cadence.AT_ONCE,
    Kind.INSTRUCTED: Cadence.AT_ONCE,
    Kind.PAPER: Cadence.AT_ONCE,
}

RATE_AGAIN_DAYS = 3  # so long before the days for rating end, whoever has not rated is asked once more
GRACE = timedelta(minutes=5)  # an act that is undone within it tells no citizen
UNDOABLE = frozenset({*COUNTERS, Verb.ASSIGN})  # the latter goes back to where it came from
EVENING, MORNING = time(21), time(8)
DIGEST_AT = time(7, 30)


def due_at(verb, channel, at, zone):
    """When a citizen is told of `verb`, done at the moment `at`; the night is that of `zone`."""
    due = at + GRACE if verb in UNDOABLE else at
    return after_the_night(due, zone) if channel == Channel.SMS else due


def after_the_night(moment, zone):
    """`moment`, or the next morning where it lies between 21:00 and 8:00."""
    local = moment.astimezone(zone)
    if MORNING <= local.time() < EVENING:
        return moment
    day = local.date() + timedelta(days=local.time() >= EVENING)
    return datetime.combine(day, MORNING, zone)


def is_time_for_digest(now, last_at, zone):
    """Whether somebody whose last digest ended at `last_at` (None: never) gets one now.

    Not the clock decides, but that the last one is of an earlier day: a day that was missed is made good.
    """
    local = now.astimezone(zone)
    if local.time() < DIGEST_AT:
        return False
    return last_at is None or last_at.astimezone(zone).date() < local.date()
