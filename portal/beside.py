"""What runs beside the tasks in every worker: each in a thread of its own, so that nothing waits for another."""

import logging
import time
from contextlib import suppress
from threading import Event, Thread

from django.db import Error, connections
from django.utils import timezone

SECONDS_TO_STOP = 4  # what is in hand is brought to an end; `manage.py serve` kills after six
AWAY = 10  # seconds to the next turn after one that failed

MAKERS = []

logger = logging.getLogger(__name__)


def beside(make):
    """Mark `make()`, which gives the `Round`s that a worker runs; the modules are imported when the apps are ready."""
    MAKERS.append(make)
    return make


class Round(Thread):
    """Does `turn(now)` again and again until it is stopped: at once while that says that there was something to do."""

    pause = 2.0  # seconds of rest where there was nothing

    def __init__(self, name):
        super().__init__(name=name, daemon=True)
        self.stopped = Event()

    def turn(self, now):
        """One piece of work; true if there may be more."""
        raise NotImplementedError

    def rest(self):
        """Let go of what was kept for the next piece of work."""

    def run(self):
        while not self.stopped.is_set():
            if not self._once():
                self.stopped.wait(self.pause)
        self.rest()
        connections.close_all()

    def _once(self):
        try:
            if self.turn(timezone.now()):
                return True
            self.rest()
        except (Error, OSError) as error:
            told = str(error).partition("\n")[0]
            logger.error("The thread of %s fails; it tries again in %s s: %.200s", self.name, AWAY, told)  # noqa: TRY400
            self._wait()
        except Exception:  # a thread that ended would be missed by nobody
            logger.exception("The thread of %s fails; it tries again in %s s.", self.name, AWAY)
            self._wait()
        return False

    def _wait(self):
        with suppress(Error):
            connections.close_all()
        self.stopped.wait(AWAY)


class Running:
    """All that runs beside one worker."""

    def __init__(self):
        self._rounds = [each for make in MAKERS for each in make()]

    def start(self):
        for each in self._rounds:
            each.start()

    def stop(self):
        """What does not come to an end in time is left to end with the process."""
        for each in self._rounds:
            each.stopped.set()
        until = time.monotonic() + SECONDS_TO_STOP
        for each in self._rounds:
            each.join(max(0.0, until - time.monotonic()))
