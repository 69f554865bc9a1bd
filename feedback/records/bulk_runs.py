"""What a person did to many suggestions at once, and what of it was refused and why."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from feedback.rules.workflow import Verb


class BulkRunQuerySet(models.QuerySet):
    def begin(self, token, verb, *, by, now):
        """(run, whether it is new): the same `token` of the same person gives the run that it began before."""
        return self.get_or_create(token=token, by=by, defaults={"verb": verb, "at": now})


class BulkRun(models.Model):
    """What a person did to many at once. `results` holds [key, number, reason]; done where the reason is empty.

    No words of a citizen are kept here.
    """

    token = models.CharField(max_length=32)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20)
    at = models.DateTimeField()
    is_finished = models.BooleanField(default=False)
    results = models.JSONField(default=list)

    objects = BulkRunQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "token"], name="bulk_run_once_per_token")]

    def __str__(self):
        return f"{self.verb_label} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @property
    def verb_label(self):
        return Verb(self.verb).label

    @property
    def done(self):
        return [result for result in self.results if not result[2]]

    @property
    def refused(self):
        return [result for result in self.results if result[2]]
