"""What is done about 市民代表 once a day: erase what is due."""

from django.utils import timezone
from django_tasks import task

from feedback.representatives.erasure import erase_due
from portal.daily import each_day


@each_day
@task()
def erase():
    erase_due(timezone.now())
