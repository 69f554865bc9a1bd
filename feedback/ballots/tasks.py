"""What is done about ballots once a day: where a close could not clear the pages of the database, try again."""

from django.utils import timezone
from django_tasks import task

from feedback.ballots.compacting import compact
from portal.daily import each_day


@each_day
@task()
def clear_pages():
    compact(timezone.now())
