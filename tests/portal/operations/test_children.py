"""What ends by itself is started anew, after a pause that grows while it does so again and again."""

from portal.operations.children import Child
from portal.operations.pauses import Pauses


class Clock:
    now = 1_000.0

    def __call__(self):
        return self.now


def test_pauses_grow_up_to_a_minute():
    pauses = Pauses()

    assert [pauses.after(0) for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]


def test_what_lived_for_a_while_begins_with_a_short_pause_again():
    pauses = Pauses()

    assert [pauses.after(lived) for lived in (0, 59, 60, 0)] == [1, 2, 1, 2]


def test_child_that_ends_by_itself_is_told_and_started_after_its_pause():
    clock = Clock()
    child = Child("task worker", "-c", "raise SystemExit(3)", clock=clock)
    child.start()
    said = []
    for seconds in (0, 0.9, 0.1, 0, 1.9, 0.1):
        clock.now += seconds
        if child.is_running:
            child.wait()
        said.append((child.look(), child.is_running))

    told = "The task worker ended by itself (exit code 3); it starts again in {} s."
    assert said == [
        (told.format(1), False), (None, False), (None, True), (told.format(2), False), (None, False), (None, True),
    ]  # fmt: skip
    child.wait()


def test_child_that_runs_is_left_alone_until_it_is_ended():
    child = Child("task worker", "-c", "import signal; signal.pause()", clock=Clock())
    child.start()
    seen = child.look(), child.is_running
    child.ask_to_stop()
    child.end(deadline=Clock.now + 60)

    assert (seen, child.wait()) == ((None, True), -15)
