"""A talk that goes on while the portal is measured: its moderator in a process of its own."""

import contextlib
import json
import subprocess
import sys

from benchmarks.site import ROOT

SECONDS_TO_STOP = 20


class Moderator:
    """`path` of the talk's page; once the block ended: `answers`, {mark: moment}, and how many were `asked`."""

    def __init__(self, process):
        self._process = process
        self.path, self.answers, self.asked = self._told("path"), {}, None

    def begin(self, seconds):
        self._process.stdin.write(f"{seconds}\n")
        self._process.stdin.flush()

    def end(self):
        self.answers = self._told("answers")
        self._process.stdin.close()
        self.asked = self._told("asked")

    def _told(self, name):
        line = self._process.stdout.readline()
        if not line:
            sys.exit("The moderator of the talk ended before its time.")
        return json.loads(line)[name]


@contextlib.contextmanager
def moderated(environment):
    # A session of its own: Ctrl-C reaches the benchmark alone, which then ends it.
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.processes.moderating"], env=environment, cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        yield Moderator(process)
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdin.close()
        process.stdout.close()
