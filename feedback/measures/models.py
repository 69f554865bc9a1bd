"""舉措: what was done, by which unit and when, which suggestions it answers, and which promise it keeps."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.commitments.models import Commitment
from feedback.models import Category, District, Suggestion, Unit
from reports.models import Figure, Section


class Measure(models.Model):
    """Public once it is published."""

    title = models.CharField(_("舉措"), max_length=100)
    body = models.TextField(_("做了什麼"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="measures", verbose_name=_("承辦單位"))
    done_on = models.DateField(_("完成日期"))
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("領域")
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("區市")
    )
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("報告章節")
    )
    figure = models.ForeignKey(
        Figure, models.SET_NULL, null=True, blank=True, related_name="measures", verbose_name=_("指標")
    )
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("承諾")
    )
    suggestions = models.ManyToManyField(Suggestion, blank=True, related_name="measures", verbose_name=_("意見建議"))
    published_at = models.DateTimeField(_("公布時間"), null=True)
    is_sample = models.BooleanField(_("示例資料"), default=False)

    class Meta:
        verbose_name = _("舉措")
        verbose_name_plural = _("舉措")
        ordering = ["-done_on", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("measure_detail", args=[self.pk])
