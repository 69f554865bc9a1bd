"""Rows that are written once: history, what was announced, what was frozen."""

from django.db import models

from feedback.rules.workflow import Refused


class WrittenOnceQuerySet(models.QuerySet):
    """Of rows that are written once, or of all that asks for them; the model says what is told."""

    def delete(self):
        raise Refused(self.model.not_deleted)

    def update(self, **kwargs):
        raise Refused(self.model.not_changed)


class WrittenOnce(models.Model):
    """Only added to; whoever tries more is told `not_changed` or `not_deleted`.

    Its `objects` come from a `WrittenOnceQuerySet`, which refuses the same of many.
    """

    not_changed = not_deleted = ""

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk:
            raise Refused(self.not_changed)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Refused(self.not_deleted)
