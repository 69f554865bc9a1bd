"""What is done once a day, wherever a worker runs."""

import uuid
from datetime import datetime, time, timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from portal.accounts import lockout
from portal.serving import generation
from portal.tables.kept_words import KeptWords
from portal.tables.tries import Tries
from portal.tables.workers import TaskWorker

AT = time(6, 10)  # in the site's time zone: before the offices open
DAYS_AHEAD = 7  # a day that failed does not end the series
KEEP_RESULTS_DAYS = 7
KEEP_LOGINS_DAYS = 400


TASKS = []  # what each app does once a day, each as a task of its own, in the order in which they made themselves known


def each_day(work):
    """Mark a task that is handed on once a day; the modules with such tasks are imported when the apps are ready."""
    TASKS.append(work)
    return work


@task()
def run():
    """Queue the days to come, hand on what each app does, and clear away what is old."""
    now = timezone.now()
    queue(now)
    for work in TASKS:
        work.enqueue()
    generation.prune()
    call_command("prune_db_task_results", min_age_days=KEEP_RESULTS_DAYS, verbosity=0)
    call_command("clearsessions")
    KeptWords.objects.stale(now).delete()
    lockout.forget_logins(now - timedelta(days=KEEP_LOGINS_DAYS))
    Tries.objects.over(now).delete()
    TaskWorker.objects.gone(now).delete()


def paths():
    """Under what names the work of a day stands among the tasks: what hands it on first."""
    return [work.module_path for work in (run, *TASKS)]


def queue(now):
    """See to it that today and each of the next days has its one run; today's is due at once when `AT` has passed.

    A day's run has a name made from its date, so that any number of workers queue it once.
    """
    today = timezone.localdate(now)
    days = [today + timedelta(days=number) for number in range(DAYS_AHEAD + 1)]
    runs = [
        DBTaskResult(
            id=uuid.uuid5(uuid.NAMESPACE_URL, f"{run.module_path}/{day}"),
            task_path=run.module_path,
            args_kwargs={"args": [], "kwargs": {}},
            priority=run.priority,
            queue_name=run.queue_name,
            backend_name=run.backend,
            run_after=timezone.make_aware(datetime.combine(day, AT)),
        )
        for day in days
    ]
    DBTaskResult.objects.bulk_create(runs, ignore_conflicts=True)
