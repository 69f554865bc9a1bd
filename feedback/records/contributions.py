"""會辦: what a further unit was asked for a suggestion, and what it wrote; for staff alone.

The public reads in the timeline that a unit was asked and that it took part, never its words.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ContributionQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not excused."""
        return self.filter(excused_at__isnull=True)

    def unwritten(self):
        """Those still to be written, as far as they go; an answer that was given needs none any more."""
        return self.standing().filter(written_at__isnull=True)

    def of_units(self, units):
        """The keys of the suggestions in which any of `units` takes part, by index."""
        return self.standing().filter(unit__in=units).values("suggestion")

    def took_part(self, suggestion):
        """The keys of the units that wrote their part: all that pages of the public read of this table."""
        written = self.standing().filter(suggestion=suggestion, written_at__isnull=False)
        return written.order_by("pk").values_list("unit", flat=True)

    def for_reading(self):
        return self.select_related("unit", "asked_by", "written_by").order_by("pk")


class Contribution(models.Model):
    suggestion = models.ForeignKey("feedback.Suggestion", on_delete=models.PROTECT, related_name="contributions")
    unit = models.ForeignKey(
        "feedback.Unit", verbose_name=_("會辦單位"), on_delete=models.PROTECT, related_name="contributions",
        db_index=False,
    )  # fmt: skip
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_words = models.TextField(_("請會辦單位做什麼"), blank=True)
    due_on = models.DateField(_("會辦期限"))
    # What it says now; each text that was submitted stays in the remark of its event.
    body = models.TextField(_("會辦意見"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True)
    excused_at = models.DateTimeField(null=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("會辦")
        verbose_name_plural = _("會辦")
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "unit"], condition=Q(excused_at__isnull=True),
                name="contribution_once_per_unit_while_it_stands",
            ),
            models.CheckConstraint(
                condition=Q(body="", written_by__isnull=True, written_at__isnull=True)
                | ~Q(body="") & Q(written_by__isnull=False, written_at__isnull=False),
                name="contribution_has_words_person_and_moment",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["unit", "suggestion"], condition=Q(excused_at__isnull=True), name="contribution_of_unit"
            )
        ]

    def __str__(self):
        return str(self.unit)

    @property
    def is_standing(self):
        return self.excused_at is None

    @property
    def is_unwritten(self):
        """Whether it is still to be written, as far as it goes."""
        return self.is_standing and self.written_at is None
