"""A number of a report bound to a query of the records: what it counts, and as of which moment."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign, Category
from reports.models import Figure


class Binding(models.Model):
    figure = models.OneToOneField(Figure, models.CASCADE, related_name="binding", verbose_name=_("指標"))
    query = models.CharField(_("統計口徑"), max_length=20)
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, verbose_name=_("活動"))
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, verbose_name=_("領域"))
    as_of = models.DateTimeField(_("截至"))
    bound_at = models.DateTimeField(_("綁定時間"))
    bound_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("綁定人"))

    class Meta:
        verbose_name = _("指標與記錄")
        verbose_name_plural = _("指標與記錄")

    def __str__(self):
        return str(self.figure)
