"""Which days a paper is of, and which it is compared with."""

from datetime import date

import pytest

from feedback.papers.rules import CALLED, Kind, Span

WEDNESDAY = date(2020, 12, 2)
LATER = date(2021, 3, 1)


def days(span):
    return span.first, span.until


def test_a_week_is_from_monday_to_sunday():
    span = Span.of(Kind.WEEK, WEDNESDAY, LATER)
    assert (span.first, span.last, span.days, span.is_running) == (date(2020, 11, 30), date(2020, 12, 6), 7, False)


def test_a_month_ends_with_its_last_day():
    span = Span.of("month", date(2020, 2, 10), LATER)
    assert (span.first, span.last, span.days, span.is_running) == (date(2020, 2, 1), date(2020, 2, 29), 29, False)


def test_one_that_runs_is_counted_up_to_today():
    span = Span.of(Kind.WEEK, WEDNESDAY, WEDNESDAY)
    assert (span.last, span.until, span.days, span.is_running) == (date(2020, 12, 6), WEDNESDAY, 3, True)


def test_on_its_last_day_it_is_counted_whole():
    sunday = date(2020, 12, 6)
    assert Span.of(Kind.WEEK, WEDNESDAY, sunday).is_running is False


def test_a_week_is_compared_with_the_week_the_month_and_the_year_before():
    span = Span.of(Kind.WEEK, WEDNESDAY, LATER)
    assert [days(earlier) for earlier in span.compared()] == [
        (date(2020, 11, 23), date(2020, 11, 29)), (date(2020, 11, 2), date(2020, 11, 8)),
        (date(2019, 12, 2), date(2019, 12, 8)),
    ]  # fmt: skip


def test_a_month_is_compared_with_the_month_and_the_year_before():
    span = Span.of(Kind.MONTH, date(2021, 1, 15), LATER)
    assert [days(earlier) for earlier in span.compared()] == [
        (date(2020, 12, 1), date(2020, 12, 31)), (date(2020, 1, 1), date(2020, 1, 31)),
    ]  # fmt: skip


def test_while_it_runs_earlier_ones_are_as_long():
    week = Span.of(Kind.WEEK, WEDNESDAY, WEDNESDAY).compared()
    march = Span.of(Kind.MONTH, date(2021, 3, 30), date(2021, 3, 30)).compared()
    assert ([earlier.days for earlier in week], [days(earlier) for earlier in march]) == (
        [3, 3, 3],
        [(date(2021, 2, 1), date(2021, 2, 28)), (date(2020, 3, 1), date(2020, 3, 30))],
    )


@pytest.mark.parametrize("kind", Kind)
def test_each_compared_one_has_a_name(kind):
    assert len(CALLED[kind]) == len(Span.of(kind, WEDNESDAY, LATER).compared())


def test_the_ones_before_and_after():
    span = Span.of(Kind.MONTH, WEDNESDAY, date(2021, 1, 1))
    january = span.after(date(2021, 1, 1))
    assert (days(span.before()), days(january), january.after(date(2021, 1, 1)), span.after(WEDNESDAY)) == (
        (date(2020, 11, 1), date(2020, 11, 30)), (date(2021, 1, 1), date(2021, 1, 1)), None, None,
    )  # fmt: skip


def test_it_holds_the_days_that_are_counted():
    span = Span.of(Kind.WEEK, WEDNESDAY, WEDNESDAY)
    around = [date(2020, 11, 29), date(2020, 11, 30), WEDNESDAY, date(2020, 12, 3)]
    assert [span.holds(day) for day in around] == [False, True, True, False]
