"""Which task workers live; what a dead one was running is taken up again.

Each worker gives a sign of life every few seconds, by a thread of its own, so also while it is busy. Every worker
watches the others: a task is put back into the queue once its worker has given no sign for a minute, as the watching
one saw it by its own clock. Clocks of different machines are never compared, and a time in which the database was away
counts for nothing. Tasks may be repeated safely, so that a worker which was only held up does no harm by ending one as
well.
"""

import logging
import time
from contextlib import suppress
from threading import Event, Thread

from django.db import Error, connections, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.tables.workers import TaskWorker

BEAT = 5  # seconds from one sign of life to the next
LOST_AFTER = 60  # seconds without a sign: more than a full SQLite database makes a writer wait
MOST_RUNS = 3  # a task that so many workers died of is not begun again
SO_OFTEN = f"Its worker was lost each of the {MOST_RUNS} times that it ran."

logger = logging.getLogger(__name__)


class WorkerLost(Exception):
    """Why a task failed that no worker lived to end."""


LOST = f"{WorkerLost.__module__}.{WorkerLost.__qualname__}"


def beat(name, now):
    """The sign of life of the worker `name`."""
    if not TaskWorker.objects.filter(pk=name).update(seen_at=now):
        TaskWorker.objects.update_or_create(pk=name, defaults={"seen_at": now})


def end(name):
    """A worker that ends in order leaves nothing to watch."""
    TaskWorker.objects.filter(pk=name).delete()


class Watch:
    """What one worker saw of the tasks that run: since when the worker of each has given no new sign."""

    def __init__(self, clock=time.monotonic):
        self._clock, self._since = clock, {}

    def look(self):
        """Take up again what has been without a living worker for `LOST_AFTER` seconds of looking."""
        now, seen = self._clock(), {}
        for task, sign in _running():
            key = (task.pk, task.started_at, sign)
            seen[key] = since = self._since.get(key, now)
            if now - since >= LOST_AFTER:
                take_up(task, sign)
        self._since = seen

    def forget(self):
        """Begin to look anew: nobody could give a sign."""
        self._since = {}


def _running():
    """[(task, the last sign of its worker, None where there is none)] of all that run."""
    tasks = list(DBTaskResult.objects.running().order_by().only("pk", "task_path", "started_at", "worker_ids"))
    signs = dict(TaskWorker.objects.filter(pk__in=map(_worker, tasks)).values_list("pk", "seen_at")) if tasks else {}
    return [(task, signs.get(_worker(task))) for task in tasks]


def _worker(task):
    return task.worker_ids[-1] if task.worker_ids else ""


@transaction.atomic
def take_up(task, sign):
    """Put a task back into the queue, unless its worker has given another sign than `sign` by now, or it has ended."""
    standing = TaskWorker.objects.select_for_update().filter(pk=_worker(task)).first()
    if (standing and standing.seen_at) != sign:
        return
    anew = {"status": TaskResultStatus.READY, "started_at": None}
    if len(task.worker_ids) >= MOST_RUNS:
        anew = {
            "status": TaskResultStatus.FAILED, "finished_at": timezone.now(), "exception_class_path": LOST,
            "traceback": SO_OFTEN,
        }  # fmt: skip
    held = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
    if held.update(**anew):
        told = "it runs again" if anew["status"] == TaskResultStatus.READY else "it is given up"
        logger.error("The worker of task %s (%s) is lost; %s.", task.pk, task.task_path, told)


class Pulse(Thread):
    """Gives the signs of the worker `name()` and watches the others, until it is stopped."""

    def __init__(self, name):
        super().__init__(name="pulse", daemon=True)
        self._name_now, self._stopped = name, Event()

    def run(self):
        watch = Watch()
        while not self._stopped.wait(BEAT):
            once(self._name_now(), watch)
        connections.close_all()

    def stop(self):
        self._stopped.set()
        self.join()


def once(name, watch):
    """One sign, one look; what the database refuses now is tried again the next time."""
    try:
        beat(name, timezone.now())
        watch.look()
    except Error:  # the worker's own loop tells of it
        watch.forget()
        with suppress(Error):
            connections.close_all()
