"""Notices through a mail server that fails 30 % of the time, sent by a worker that is killed: none twice, none lost.

`make soak` sends two thousand during ten kills on each database; `make test` a few during one, on SQLite.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from benchmarks import site
from tests.portal.post.mail_server import TAKES, WAYS, serving

NOTICES = int(os.environ.get("SOAK_NOTICES", 60))
KILLS = int(os.environ.get("SOAK_NOTICE_KILLS", 1))
FAILING = 0.3
SECONDS_TO_MOVE = 120

pytestmark = pytest.mark.django_db


@pytest.fixture
def environment(database_url, tmp_path):
    """Of the processes; pauses and holds are short, so that a day of failing takes a moment."""
    return site.environment(
        database_url, VAR_DIR=tmp_path, MAIL_FROM="notices@portal.example", MAIL_TIMEOUT=1, NOTICE_HELD_SECONDS=4,
        NOTICE_RETRY_MINUTES="0.005,0.01,0.02", LOG_LEVEL="CRITICAL",
    )  # fmt: skip


def run(environment, *arguments):
    command = [sys.executable, "-m", "tests.soak.notices", *arguments]
    done = subprocess.run(command, env=environment, cwd=site.ROOT, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def begin(environment):
    command = [sys.executable, "-m", "tests.soak.notices", "work"]
    return subprocess.Popen(command, env=environment, cwd=site.ROOT, start_new_session=True)


def wait_for(post, count):
    until = time.monotonic() + SECONDS_TO_MOVE
    while len(post.taken) < count:
        if time.monotonic() > until:
            pytest.fail("Nothing is sent any more.")
        time.sleep(0.002)


def test_none_is_taken_twice_and_each_ends_as_it_was(environment, capsys):
    luck = random.Random(15)
    with serving(lambda: luck.choice(WAYS) if luck.random() < FAILING else TAKES, slow=2.0) as post:
        environment["EMAIL_URL"] = f"smtp://127.0.0.1:{post.port}"
        run(environment, "make", str(NOTICES))
        begun = time.monotonic()
        worker = begin(environment)
        try:
            for number in range(KILLS):
                wait_for(post, (number + 1) * NOTICES // (KILLS + 2))
                time.sleep(luck.uniform(0, 0.5))
                worker.send_signal(signal.SIGKILL)
                worker.wait()
                worker = begin(environment)
            found = json.loads(run(environment, "tell"))
        finally:
            worker.terminate()
            code = worker.wait()
        seconds = time.monotonic() - begun
    ends = dict(Counter(state for state, _why, _name in found))
    with capsys.disabled():
        print(f"\n{NOTICES} notices during {KILLS} kills: {ends}, {len(post.taken)} taken, {seconds:.0f} s")  # noqa: T201
    taken = Counter(post.taken)
    by_state = {state: {name for each, _why, name in found if each == state} for state, _why, _name in found}
    assert (len(found), max(taken.values()), {*by_state} - {"sent", "failed", "unknown"}, code) == (
        NOTICES,
        1,
        set(),
        0,
    )
    # What is said to be sent was taken, what is said to have failed was not; of nothing else the site claims to know.
    sent, failed, unknown = (by_state.get(state, set()) for state in ("sent", "failed", "unknown"))
    assert (sent - {*taken}, failed & {*taken}, {*taken} - sent - unknown) == (set(), set(), set())
