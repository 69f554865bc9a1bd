"""What is done about notices once a day."""

from django.utils import timezone
from django_tasks import task

from feedback.notices.rating_again import ask_again
from portal.daily import each_day


@each_day
@task()
def ask_for_ratings():
    ask_again(timezone.now())
