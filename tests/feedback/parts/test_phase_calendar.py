"""Phases as bars over the days: where they stand, which months are named, where today is."""

from datetime import date

import pytest

from feedback.parts.drawn.phase_calendar import Bar, Calendar, Today

DAY = date(2020, 12, 1)


def places(text):
    return float(text.removesuffix("%"))


def test_from_the_first_day_of_a_month_to_the_last_of_one():
    calendar = Calendar.of([(date(2020, 11, 1), date(2020, 11, 30)), (date(2020, 11, 16), date(2020, 12, 31))], DAY)
    assert (calendar.first, calendar.last) == (date(2020, 11, 1), date(2020, 12, 31))
    assert calendar.bars == (Bar("0%", "49.18%"), Bar("24.59%", "75.41%"))
    assert [(tick.day, tick.x, tick.is_named) for tick in calendar.ticks] == [
        (date(2020, 11, 1), "0%", True), (date(2020, 12, 1), "49.18%", True),
    ]  # fmt: skip
    assert calendar.today == Today("50%", "middle")


def test_phases_that_overlap_overlap_and_those_that_follow_do_not():
    spans = [(date(2020, 11, 1), date(2020, 11, 20)), (date(2020, 11, 15), date(2020, 12, 5)), (date(2020, 12, 6), DAY)]
    first, second, third = Calendar.of([*spans[:2], (date(2020, 12, 6), date(2020, 12, 20))], DAY).bars
    end = lambda bar: places(bar.x) + places(bar.width)  # noqa: E731
    assert places(second.x) < end(first)
    assert end(second) == pytest.approx(places(third.x), abs=0.02)


def test_without_an_end_it_goes_on_to_the_edge():
    (bar,) = Calendar.of([(date(2020, 11, 1), None)], DAY).bars
    assert (bar, bar.is_open) == (Bar("0%", "100%", True), True)


@pytest.mark.parametrize(("first", "last"), [(date(2020, 2, 10), date(2021, 1, 31)), (DAY, date(2021, 1, 31))])
def test_without_an_end_the_calendar_goes_on_after_today(first, last):
    calendar = Calendar.of([(first, None)], DAY)
    assert (calendar.first, calendar.last) == (first.replace(day=1), last)
    assert places(calendar.today.x) < 85


def test_one_day_is_seen_wherever_it_is():
    spans = [(date(2020, 1, 1), date(2020, 1, 1)), (date(2020, 12, 31), date(2020, 12, 31))]
    bars = Calendar.of(spans, DAY).bars
    assert bars == (Bar("0%", "1.5%"), Bar("98.5%", "1.5%"))


@pytest.mark.parametrize(
    ("today", "line"),
    [
        (date(2020, 10, 31), None), (date(2020, 11, 1), Today("0.82%", "start")),
        (date(2020, 12, 31), Today("99.18%", "end")), (date(2021, 1, 1), None),
    ],
)  # fmt: skip
def test_today_is_marked_on_its_own_days_only(today, line):
    assert Calendar.of([(date(2020, 11, 3), date(2020, 12, 9))], today).today == line


@pytest.mark.parametrize("months", range(1, 15))
def test_months_are_named_while_there_is_room(months):
    last = date(2020 + (months - 1) // 12, (months - 1) % 12 + 1, 28)
    calendar = Calendar.of([(date(2020, 1, 1), last)], DAY)
    named = [places(tick.x) for tick in calendar.ticks if tick.is_named]
    gaps = [after - x for x, after in zip(named, [*named[1:], 100], strict=True)]
    assert (len(calendar.ticks), calendar.has_years) == (months, False)
    assert 1 <= len(named) <= 6
    assert min(gaps) > 12.5


@pytest.mark.parametrize("years", [2, 6, 30])
def test_of_many_years_the_years_are_named(years):
    calendar = Calendar.of([(date(2020, 6, 1), date(2020 + years, 6, 1))], DAY)
    assert calendar.has_years
    assert {(tick.day.month, tick.day.day) for tick in calendar.ticks} == {(1, 1)}
    assert 1 <= sum(tick.is_named for tick in calendar.ticks) <= 6
