"""Where a worker spends its time under a load: py-spy's samples as a table of functions."""

import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

RATE = 200  # samples a second
SHOWN = 50
SECONDS_TO_ATTACH = 2
MOST_SECONDS = 600


@contextmanager
def watched(server, found):
    """Watch a worker of `server` for as long as the block lasts; adds the text to the list `found`."""
    with tempfile.TemporaryDirectory(prefix="portal-profile-") as folder:
        stacks = Path(folder) / "stacks"
        watching = subprocess.Popen(
            [
                Path(sys.executable).with_name("py-spy"), "record", "--format", "raw", "--rate", str(RATE),
                "--duration", str(MOST_SECONDS), "--output", stacks, "--pid", str(server.workers()[0]),
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            time.sleep(SECONDS_TO_ATTACH)
            yield
        finally:
            watching.send_signal(signal.SIGINT)
            watching.wait()
        found.append(told(stacks.read_text()))


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
    yield f"{heading} (% of {whole} samples)"
    for frame, count in counts.most_common(SHOWN):
        yield f"{100 * count / whole:6.1f}  {frame}"
