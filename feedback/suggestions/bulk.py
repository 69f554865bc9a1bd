"""One verb on many suggestions: each by itself, in its own transaction, with what was refused and why."""

import logging

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.records.events import Event
from feedback.rules.workflow import Refused, Verb
from feedback.suggestions.suggestion import Suggestion
from portal.reading.readers import name_shown

logger = logging.getLogger(__name__)

SAVED_EVERY = 20


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

    def work(self, picked, arguments, *, now):
        """Do the verb with `arguments` to each of `picked`: {key: revision it was read at}, in order."""
        for place, (key, revision) in enumerate(picked.items(), start=1):
            self.results.append(self._attempt(key, revision, arguments, now))
            if place % SAVED_EVERY == 0:
                self.save()
        self.is_finished = True
        self.save()

    def _attempt(self, key, revision, arguments, now):
        suggestion = Suggestion.objects.visible_to(self.by).filter(pk=key).first()
        if not suggestion:
            return [key, "", _("這一件已不在您能看到的範圍裡。")]
        number, suggestion.revision = suggestion.number, revision
        refused = self._not_among_many(suggestion, arguments)
        if refused:
            return [key, number, refused]
        try:
            getattr(suggestion, self.verb)(**arguments, by=self.by, now=now)
        except Refused as refusal:
            return [key, number, str(refusal.reason)]
        except Exception:
            logger.exception("%s of %s in bulk failed", self.verb, number)
            return [key, number, _("系統出錯，沒有辦成，請稍後單獨再試。")]
        return [key, number, ""]

    def _not_among_many(self, suggestion, arguments):
        """Why it is not done among many, though it may be by itself: nothing goes straight back to whoever sent it."""
        if self.verb != Verb.ASSIGN:
            return ""
        for one in Event.objects.returns_of([suggestion]).get(suggestion.pk, []):
            if one.unit == arguments["unit"].pk:
                told = _("「%(unit)s」退回過這一件（%(reason)s），請單獨轉辦。")
                return told % {"unit": name_shown(one.name), "reason": one.reason or _("沒有寫原因")}
        return ""

    @property
    def done(self):
        return [result for result in self.results if not result[2]]

    @property
    def refused(self):
        return [result for result in self.results if result[2]]
