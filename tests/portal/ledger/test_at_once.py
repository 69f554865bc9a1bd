"""Several sequencers at the same moment, and one that is killed at any point: no gap, no fork, nothing lost."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from itertools import chain

import pytest
from django.conf import settings
from django.utils import timezone

from portal.ledger import openings, sequencing, state
from portal.ledger.models import Checkpoint, Day, Entry, Log
from portal.ledger.verifying.tree import Walk
from tests.feedback.verbs.test_stale import at_once
from tests.portal.ledger import logs
from tests.portal.ledger.logs import NOW
from tests.portal.operations.working import address_of_database

pytestmark = pytest.mark.django_db(transaction=True)
SEQUENCER = """
import sys, django
django.setup()
from pathlib import Path
from django.conf import settings
from django.db import Error
from django.utils import timezone
from portal.ledger import sequencing
settings.LEDGER_STATE = Path(sys.argv[1])
sequencing.MOST_AT_ONCE = 7
print("ready", flush=True)
while True:
    try:
        sequencing.sequence(timezone.now())
    except Error:
        pass
"""


@pytest.fixture(autouse=True)
def _titles(monkeypatch):
    def fields(entries):
        return {entry.pk: {"title": f"{entry.subject} 的標題"} for entry in entries}

    monkeypatch.setitem(openings.SOURCES, "receive", openings.Source(fields, lambda entries: set()))


def is_sound():
    """Whether all have their place and all checkpoints are of one tree, were shown, and the last of them is kept."""
    assert [*chain(*Walk(Log.objects.get()).pieces())] == []
    newest = Checkpoint.objects.newest()
    return (logs.is_whole(), logs.published() == logs.sizes(), state.read() == newest.note, state.trouble() == "")


def sequencers(count):
    """Processes that do nothing else, and work already."""
    own = {"DATABASE_URL": address_of_database(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", SEQUENCER, str(settings.LEDGER_STATE)]
    started = [
        subprocess.Popen(command, cwd=settings.BASE_DIR, env=os.environ | own, stdout=subprocess.PIPE)
        for _ in range(count)
    ]
    assert [process.stdout.readline() for process in started] == [b"ready\n"] * count
    return started


def end(process):
    process.kill()
    process.communicate()


def wait_until(is_reached):
    until = time.monotonic() + 60
    while not is_reached():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_several_threads_sequence_each_entry_once():
    logs.signed(1)

    def write(number):
        return lambda: logs.state(*[f"2026-{number}{place:03}" for place in range(20)])

    assert at_once(*map(write, range(1, 5)), *[lambda: sequencing.sequence(NOW)] * 4) == ["done"] * 8
    sequencing.sequence(NOW)
    assert is_sound() == (True, True, True, True)


def test_a_log_begins_once():
    logs.state("2026-0001")

    assert at_once(*[lambda: sequencing.sequence(NOW)] * 4) == ["done"] * 4
    assert (is_sound(), Log.objects.count()) == ((True, True, True, True), 1)


def test_a_day_is_stated_once():
    logs.signed(1)
    later = NOW + timedelta(days=2)
    assert at_once(*[lambda: sequencing.state_days(later)] * 4) == ["done"] * 4
    assert [str(day) for day in Day.objects.order_by("date")] == ["2026-11-27", "2026-11-28"]


def test_sequencers_that_are_killed_lose_nothing():
    """Four processes sequence what comes; one after another is killed, wherever it is just then."""
    running = sequencers(4)
    try:
        for turn in range(3):
            logs.state(*[f"2026-{turn}{number:03}" for number in range(100)], at=timezone.now())
            time.sleep(0.05 * (turn + 1))
            end(running.pop())
        wait_until(lambda: not sequencing.pending().exists())
    finally:
        for process in running:
            end(process)
    sequencing.sequence(timezone.now())
    assert (is_sound(), Entry.objects.count()) == ((True, True, True, True), 300)
