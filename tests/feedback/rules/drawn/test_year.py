"""A year of working days as its page shows it."""

from datetime import date

import pytest

from feedback.rules.deadlines import Calendar
from feedback.rules.drawn.year import Day, DayKind, Source, year


def day_of(year, day):
    return next(one for month in year.months for week in month.weeks for one in week if one and one.day == day)


@pytest.mark.parametrize(
    ("day", "overrides", "by_hand", "kind", "source"),
    [
        (date(2020, 12, 1), {}, (), DayKind.WORKING, Source.NONE),
        (date(2020, 12, 5), {}, (), DayKind.WEEKEND, Source.NONE),
        (date(2020, 10, 8), {}, (), DayKind.OFF, Source.PACKAGE),
        (date(2020, 10, 10), {}, (), DayKind.MAKEUP, Source.PACKAGE),
        (date(2099, 10, 1), {}, (), DayKind.OFF, Source.LAW),
        (date(2099, 10, 9), {}, (), DayKind.WORKING, Source.NONE),
        (date(2099, 10, 10), {date(2099, 10, 10): True}, (), DayKind.MAKEUP, Source.LIST),
        (date(2099, 10, 11), {date(2099, 10, 11): False}, (), DayKind.OFF, Source.LIST),
        (date(2099, 10, 9), {date(2099, 10, 9): False}, {date(2099, 10, 9)}, DayKind.OFF, Source.HAND),
    ],
)
def test_what_a_day_is_and_by_what(day, overrides, by_hand, kind, source):
    assert day_of(year(day.year, Calendar(overrides), by_hand), day) == Day(day, kind, source)


def test_a_year_has_twelve_months_of_whole_weeks_and_counts_its_working_days():
    of_2020 = year(2020, Calendar())
    shapes = [(month.first.month, {len(week) for week in month.weeks}) for month in of_2020.months]
    assert (shapes, of_2020.working) == ([(month, {7}) for month in range(1, 13)], 249)


def test_a_year_is_known_when_it_is_out_or_confirmed():
    known = [year(*args).is_known for args in ((2020, Calendar()), (2099, Calendar()), (2099, Calendar({}, {2099})))]
    assert known == [True, False, True]
