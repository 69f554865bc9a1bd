"""What the worker does for the lists of the desk: one act on more suggestions than somebody waits for."""

from django.utils import timezone
from django_tasks import task

from feedback.desk.many.bulk_work import go_on
from feedback.models import BulkRun


@task()
def work(pk):
    """Do what is left of a run; when a worker was lost over it, the next one does the rest."""
    run = BulkRun.objects.filter(pk=pk, is_finished=False).select_related("by").first()
    if run:
        go_on(run, clock=timezone.now)
