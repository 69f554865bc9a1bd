"""What /readyz/ and the home of the desk say of what does not run."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal import daily
from portal.operations import checks, life
from portal.operations.checks import look, parts
from tests.portal.operations.tasks import note

pytestmark = pytest.mark.django_db
FINE = dict.fromkeys(parts(), "ok")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def running(now):
    """A portal as it is in service: a worker lives, and the work of the day was done."""
    life.beat("worker", now)
    _run, *works = daily.paths()
    done = [queued(path, status="SUCCESSFUL", finished_at=now - timedelta(hours=3)) for path in works]
    return done[0]


def queued(path=note.module_path, *, enqueued_at=None, **fields):
    task = DBTaskResult.objects.create(
        task_path=path, args_kwargs={"args": [], "kwargs": {}}, backend_name="default",
        **{"run_after": checks.get_date_max()} | fields,
    )  # fmt: skip
    if enqueued_at:
        DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=enqueued_at)
    return task


def words(now):
    return {name: found.word for name, found in look(now).items()}


def test_monitor_hears_that_all_runs(client, running):
    response = client.get("/readyz/")

    assert (response.status_code, response.json()) == (200, {"status": "ok", "checks": FINE})
    assert "no-cache" in response["Cache-Control"]


def test_monitor_hears_that_no_worker_was_ever_started(client):
    response = client.get("/readyz/")

    told = {"status": "failing", "checks": FINE | {"worker": "none", "daily_work": "never"}}
    assert (response.status_code, response.json()) == (503, told)


def test_monitor_hears_that_the_database_is_gone(client, settings, monkeypatch):
    """Also where public pages are kept, which asks the database for every page."""
    settings.PAGE_CACHE = 5

    def gone():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", gone)
    monkeypatch.setattr(connection, "ensure_connection", gone)
    response = client.get("/readyz/")

    told = dict.fromkeys(parts(), "unknown") | {"database": "down", "cache": "ok"}
    assert (response.status_code, response.json()) == (503, {"status": "failing", "checks": told})


def test_readiness_only_answers_reading(client):
    assert client.post("/readyz/").status_code == 405


def test_it_asks_few_questions(client, running, django_assert_num_queries):
    # The last ones what files were found to be like, which notices wait, and seven of the ledger: its state, its
    # origin, what waits for its place, what waits to be shown, its newest checkpoint, and two of its guards.
    with django_assert_num_queries(16):
        client.get("/readyz/")


def test_worker_that_was_killed_is_missed_after_two_minutes(running, now):
    seen = [look(now + after)["worker"].word for after in (timedelta(minutes=2), timedelta(minutes=2, seconds=1))]

    assert seen == ["ok", "none"]


def test_days_without_daily_work_are_counted(running, now):
    days = [look(now + timedelta(days=days))["daily_work"].word for days in (0, 1, 2, 26)]

    assert days == ["ok", "1 days", "2 days", "26 days"]


def test_before_its_first_daily_work_a_new_site_is_given_a_day(now):
    daily.queue(now)

    seen = [look(now + after)["daily_work"].word for after in (timedelta(0), timedelta(hours=27))]
    assert seen == ["ok", "never"]


def test_daily_work_that_fails_is_none(running, now):
    running.set_failed(OSError("disk full"))

    assert look(now + timedelta(hours=27))["daily_work"].word == "never"


def test_task_that_waits_for_long_is_told_by_when_it_could_have_begun(running, now):
    queued(run_after=now + timedelta(days=1))
    later = words(now)
    queued(run_after=now - timedelta(days=1), enqueued_at=now - timedelta(minutes=30))
    soon = words(now)
    queued(enqueued_at=now - timedelta(minutes=90))

    assert (later, soon, words(now)) == (FINE, FINE, FINE | {"waiting_task": "90 minutes"})


def test_task_that_never_ends_is_told(running, now):
    queued(status="RUNNING", started_at=now - timedelta(hours=3))

    assert words(now) == FINE | {"running_task": "long"}


def test_task_that_was_given_up_is_told_for_a_day(running, now):
    task = queued(status="FAILED", exception_class_path=life.LOST, finished_at=now)
    told = look(now)["running_task"].word
    DBTaskResult.objects.filter(pk=task.pk).update(finished_at=now - timedelta(days=1))

    assert (told, look(now)["running_task"].word) == ("given up", "ok")


def test_release_whose_migrations_did_not_run_is_told(running, now, monkeypatch):
    monkeypatch.setattr(checks, "_newest_migrations", lambda: {("portal", "9999_to_come")})

    assert words(now) == FINE | {"migrations": "pending"}


def test_desk_says_what_does_not_run_to_whoever_signs_in(client, handler, running, now, time_machine):
    time_machine.move_to(now + timedelta(days=26), tick=False)
    client.force_login(handler)

    assert client.get(reverse("admin:index")).context["not_running"] == [
        "後台任務程序沒有在運行，排隊的任務都在等待。請告知系統管理員。",
        "每日任務已 26 天沒有運行，亮牌、到期辦結等沒有記錄；期限和待辦仍按日期計算。請告知系統管理員。",
    ]


def test_desk_says_nothing_while_all_runs(client, handler, running):
    client.force_login(handler)

    assert client.get(reverse("admin:index")).context["not_running"] == []
