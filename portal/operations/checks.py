"""What the portal is made of, and whether each part runs: a word for machines, a sentence for the desk."""

from datetime import timedelta
from functools import cache, cached_property
from typing import NamedTuple

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Case, Count, F, Max, Min, Q, When
from django.db.models.functions import Greatest
from django.utils.translation import gettext
from django_tasks_db.models import DBTaskResult, get_date_max

from portal import daily
from portal.frame import WATCHED
from portal.operations.life import LOST
from portal.serving import shared_cache
from portal.tables.workers import TaskWorker

# Longer than this, and it is told.
WORKER_SILENT = timedelta(minutes=2)
DAILY_WORK = timedelta(hours=26)
WAITING = timedelta(minutes=30)
RUNNING = timedelta(hours=2)
GIVEN_UP_TOLD_FOR = timedelta(days=1)


class State(NamedTuple):
    """Of one part: whether it runs, in a word and in a sentence."""

    is_ok: bool = True
    word: str = "ok"  # anybody may read it
    sentence: str = ""


DOWN, UNKNOWN = State(False, "down"), State(False, "unknown")


class Asked:
    """One look at `now`; what several checks read is asked once."""

    def __init__(self, now):
        self.now = now

    @cached_property
    def tasks(self):
        run, *works = daily.paths()
        done = {f"done_{number}": _last_end(path) for number, path in enumerate(works)}
        could_begin = Q(run_after=get_date_max()) | Q(run_after__lte=self.now)
        at_once = When(run_after=get_date_max(), then=F("enqueued_at"))
        since = Case(at_once, default=Greatest("run_after", "enqueued_at"))
        row = DBTaskResult.objects.order_by().aggregate(
            **done,
            daily_queued_at=Min("enqueued_at", filter=Q(task_path__in=[run, *works])),
            waiting_since=Min(since, filter=Q(could_begin, status="READY")),
            running_since=Min("started_at", filter=Q(status="RUNNING")),
            given_up=Count("pk", filter=Q(exception_class_path=LOST, finished_at__gt=self.now - GIVEN_UP_TOLD_FOR)),
        )
        ends = [row[name] for name in done]
        return row | {"daily_done_at": min(ends) if all(ends) else None}


def _last_end(path):
    return Max("finished_at", filter=Q(status="SUCCESSFUL", task_path=path))


def database(asked):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return State()


def migrations(asked):
    if _newest_migrations() <= {*MigrationRecorder.Migration.objects.values_list("app", "name")}:
        return State()
    return State(False, "pending", gettext("數據庫還沒有升級到這個版本。請告知系統管理員。"))


@cache
def _newest_migrations():
    """The last migration of each app, as this release has them."""
    return {*MigrationLoader(None).graph.leaf_nodes()}


def shared(asked):
    if not shared_cache.is_away():
        return State()
    told = gettext(
        "緩存服務暫時連不上。網站照常受理和查詢，只是提交和「我也遇到」的次數暫時不設上限。請告知系統管理員。"
    )
    return State(False, "away", told)


def worker(asked):
    """A killed worker leaves its last sign of life."""
    seen_at = TaskWorker.objects.aggregate(newest=Max("seen_at"))["newest"]
    if seen_at and asked.now - seen_at <= WORKER_SILENT:
        return State()
    return State(False, "none", gettext("後台任務程序沒有在運行，排隊的任務都在等待。請告知系統管理員。"))


def daily_work(asked):
    """The last end of what was done longest ago; where that has none, the time counts from when it was first queued."""
    done_at = asked.tasks["daily_done_at"]
    since = done_at or asked.tasks["daily_queued_at"]
    if since and asked.now - since <= DAILY_WORK:
        return State()
    if not done_at:
        return State(False, "never", gettext("每日任務還沒有運行過，亮牌、到期辦結等不會記錄。請告知系統管理員。"))
    days = (asked.now - done_at).days
    told = gettext(
        "每日任務已 %(days)s 天沒有運行，亮牌、到期辦結等沒有記錄；期限和待辦仍按日期計算。請告知系統管理員。"
    )
    return State(False, f"{days} days", told % {"days": days})


def waiting_task(asked):
    """The one that could have begun the longest ago."""
    since = asked.tasks["waiting_since"]
    if not since or asked.now - since <= WAITING:
        return State()
    minutes = int((asked.now - since).total_seconds() // 60)
    told = gettext("有排隊的任務等了 %(minutes)s 分鐘還沒有開始。請告知系統管理員。")
    return State(False, f"{minutes} minutes", told % {"minutes": minutes})


def running_task(asked):
    since = asked.tasks["running_since"]
    if since and asked.now - since > RUNNING:
        return State(False, "long", gettext("有任務運行了兩個多小時還沒有結束。請告知系統管理員。"))
    if asked.tasks["given_up"]:
        return State(False, "given up", gettext("有任務幾次中斷，已經不再重試。請告知系統管理員。"))
    return State()


CHECKS = {
    "database": database,
    "migrations": migrations,
    "cache": shared,
    "worker": worker,
    "daily_work": daily_work,
    "waiting_task": waiting_task,
    "running_task": running_task,
}


def parts():
    """{part: what asks of it} of the portal itself, and of what apps let watch."""
    return CHECKS | {watch.name: _watched(watch) for watch in WATCHED}


def _watched(watch):
    def asks(asked):
        told = watch.trouble()
        return State(False, watch.word, told) if told else State()

    return asks


def look(now, *names):
    """{part: State} of all parts, or of `names`; what cannot be asked, as without a database, is unknown."""
    asked, states, known = Asked(now), {}, parts()
    for name in names or known:
        if name != "cache" and states.get("database") == DOWN:
            states[name] = UNKNOWN
        else:
            try:
                states[name] = known[name](asked)
            except Error:
                states[name] = DOWN if name == "database" else UNKNOWN
    return states


def not_running(now):
    """The sentences of what does not run, for the home of the desk: that the database does, it shows by itself."""
    others = [name for name in parts() if name != "database"]
    return [state.sentence for state in look(now, *others).values() if state.sentence]
