"""標籤: what staff mark suggestions with among themselves; the public never sees them."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.office.statuses import Status
from feedback.rules.workflow import Refused, Verb
from portal.reading import name_shown


class Label(models.Model):
    name = models.CharField(gettext_lazy("名稱"), max_length=20, unique=True)
    colour = models.CharField(gettext_lazy("顏色"), max_length=8, choices=Status.Colour, default=Status.Colour.SLATE)
    order = models.PositiveIntegerField(gettext_lazy("排序"), default=0)

    class Meta:
        verbose_name = gettext_lazy("標籤")
        verbose_name_plural = gettext_lazy("標籤")
        ordering = ("order", "pk")

    def __str__(self):
        return name_shown(self)


class Labelling:
    """The verb that puts labels on a suggestion and takes them off."""

    def label(self, *, add=(), remove=(), by, now):
        """Put on the labels of `add`, take off those of `remove`; refused when nothing would change."""
        with self.doing(Verb.LABEL, by=by, now=now) as event:
            has = set(self.labels.all())
            added = [label for label in add if label not in has]
            removed = [label for label in remove if label in has]
            if not added and not removed:
                raise Refused(_("標籤沒有變化，請選要加上或者去掉的標籤。"))
            self.labels.add(*added)
            self.labels.remove(*removed)
            event.details = {"added": [each.name for each in added], "removed": [each.name for each in removed]}
