"""What is done about talks once a day."""

from django_tasks import task

from feedback.talks.verbs import follow_calendar
from portal.daily import each_day


@each_day
@task()
def daily():
    follow_calendar()
