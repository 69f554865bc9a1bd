"""The processes that `manage.py serve` keeps running: what ends by itself is started anew."""

import contextlib
import os
import signal
import subprocess
import sys
import time

from django.conf import settings

from portal.operations.pauses import Pauses

SECONDS_TO_STOP = 6  # half a second is usual; now and then a server process of granian never stops by itself


class Child:
    """A program of ours in a session of its own: Ctrl-C reaches only the process that watches it."""

    def __init__(self, name, *arguments, clock=time.monotonic):
        self.name, self._arguments, self._clock = name, arguments, clock
        self._pauses, self._process, self._due = Pauses(), None, None

    def start(self):
        command = [sys.executable, *self._arguments]
        self._process = subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603  our own programs
        self._begun = self._clock()

    @property
    def is_running(self):
        """Whether it was started and not yet seen to have ended."""
        return self._process is not None

    def wait(self):
        """Its exit code, once it has ended."""
        return self._process.wait()

    def look(self):
        """Start it anew once its pause is over; a line to tell when it has just ended by itself, else None."""
        if self._process:
            return self._ended() if self._process.poll() is not None else None
        if self._clock() >= self._due:
            self.start()
        return None

    def _ended(self):
        self._kill_rest()
        code, self._process = self._process.returncode, None
        pause = self._pauses.after(self._clock() - self._begun)
        self._due = self._clock() + pause
        return f"The {self.name} ended by itself (exit code {code}); it starts again in {pause} s."

    def _kill_rest(self):
        """What is left of it or of its own children would hold the port."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def ask_to_stop(self):
        if self._process:
            self._process.terminate()

    def end(self, deadline):
        """Wait for it until `deadline`, by the clock that never goes back; what is left then is killed."""
        if self._process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(max(0, deadline - self._clock()))
            self._kill_rest()
            self._process.wait()


def end(children):
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for child in children:
        child.end(deadline)
