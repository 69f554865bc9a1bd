"""What a dead worker was running is taken up again; what a living one runs is left alone."""

import socket
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal import daily
from portal.operations import life
from portal.tables.workers import TaskWorker
from tests.portal.operations.tasks import ask, lose_connection, note
from tests.portal.operations.working import make_worker, working

pytestmark = pytest.mark.django_db(transaction=True)


class Clock:
    now = 1_000.0

    def __call__(self):
        return self.now


@pytest.fixture(autouse=True)
def _no_daily_work(monkeypatch):
    monkeypatch.setattr(daily, "queue", lambda now: None)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watch(clock):
    return life.Watch(clock)


@pytest.fixture
def listener():
    """Where the task `ask` tells that it has begun, and waits."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(300)
        yield server


def begun(name, *, runs=1):
    """A task that the worker `name` is running, by its last sign just now."""
    task = DBTaskResult.objects.get(pk=note.enqueue().id)
    for run in range(1, runs):
        task.claim(f"{name} {run}")
    task.claim(name)
    life.beat(name, timezone.now())
    return task


def stands(task):
    return DBTaskResult.objects.filter(pk=task.pk).values_list("status", "worker_ids").get()


def test_what_a_killed_worker_was_running_another_one_ends(watch, clock, listener):
    task = ask.enqueue(listener.getsockname()[1]).db_result
    with working("first") as process:
        line, _address = listener.accept()
        with line:
            assert line.recv(5) == b"begun"
            process.kill()
            process.wait()
    left = stands(task)
    watch.look()
    clock.now += life.LOST_AFTER
    watch.look()
    taken_up = stands(task)
    with working("second") as process:
        line, _address = listener.accept()
        with line:
            assert line.recv(5) == b"begun"
            line.sendall(b"go on")
            process.wait()
    task.refresh_from_db()

    assert (left, taken_up) == (("RUNNING", ["first"]), ("READY", ["first"]))
    assert (task.status, task.worker_ids, task.return_value) == ("SUCCESSFUL", ["first", "second"], "go on")
    assert [*TaskWorker.objects.values_list("pk", flat=True)] == ["first"]


def test_what_a_living_worker_runs_is_left_alone_however_long(watch, clock):
    task = begun("living")
    for minute in range(1, 6):
        watch.look()
        clock.now += life.LOST_AFTER
        life.beat("living", timezone.now() + timedelta(minutes=minute))
    watch.look()

    assert stands(task) == ("RUNNING", ["living"])


def test_silence_counts_only_while_somebody_looks(watch, clock):
    """The database was away: nobody could give a sign."""
    task = begun("unheard")
    watch.look()
    watch.forget()
    clock.now += life.LOST_AFTER
    watch.look()
    clock.now += life.LOST_AFTER - 1
    watch.look()
    unheard = stands(task)
    clock.now += 1
    watch.look()

    assert (unheard, stands(task)) == (("RUNNING", ["unheard"]), ("READY", ["unheard"]))


def test_task_of_a_worker_that_nobody_knows_is_taken_up(watch, clock):
    task = begun("unknown")
    life.end("unknown")
    watch.look()
    clock.now += life.LOST_AFTER
    watch.look()

    assert stands(task) == ("READY", ["unknown"])


def test_sign_or_end_at_the_last_moment_counts():
    spoke, ended = begun("speaking"), begun("ending")
    signs = dict(TaskWorker.objects.values_list("pk", "seen_at"))
    life.beat("speaking", timezone.now() + timedelta(minutes=1))
    ended.set_successful(None)

    life.take_up(spoke, signs["speaking"])
    life.take_up(ended, signs["ending"])

    assert (stands(spoke), stands(ended)) == (("RUNNING", ["speaking"]), ("SUCCESSFUL", ["ending"]))


def test_task_that_three_workers_died_of_is_given_up(watch, clock):
    task = begun("third", runs=3)
    watch.look()
    clock.now += life.LOST_AFTER
    watch.look()
    task.refresh_from_db()

    (told,) = task.task_result.errors
    assert (task.status, told.exception_class, told.traceback) == ("FAILED", life.WorkerLost, life.SO_OFTEN)


def test_pulse_goes_on_after_the_database_failed(watch, clock, monkeypatch):
    task = begun("dead")
    watch.look()
    clock.now += life.LOST_AFTER
    with monkeypatch.context() as patched:
        patched.setattr(life, "beat", lambda name, now: (_ for _ in ()).throw(OperationalError("gone")))
        life.once("watching", watch)
    life.once("watching", watch)

    assert (stands(task), TaskWorker.objects.filter(pk="watching").exists()) == (("RUNNING", ["dead"]), True)


def test_what_was_held_when_the_database_failed_is_held_no_more(watch, clock):
    """Its end could not be written: the worker goes on, and the task is taken up like a dead one's."""
    task = note.enqueue().db_result

    def gone(self, _result):
        raise OperationalError("gone")

    worker = make_worker()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(DBTaskResult, "set_successful", gone)
        patched.setattr(DBTaskResult, "set_failed", gone)
        worker.wait = lambda _seconds: patched.undo()
        worker.run()
    left = stands(task)
    watch.look()
    clock.now += life.LOST_AFTER
    watch.look()
    make_worker(worker_id="next").run()

    assert (left, stands(task)) == (("RUNNING", ["worker"]), ("SUCCESSFUL", ["worker", "next"]))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL alone")
def test_worker_goes_on_when_its_connection_is_cut():
    cut, other = lose_connection.enqueue().db_result, note.enqueue().db_result
    worker, pauses = make_worker(), []
    worker.wait = pauses.append
    worker.run()

    assert (pauses, stands(cut)) == ([1], ("RUNNING", ["worker"]))
    assert stands(other) == ("SUCCESSFUL", [worker.worker_id])


def test_signs_of_the_dead_are_cleared_away_after_a_day():
    now = timezone.now()
    life.beat("yesterday", now - timedelta(hours=25))
    life.beat("today", now - timedelta(hours=23))
    TaskWorker.objects.gone(now).delete()

    assert [*TaskWorker.objects.values_list("pk", flat=True)] == ["today"]
