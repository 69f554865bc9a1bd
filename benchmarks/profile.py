"""Where a worker spends its time while one page is asked for: py-spy's samples as a table of functions."""

import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks import wrk

RATE = 200  # samples a second
SHOWN = 40


def profile(server, paths, *, seconds, headers=()):
    """Load `server` with `paths` and return the text of its functions, by own time and with what they call."""
    with tempfile.TemporaryDirectory(prefix="portal-profile-") as folder:
        stacks = Path(folder) / "stacks"
        watching = subprocess.Popen(
            [
                Path(sys.executable).with_name("py-spy"), "record", "--format", "raw", "--rate", str(RATE), "--gil",
                "--duration", str(seconds), "--output", stacks, "--pid", str(server.workers()[0]),
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wrk.capacity(server.port, paths, seconds=seconds + 2, headers=headers)
        watching.wait()
        return told(stacks.read_text())


def told(stacks):
    """py-spy's collapsed stacks as two tables in percent of the samples."""
    own, within, whole = Counter(), Counter(), 0
    for line in stacks.splitlines():
        stack, _, samples = line.rpartition(" ")
        frames, count = stack.split(";"), int(samples)
        whole += count
        own[frames[-1]] += count
        within.update(dict.fromkeys(frames, count))
    return "\n".join([*_table("With what it calls", within, whole), "", *_table("By itself", own, whole), ""])


def _table(heading, counts, whole):
    yield f"{heading} (% of {whole} samples that held the interpreter)"
    for frame, count in counts.most_common(SHOWN):
        yield f"{100 * count / whole:6.1f}  {frame}"
