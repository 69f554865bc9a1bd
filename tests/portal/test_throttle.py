"""How often something may be tried."""

import time_machine

from portal.throttle import is_exhausted


def tries(count, who="203.0.113.7", name="status"):
    return [is_exhausted(name, who, limit=2, seconds=60) for _ in range(count)]


def test_tries_beyond_the_limit_are_exhausted():
    assert tries(4) == [False, False, True, True]


def test_each_visitor_and_each_thing_is_counted_apart():
    tries(3)

    assert tries(1, who="198.51.100.9") == [False]
    assert tries(1, name="suggest") == [False]


def test_window_begins_with_the_first_try_and_ends():
    with time_machine.travel("2026-01-05T09:00:00Z", tick=False) as clock:
        assert tries(3) == [False, False, True]
        clock.shift(59)
        assert tries(1) == [True]
        clock.shift(2)
        assert tries(3) == [False, False, True]
