"""Days and moments in the office's time zone, wherever the server stands."""

from datetime import UTC, date, datetime

import pytest

from feedback.rules.moments import day, hour, midnight, months_between, with_gaps


def test_a_day_begins_at_midnight_in_the_office():
    assert midnight(date(2026, 3, 5)) == datetime(2026, 3, 4, 16, tzinfo=UTC)


def test_the_day_of_a_moment_is_the_offices():
    assert [day(datetime(2026, 3, 4, hour, 59, tzinfo=UTC)) for hour in (15, 16)] == [
        date(2026, 3, 4),
        date(2026, 3, 5),
    ]
    assert day(None) is None


def test_months_run_from_the_first_to_the_last_across_the_year():
    assert months_between(date(2020, 11, 30), date(2021, 2, 1)) == [
        date(2020, 11, 1), date(2020, 12, 1), date(2021, 1, 1), date(2021, 2, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("months", "shown"),
    [
        ([], []),
        ([(2020, 12), (2021, 1)], [(2020, 12), (2021, 1)]),
        ([(2021, 1), (2020, 11)], [(2020, 11), ((2020, 12), (2020, 12)), (2021, 1)]),
        ([(2020, 2), (2021, 2)], [(2020, 2), ((2020, 3), (2021, 1)), (2021, 2)]),
    ],
)
def test_months_without_any_are_one_gap(months, shown):
    def first(month):
        return tuple(map(first, month)) if isinstance(month[0], tuple) else date(*month, 1)

    assert list(with_gaps(map(first, months))) == [first(month) for month in shown]


def test_the_hour_of_a_moment():
    assert hour(datetime(2026, 3, 5, 10, 59, 59, 999, tzinfo=UTC)) == datetime(2026, 3, 5, 10, tzinfo=UTC)
