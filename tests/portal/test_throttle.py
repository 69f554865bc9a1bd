"""How often something was tried."""

import time_machine

from portal.throttle import count, counted


def tries(number, who="203.0.113.7", name="status"):
    return [count(name, who, seconds=60) for _ in range(number)]


def test_every_try_is_counted():
    assert (tries(3), counted("status", "203.0.113.7")) == ([1, 2, 3], 3)


def test_what_was_never_tried_counts_nothing():
    assert counted("status", "203.0.113.7") == 0


def test_each_visitor_and_each_thing_is_counted_apart():
    tries(3)

    assert tries(1, who="198.51.100.9") == [1]
    assert tries(1, name="suggest") == [1]


def test_window_begins_with_the_first_try_and_ends():
    with time_machine.travel("2026-01-05T09:00:00Z", tick=False) as clock:
        assert tries(2) == [1, 2]
        clock.shift(59)
        assert tries(1) == [3]
        clock.shift(2)
        assert tries(1) == [1]
