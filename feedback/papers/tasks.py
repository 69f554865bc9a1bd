"""What is done about papers once a day."""

from django.utils import timezone
from django_tasks import task

from feedback.papers.telling import tell_of_papers
from portal.daily import each_day


@each_day
@task()
def tell():
    tell_of_papers(timezone.now())
