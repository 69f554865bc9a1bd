"""承諾: a sentence of a report or of a reply that promises, with a day, a unit, a state, and how it went."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.commitments.rules import State
from feedback.models import Reply, Unit
from reports.models import Section


class Commitment(models.Model):
    """Private until a person confirmed it; `first_promised_on` never changes, so a day that slipped stays shown."""

    title = models.CharField(_("承諾"), max_length=100)
    sentence = models.TextField(_("原句"))
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("章節")
    )
    reply = models.ForeignKey(
        Reply, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("答覆")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="commitments", verbose_name=_("承辦單位"))
    promised_on = models.DateField(_("承諾完成日期"), null=True)
    first_promised_on = models.DateField(_("最初承諾的日期"), null=True, editable=False)
    state = models.CharField(_("進展"), max_length=12, choices=State, default=State.NOT_STARTED)
    proposed_at = models.DateTimeField(_("提出時間"))
    confirmed_at = models.DateTimeField(_("確認時間"), null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField(_("示例資料"), default=False)

    class Meta:
        verbose_name = _("承諾")
        verbose_name_plural = _("承諾")
        ordering = ["promised_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(section__isnull=False, reply__isnull=True) | Q(section__isnull=True, reply__isnull=False),
                name="commitment_stands_in_one_place",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("commitment_detail", args=[self.pk])
