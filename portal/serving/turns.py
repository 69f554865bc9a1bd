"""Turns at what one alone should do: whoever comes meanwhile waits for it, a bounded moment, and then looks again."""

from contextlib import contextmanager
from threading import Lock


class Turns:
    def __init__(self):
        self._taken, self._lock = {}, Lock()

    @contextmanager
    def at(self, key, *, seconds):
        """Take the turn at `key`; yields whether somebody had it before, who ended or took longer than `seconds`."""
        with self._lock:
            turn = self._taken.setdefault(key, Lock())
        is_first = turn.acquire(blocking=False)
        is_ours = is_first or turn.acquire(timeout=seconds)
        try:
            yield not is_first
        finally:
            if is_ours:
                self._end(key, turn)

    def _end(self, key, turn):
        with self._lock:
            if self._taken.get(key) is turn:
                del self._taken[key]
        turn.release()
