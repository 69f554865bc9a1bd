"""What the worker does about attachments once a day."""

from django.utils import timezone
from django_tasks import task

from feedback.attachments.verbs import sweep
from portal.daily import each_day


@each_day
@task()
def forget_unsent():
    """Files whose draft was cleared or grew old go with it."""
    sweep(timezone.now())
