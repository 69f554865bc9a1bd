"""What a person did to many suggestions at once, and what of it was refused and why."""

import json
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from feedback.rules.workflow import Verb
from portal.tables.encrypted import EncryptedTextField
from portal.tables.workers import TaskWorker

# After how long somebody is told that nobody takes the work up, or that whoever took it up has stopped.
PATIENCE = timedelta(seconds=30)
LATELY = timedelta(minutes=2)
KEPT_FOR = timedelta(days=7)  # what was sent for a run that nobody went on with


class Many(models.TextChoices):
    """What is done to many at once and is not one verb, or not one verb with the same words for each."""

    ASSIGN_BY_ROUTE = "assign_by_route", _("按規則轉辦")
    MORNING = "morning", _("集中分辦")
    RELEASE_EACH = "release_each", _("逐件核對公開")


def act_named(name):
    """The `Verb`, or the `Many`, that is stored as `name`."""
    return Many(name) if name in Many.values else Verb(name)


class BulkRunQuerySet(models.QuerySet):
    def begin(self, token, verb, picked, data, *, by, now):
        """(run, whether it is new): the same `token` of the same person gives the run that it began before.

        `picked` is {key: revision it was read at}, `data` what was sent of the form: who goes on reads it again.
        """
        sent = {name: values for name, values in data.lists() if name != "csrfmiddlewaretoken"}
        given = {
            "verb": verb, "at": now, "moved_at": now, "language": translation.get_language(),
            "picked": [list(each) for each in picked.items()], "sent": json.dumps(sent),
        }  # fmt: skip
        return self.get_or_create(token=token, by=by, defaults=given)

    def give_up(self, now):
        """End those that nobody went on with for a week, and forget what was sent for them."""
        return self.filter(is_finished=False, at__lt=now - KEPT_FOR).update(is_finished=True, sent="")


class BulkRun(models.Model):
    """What a person did to many at once. `results` holds [key, number, reason]; done where the reason is empty.

    They stand in the order of `picked`, so that what is left of it is known wherever the work broke off. No words
    of a citizen are kept here; those of the staff are, encrypted, until the work is done.
    """

    token = models.CharField(max_length=32)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20)
    at = models.DateTimeField()
    is_finished = models.BooleanField(default=False)
    results = models.JSONField(default=list)
    picked = models.JSONField(default=list, db_default=[])
    sent = EncryptedTextField(blank=True, default="", db_default="")
    language = models.CharField(max_length=10, blank=True, default="", db_default="")
    moved_at = models.DateTimeField(null=True)  # when one more was done, or refused

    objects = BulkRunQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "token"], name="bulk_run_once_per_token")]

    def __str__(self):
        return f"{self.verb_label} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @property
    def act(self):
        return act_named(self.verb)

    @property
    def verb_label(self):
        return self.act.label

    @property
    def done(self):
        return [result for result in self.results if not result[2]]

    @property
    def refused(self):
        return [result for result in self.results if result[2]]

    @property
    def total(self):
        return max(len(self.picked), len(self.results))

    @property
    def left(self):
        """[[key, revision]] of what is still to be done."""
        return self.picked[len(self.results) :]

    @property
    def data(self):
        """What was sent of the form."""
        data = QueryDict(mutable=True)
        for name, values in json.loads(self.sent or "{}").items():
            data.setlist(name, values)
        return data

    def note(self, result, *, now):
        """Write down what came of the next one; after the last one it is finished, and what was sent is forgotten."""
        self.results.append(result)
        self.moved_at = now
        if not self.left:
            self.is_finished, self.sent = True, ""
        self.save(update_fields=["results", "moved_at", "is_finished", "sent"])

    def has_stopped(self, now):
        """Whether nobody is at it: no worker gives a sign of life, or whoever took it up has not moved for long."""
        if self.is_finished or not self.left:
            return False
        quiet = now - (self.moved_at or self.at)
        if quiet > LATELY:
            return True
        return quiet > PATIENCE and not TaskWorker.objects.filter(seen_at__gt=now - LATELY).exists()

    def refresh_after(self, now):
        """In how many seconds its page looks again, or None once that is no use."""
        return None if self.is_finished or not self.left or self.has_stopped(now) else 2

    def in_language(self):
        """What is said of it is said as who began it reads."""
        return translation.override(self.language or settings.LANGUAGE_CODE)
