"""What is done about ballots in the background: the pages of the database are cleared of what was before a close."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from feedback.ballots.sealed.compacting import compact
from portal.daily import each_day

PATIENCE_SECONDS = 60
AGAIN = timedelta(minutes=10)


@task()
def clear_soon():
    """From a close on, again and again until it is done."""
    now = timezone.now()
    if not compact(now, patience=PATIENCE_SECONDS):
        clear_soon.using(run_after=now + AGAIN).enqueue()


@each_day
@task()
def clear_pages():
    """Once a day too: should the task above have been lost."""
    compact(timezone.now(), patience=PATIENCE_SECONDS)
