"""What a citizen has typed so far: kept encrypted between the steps of the form, gone once it is sent or old."""

import json
from datetime import timedelta

from django.db import models

from portal.encrypted import EncryptedTextField

KEPT_FOR = timedelta(days=2)


def _plain(kept):
    """Of a mapping the values that a form takes for one field each; text without what cannot be stored or sent."""
    return {
        name: value.encode("utf-8", "ignore").decode().replace("\0", "") if isinstance(value, str) else value
        for name, value in kept.items()
        if isinstance(value, str | int)
    }


class DraftQuerySet(models.QuerySet):
    def stale(self, now):
        return self.filter(changed_at__lt=now - KEPT_FOR)


class Draft(models.Model):
    flow_digest = models.CharField(max_length=64)
    payload = EncryptedTextField(blank=True)
    changed_at = models.DateTimeField(db_index=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["flow_digest"], name="draft_of_each_flow_once")]

    def __str__(self):
        return self.flow_digest[:8]

    @property
    def answers(self):
        """What was typed, by field name: text, whole numbers, yes or no.

        Nothing was checked when it was kept, so nothing else is handed on, and every reader passes it through a form.
        """
        return _plain(self._kept)

    @property
    def _kept(self):
        try:
            kept = json.loads(self.payload) if self.payload else {}
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    def remember(self, answers, *, now):
        """Add `answers` to what was typed before."""
        self.payload = json.dumps(self.answers | answers, ensure_ascii=False)
        self.changed_at = now
        if self.pk:
            # Not `save`: a draft that was sent meanwhile is gone and stays so.
            Draft.objects.filter(pk=self.pk).update(payload=self.payload, changed_at=now)
        else:
            self.save()
