"""What runs beside the tasks in a worker goes on whatever happens, and ends when it is told to."""

from threading import Event

import pytest
from django.db import OperationalError

from portal import beside


class Counting(beside.Round):
    """Fails as often as it is told to, then notes its turns until it has had `most`."""

    pause = 0.01

    def __init__(self, *errors, most=3):
        super().__init__("counting")
        self.errors, self.turns, self.rests, self.most, self.done = list(errors), 0, 0, most, Event()

    def turn(self, now):
        if self.errors:
            raise self.errors.pop(0)
        self.turns += 1
        if self.turns == self.most:
            self.done.set()
        return self.turns < self.most

    def rest(self):
        self.rests += 1


@pytest.fixture
def running(monkeypatch):
    """`running(*rounds)`: what a worker runs beside its tasks, started."""
    begun = []

    def start(*rounds):
        monkeypatch.setattr(beside, "MAKERS", [lambda: rounds])
        begun.append(beside.Running())
        begun[-1].start()
        return begun[-1]

    yield start
    for each in begun:
        each.stop()


@pytest.fixture(autouse=True)
def _no_connections(monkeypatch):
    monkeypatch.setattr(beside.connections, "close_all", lambda: None)


def test_it_works_on_at_once_while_there_is_something_to_do(running):
    counting = Counting(most=3)
    counting.pause = 60

    running(counting)

    assert counting.done.wait(5)
    assert counting.turns == 3


def test_it_goes_on_after_every_failure_and_tells_of_it(running, monkeypatch, caplog):
    monkeypatch.setattr(beside, "AWAY", 0.01)
    counting = Counting(OperationalError("gone\nsecret"), ConnectionRefusedError("no"), ValueError("a fault"))

    running(counting)

    assert counting.done.wait(5)
    assert [record.getMessage() for record in caplog.records] == [
        "The thread of counting fails; it tries again in 0.01 s: gone",
        "The thread of counting fails; it tries again in 0.01 s: no",
        "The thread of counting fails; it tries again in 0.01 s.",
    ]


def test_told_to_stop_it_ends_and_lets_go(running):
    counting = Counting(most=1)
    running(counting)
    counting.done.wait(5)

    counting.stopped.set()
    counting.join(5)

    assert (counting.is_alive(), counting.rests > 0) == (False, True)


def test_one_that_does_not_end_in_time_is_left(running, monkeypatch):
    monkeypatch.setattr(beside, "SECONDS_TO_STOP", 0.05)
    over = Event()

    class Held(beside.Round):
        def turn(self, now):
            over.wait(5)

    held = Held("held")
    running(held).stop()
    was_left = held.is_alive()
    over.set()
    held.join(5)

    assert was_left
