"""Working days and the days a suggestion must be accepted and answered by.

The days are the mainland's, with the 調休 that the State Council announces each November for the year that follows.
A year whose announcement is not known yet is counted by weekdays, less the days off that the law fixes by their date,
and marked provisional (暫定).
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from feedback.rules.arrangements import is_fixed_day_off
from feedback.rules.reasons import Supervision

ACCEPT_DAYS = 2
REPLY_DAYS = 15
EXTENSION_DAYS = 10
SEND_BACK_DAYS = 2
MOST_DAYS = 250
# So many times chased without a step taken since, and it is under 督辦.
UNHEEDED_CHASES = 2
PACKAGED_YEARS = frozenset(day.year for day in chinese_calendar.constants.holidays)


# The package looks through its whole table each time.
is_packaged_workday = lru_cache(maxsize=4096)(chinese_calendar.is_workday)


class Card(TextChoices):
    """What a due day shows: nothing, that it is near, that it has passed."""

    NONE = "", _("未亮牌")
    YELLOW = "yellow", _("黃牌")
    RED = "red", _("紅牌")


@dataclass(frozen=True)
class Due:
    """A day by which something is due, and whether that day may still move with the calendar."""

    day: date
    is_provisional: bool


@dataclass(frozen=True)
class Calendar:
    """The mainland's working days under a table of corrections: {date: is a working day}.

    `confirmed` are the years of which a person confirmed that their whole list stands in the table.
    """

    overrides: dict = field(default_factory=dict)
    confirmed: frozenset = frozenset()

    def is_known(self, day):
        """Whether the arrangement of the year of `day` is out: in the package, or confirmed whole by a person."""
        return day.year in PACKAGED_YEARS or day.year in self.confirmed

    def is_working(self, day):
        if is_fixed_day_off(day):
            return False
        if day in self.overrides:
            return self.overrides[day]
        if day.year in PACKAGED_YEARS:
            return is_packaged_workday(day)
        return day.weekday() < 5

    def after(self, day, count):
        """The day on which `count` working days after `day` have passed, as a `Due`; `count` from 1 to 250.

        The first of them is the first working day later than `day`. It is provisional when any day on the way
        stands in a year that is not known.
        """
        if not 1 <= count <= MOST_DAYS:
            raise ValueError(f"count must be from 1 to {MOST_DAYS}, not {count}")
        is_provisional = False
        while count:
            day += timedelta(days=1)
            is_provisional = is_provisional or not self.is_known(day)
            count -= self.is_working(day)
        return Due(day, is_provisional)

    def before(self, day):
        """The last working day earlier than `day`."""
        day -= timedelta(days=1)
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def passed(self, day, count):
        """The latest day from which `count` working days have passed, up to and with `day`."""
        while count:
            count -= self.is_working(day)
            day -= timedelta(days=1)
        return day

    def between(self, first, last):
        """How many working days lie after `first`, up to and with `last`; 0 when `last` is not later."""
        return sum(self.is_working(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


class Passed:
    """How many working days have passed on `today` since any day; each day on the way is asked once."""

    def __init__(self, today, calendar):
        self._calendar, self._day, self._count = calendar, today, 0
        self._since = {today: 0}

    def since(self, day):
        """How many lie after `day`, up to and with today; 0 of a day to come."""
        while self._day > day:
            self._count += self._calendar.is_working(self._day)
            self._day -= timedelta(days=1)
            self._since[self._day] = self._count
        return self._since.get(day, 0)


def counted_from(arrived_on, received_at, zone):
    """The day that all days of a suggestion are counted from: when it reached the office, in its time zone.

    That is the day of filing (`received_at`), or an earlier one, `arrived_on`, of what was there before it was filed.
    """
    return arrived_on or received_at.astimezone(zone).date()


def accept_due(received_on, calendar):
    """By when it is accepted or declined: 2 working days from receipt."""
    return calendar.after(received_on, ACCEPT_DAYS)


def reply_due(received_on, calendar, *, days=REPLY_DAYS, extended_by=0):
    """By when it is answered: the limit of its category counted from receipt, bounces included, and the extension."""
    return calendar.after(received_on, days + extended_by)


@dataclass(frozen=True)
class DueDays:
    """The two days that a suggestion is due by; the fields are called as those of the model."""

    accept_due_on: date
    due_on: date
    is_due_provisional: bool


def due_days(received_on, calendar, *, days=REPLY_DAYS, extended_by=0, talk_on=None):
    """Both due days of what was received on a day, with its limit in working days and the extension.

    The answer to a question that was asked before the day of its talk, `talk_on`, is counted from that day.
    """
    accept = accept_due(received_on, calendar)
    reply = reply_due(max(received_on, talk_on or received_on), calendar, days=days, extended_by=extended_by)
    return DueDays(accept.day, reply.day, accept.is_provisional or reply.is_provisional)


def may_send_back(assigned_on, today, calendar):
    """Whether the unit itself may still say that it was sent to the wrong one: within 2 working days."""
    return today <= calendar.after(assigned_on, SEND_BACK_DAYS).day


@dataclass(frozen=True)
class CardDays:
    """Which due days show a card on one day: those up to and with the first are red, then up to the second yellow."""

    red_until: date
    yellow_until: date

    def card(self, due_on):
        """The card of what is due on a day; none of what is not due."""
        if due_on is None or due_on > self.yellow_until:
            return Card.NONE
        return Card.RED if due_on <= self.red_until else Card.YELLOW


def card_days(today, calendar):
    """On `today`: yellow from 1 working day before the due day, red from 1 working day after it."""
    return CardDays(red_until=calendar.passed(today, 1), yellow_until=calendar.after(today, 1).day)


def card(due_on, today, calendar):
    return card_days(today, calendar).card(due_on)


def supervision(due_on, today, calendar, *, days, unheeded_chases, is_acceptance=False):
    """Why an unanswered one comes under 督辦 on `today`, or None.

    Because `days` working days or more have gone by since its due day (`due_on`, None while it is not known; of its
    acceptance, where it says so), or because it was chased so often without a step taken since.
    """
    if due_on and due_on <= calendar.passed(today, days):
        return Supervision.UNACCEPTED if is_acceptance else Supervision.LATE
    return Supervision.UNHEEDED if unheeded_chases >= UNHEEDED_CHASES else None


def rating_ends(replied_on, days):
    """The last day on which a reply may be rated: `days` days after it, every day counted."""
    return replied_on + timedelta(days=days)
