"""Tasks for a worker under test."""

from django_tasks import task


@task()
def note():
    """Nothing but done."""
