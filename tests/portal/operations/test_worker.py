"""The worker outlives a database that is away for a while."""

import pytest
from django.db import InterfaceError, InternalError, OperationalError
from django_tasks_db.models import DBTaskResult

from portal import beside, daily
from tests.portal.operations.tasks import note
from tests.portal.operations.working import make_worker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def failing(monkeypatch):
    """`failing(*errors)`: queueing the daily work fails with these, one after the other, and does nothing then."""

    def begin(*errors):
        rest = list(errors)

        def fails(now):
            if rest:
                raise rest.pop(0)

        monkeypatch.setattr(daily, "queue", fails)

    return begin


@pytest.fixture
def paused():
    """A worker that notes its pauses instead of waiting."""
    worker, pauses = make_worker(), []
    worker.wait = pauses.append
    return worker, pauses


def said(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "portal.operations.worker"]


def test_it_tries_again_after_growing_pauses_and_then_works(failing, paused, caplog):
    worker, pauses = paused
    note.enqueue()
    failing(OperationalError("connection refused\nmore"), InterfaceError("closed"), InternalError("read only"))

    worker.run()

    assert (pauses, list(DBTaskResult.objects.values_list("status", flat=True))) == ([1, 2, 4], ["SUCCESSFUL"])
    assert said(caplog) == [
        "The database fails; the worker tries again in 1 s: connection refused",
        "The database fails; the worker tries again in 2 s: closed",
        "The database fails; the worker tries again in 4 s: read only",
        "The database answers again.",
    ]


def test_after_a_while_of_work_the_pauses_begin_anew(failing, paused):
    worker, pauses = paused
    moments = iter([0, 5, 5, 6, 10, 80, 80])
    worker.clock = lambda: next(moments)
    failing(*[OperationalError("gone")] * 3)

    worker.run()

    assert pauses == [1, 2, 1]


def test_told_to_stop_it_does_not_wait_for_the_database(failing, paused):
    worker, pauses = paused
    failing(*[OperationalError("gone")] * 5)

    def stop(seconds):
        pauses.append(seconds)
        worker.running = False

    worker.wait = stop
    worker.run()

    assert pauses == [1]


def test_what_runs_beside_the_tasks_begins_and_ends_with_the_worker(monkeypatch):
    class Noting(beside.Round):
        said = []

        def start(self):
            self.said.append("begins")
            super().start()

        def turn(self, now):
            return False

        def rest(self):
            self.said.append("rests") if "rests" not in self.said else None

        def join(self, timeout=None):
            super().join(timeout)
            self.said.append("ended" if not self.is_alive() else "goes on")

    monkeypatch.setattr(beside, "MAKERS", [lambda: [Noting("noting")]])

    make_worker().run()

    assert Noting.said == ["begins", "rests", "ended"]
