"""How much memory a worker holds, while something else loads it."""

import threading
import time
from pathlib import Path

PAUSE = 1.0


def resident(pid):
    """Megabytes that the process holds in memory."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


class Watch:
    """Samples of one process, one a second, between `with` and its end."""

    def __init__(self, pid):
        self.pid, self.samples = pid, []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample)

    def _sample(self):
        begun = time.monotonic()
        while not self._stop.is_set():
            self.samples.append((round(time.monotonic() - begun, 1), round(resident(self.pid), 1)))
            self._stop.wait(PAUSE)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def summary(self):
        """What it held at the start, half way and at the end, and at most; `growth` of the second half against it."""
        held = [megabytes for _, megabytes in self.samples]
        half = held[len(held) // 2]
        return {"start": held[0], "half": half, "end": held[-1], "max": max(held), "growth": held[-1] / half}
