"""kill -9 of the web server, the worker and of both while citizens send and staff work: nothing acknowledged is lost.

`make soak` kills twenty times during two thousand sendings on each database; `make test` does it once, on SQLite.
"""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from benchmarks import site
from tests.soak import crowd

SENDINGS = int(os.environ.get("SOAK_SENDINGS", 40))
KILLS = int(os.environ.get("SOAK_KILLS", 1))
SENDERS = 8
IN_A_ROW = 5
SECONDS_TO_START = 120


@contextmanager
def serving(environment, log):
    """`manage.py serve` and its port, once it answers."""
    with log.open("w") as told:
        portal = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=site.ROOT, env=environment, stdout=told, stderr=told
        )
        try:
            wait_until_it_answers(int(environment["PORT"]), portal)
            yield portal
        finally:
            portal.terminate()
            portal.wait()


def wait_until_it_answers(port, portal):
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and portal.poll() is None:
        with closing(socket.socket()) as probe:
            if probe.connect_ex((site.HOST, port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("The portal does not answer.")


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def programs(portal):
    """{"web": [process ids, the one that started the others first], "worker": […]} of what runs now."""
    found = {"web": [], "worker": []}
    for pid in children(portal.pid):
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
        found["web" if b"granian" in line else "worker"] += [pid, *children(pid)]
    return found


def kill(portal, luck):
    """Kill some of it without a warning: all of the web server, one of its processes, the worker, or both."""
    running = programs(portal)
    picked = luck.choice(["web", "one of web", "worker", "both"])
    victims = {
        "web": running["web"], "one of web": running["web"][-1:], "worker": running["worker"],
        "both": running["web"] + running["worker"],
    }[picked]  # fmt: skip
    for pid in victims:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return picked


def run(environment, *arguments, given=None):
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=site.ROOT, text=True, input=given, capture_output=True
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def test_every_receipt_that_was_shown_is_there_once(sample_url, tmp_path, capsys):
    with closing(socket.socket()) as probe:
        probe.bind((site.HOST, 0))
        port = probe.getsockname()[1]
    environment = site.environment(sample_url, PORT=port, WORKERS=2, VAR_DIR=tmp_path, BEGUN_PER_HOUR=10**6)
    luck, stop, lock = random.Random(9), threading.Event(), threading.Lock()
    shown, done, failures, killed, places = [], [], [], [], iter(range(1, SENDINGS + 1))

    def citizens(_number):
        for place in places_of_this(places, lock):
            failures.extend(crowd.send(port, place, shown))

    session = run(environment, "-m", "benchmarks.processes.session", "triage").strip()
    senders = crowd.in_threads(SENDERS, citizens)
    staff = crowd.in_threads(1, lambda _number: failures.extend(crowd.triage(port, session, stop, done)))
    for batch in batches(KILLS):
        with serving(environment, tmp_path / "log") as portal:
            for _ in range(batch):
                time.sleep(luck.uniform(0.5, 4))
                killed.append(kill(portal, luck))
                wait_until_it_answers(port, portal)
            if len(killed) == KILLS:
                for thread in senders:
                    thread.join()
                stop.set()
                for thread in staff:
                    thread.join()
    found = json.loads(run(environment, "-m", "benchmarks.processes.verifying", given=json.dumps(shown)))
    counts = run(environment, "manage.py", "check_counts")
    with capsys.disabled():
        verbs = Counter(verb for verb, status in done if status == 302)
        print(f"\n{len(shown)} receipts and {dict(verbs)} during {dict(Counter(killed))} kills")  # noqa: T201
    assert (len(shown), len({number for number, _secret in shown}), found) == (
        SENDINGS, SENDINGS, {"shown": SENDINGS, "missing": [], "gaps": 0},
    )  # fmt: skip
    assert (counts, failures) == ("All numbers are right.\n", [])
    assert verbs["accept"], "the officer never came to the desk"


def batches(kills):
    """How many in a row: it starts anew what was killed after pauses that grow, and begins with short ones itself."""
    return [min(IN_A_ROW, kills - begun) for begun in range(0, kills, IN_A_ROW)]


def places_of_this(places, lock):
    """What is left of `places`, shared by several threads."""
    while True:
        with lock:
            place = next(places, None)
        if place is None:
            return
        yield place
