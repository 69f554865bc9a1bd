"""歷年指標: what is counted year after year, with a name and a definition of its own, and which figures tell it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.models import Figure


class Series(models.Model):
    """One thing counted through the years. Its key is never used again; one that was merged leads to another."""

    name = models.CharField(_("簡稱"), max_length=60)
    definition = models.TextField(_("口徑說明"), blank=True)
    unit = models.CharField(_("單位"), max_length=20, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    created_at = models.DateTimeField(_("建立時間"))

    class Meta:
        verbose_name = _("歷年指標")
        verbose_name_plural = _("歷年指標")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("series_detail", args=[self.pk])


class Point(models.Model):
    """A figure of a report that tells a series; proposed by the importer until a person confirmed it."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="points", verbose_name=_("歷年指標"))
    figure = models.OneToOneField(Figure, models.CASCADE, related_name="point", verbose_name=_("指標"))
    confirmed_at = models.DateTimeField(_("確認時間"), null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("歷年數值")
        verbose_name_plural = _("歷年數值")
        ordering = ["series", "figure"]
        default_permissions = ("view",)

    def __str__(self):
        return str(self.figure)
