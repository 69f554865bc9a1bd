"""What is done about following once a day: who did not confirm or heard the answer goes, days and talks are told."""

from django.utils import timezone
from django_tasks import task

from feedback.following.days import tell_of_days
from feedback.following.models import Follow
from feedback.following.news import is_by_mail
from feedback.following.talks import tell_of_talks
from portal.daily import each_day


@each_day
@task()
def daily():
    run_daily(timezone.now())


def run_daily(now):
    """A second run on the same day finds nothing left to do."""
    Follow.objects.stale(now).end()
    Follow.objects.told_the_answer().end()
    Follow.objects.told_the_end().end()
    Follow.objects.out_of_reach().end()
    if is_by_mail():
        tell_of_days(now)
        tell_of_talks(now)
