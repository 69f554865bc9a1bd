"""Days and moments in the office's time zone, wherever the server stands."""

from datetime import UTC, date, datetime

from feedback.rules.moments import day, midnight


def test_a_day_begins_at_midnight_in_the_office():
    assert midnight(date(2026, 3, 5)) == datetime(2026, 3, 4, 16, tzinfo=UTC)


def test_the_day_of_a_moment_is_the_offices():
    assert [day(datetime(2026, 3, 4, hour, 59, tzinfo=UTC)) for hour in (15, 16)] == [
        date(2026, 3, 4),
        date(2026, 3, 5),
    ]
    assert day(None) is None
