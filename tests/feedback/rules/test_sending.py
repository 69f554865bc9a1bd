"""When a notice that could not be handed over is tried again."""

from datetime import timedelta

from feedback.rules.sending import pause_after

MINUTES = [1, 5, 15, 60, 180]


def test_the_pauses_grow_and_the_day_ends_them():
    found = [pause_after(tries, MINUTES) for tries in range(1, 14)]

    assert found == [*(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, *[180] * 7)), None, None]


def test_pauses_of_exactly_a_day_are_tried_to_their_end():
    assert [pause_after(tries, [720]) for tries in (1, 2, 3)] == [timedelta(hours=12), timedelta(hours=12), None]
