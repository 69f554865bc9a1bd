"""A year as a calendar shows it: twelve months of weeks, of each day whether it is worked and by what that is so."""

from calendar import Calendar as Weeks
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from feedback.rules.arrangements import is_fixed_day_off
from feedback.rules.deadlines import PACKAGED_YEARS

NAMED_DAYS = {*chinese_calendar.constants.holidays, *chinese_calendar.constants.workdays}


class DayKind(TextChoices):
    WORKING = "working", _("上班")
    WEEKEND = "weekend", _("周末")
    OFF = "off", _("放假")
    MAKEUP = "makeup", _("調休上班")


class Source(TextChoices):
    """By what a day differs from its weekday, or might."""

    NONE = "", _("按星期")
    LAW = "law", _("法定假日")
    PACKAGE = "package", _("公布的放假安排")
    LIST = "list", _("錄入的全年安排")
    HAND = "hand", _("單日更正")


@dataclass(frozen=True)
class Day:
    day: date
    kind: DayKind
    source: Source


@dataclass(frozen=True)
class Month:
    first: date
    weeks: tuple  # of seven days each, from Monday; None for those of other months
    working: int  # how many days are worked


@dataclass(frozen=True)
class Year:
    number: int
    months: tuple
    is_known: bool  # whether the arrangement of the year is out

    @property
    def working(self):
        return sum(month.working for month in self.months)


def source(day, calendar, by_hand):
    """What decides about `day`; `by_hand` are the days that were corrected one by one."""
    if is_fixed_day_off(day):
        return Source.LAW
    if day in by_hand:
        return Source.HAND
    if day in calendar.overrides:
        return Source.LIST
    return Source.PACKAGE if day.year in PACKAGED_YEARS and day in NAMED_DAYS else Source.NONE


def kind(day, calendar, by):
    is_weekend = day.weekday() > 4
    if calendar.is_working(day):
        return DayKind.MAKEUP if is_weekend else DayKind.WORKING
    return DayKind.WEEKEND if is_weekend and by == Source.NONE else DayKind.OFF


def year(number, calendar, by_hand=frozenset()):
    """The `Year` as `calendar` has it."""
    months = tuple(_month(date(number, month, 1), calendar, by_hand) for month in range(1, 13))
    return Year(number, months, calendar.is_known(date(number, 1, 1)))


def _month(first, calendar, by_hand):
    weeks = []
    for week in Weeks().monthdatescalendar(first.year, first.month):
        weeks.append(tuple(_day(day, calendar, by_hand) if day.month == first.month else None for day in week))
    after = (first + timedelta(days=31)).replace(day=1)
    return Month(first, tuple(weeks), calendar.between(first - timedelta(days=1), after - timedelta(days=1)))


def _day(day, calendar, by_hand):
    by = source(day, calendar, by_hand)
    return Day(day, kind(day, calendar, by), by)
