"""What one alone should do: whoever comes meanwhile waits for it, a bounded moment, and then looks again."""

from contextlib import contextmanager
from threading import Lock


class OneAtATime:
    def __init__(self):
        self._busy, self._lock = {}, Lock()

    @contextmanager
    def at(self, key, *, seconds):
        """Be the one at `key`; yields whether somebody else was, who ended or took longer than `seconds`."""
        with self._lock:
            busy = self._busy.setdefault(key, Lock())
        is_first = busy.acquire(blocking=False)
        is_ours = is_first or busy.acquire(timeout=seconds)
        try:
            yield not is_first
        finally:
            if is_ours:
                self._end(key, busy)

    def _end(self, key, busy):
        with self._lock:
            if self._busy.get(key) is busy:
                del self._busy[key]
        busy.release()
