"""Which task workers live."""

from datetime import timedelta

from django.db import models


class TaskWorkerQuerySet(models.QuerySet):
    def gone(self, now):
        """Those that were killed and left their last sign."""
        return self.filter(seen_at__lt=now - timedelta(days=1))


class TaskWorker(models.Model):
    """A task worker and its last sign of life; `portal.operations.life` keeps and reads it."""

    name = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    objects = TaskWorkerQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name
