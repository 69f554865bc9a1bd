"""標籤: what staff mark suggestions with among themselves; the public never sees them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.office.statuses import Status
from portal.reading.readers import name_shown


class Label(models.Model):
    name = models.CharField(_("名稱"), max_length=20, unique=True)
    colour = models.CharField(_("顏色"), max_length=8, choices=Status.Colour, default=Status.Colour.SLATE)
    order = models.PositiveIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("標籤")
        verbose_name_plural = _("標籤")
        ordering = ("order", "pk")

    def __str__(self):
        return name_shown(self)
