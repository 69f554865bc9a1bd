"""移交: what a unit that is dissolved, or somebody who leaves, had in hand, so that it can be given back."""

from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from feedback.office.staff import shown_name
from feedback.records.events import Event
from feedback.rules.reach import MOVING_VERBS


def _who(label, **options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, on_delete=models.PROTECT, related_name="+", **options
    )


class Moved(NamedTuple):
    """A suggestion with the status and the handler it had (by their keys), and the event by which it went."""

    suggestion: int
    status: int
    handler: int | None
    event: int


class Transfer(models.Model):
    """Kept as rows of `Moved`; `undone_at` says when what nobody had moved since was given back."""

    moved = models.JSONField(default=list, editable=False)
    undone_by = _who(_("由誰恢復"), null=True, editable=False)
    undone_at = models.DateTimeField(_("恢復時間"), null=True, editable=False)

    class Meta:
        abstract = True

    def keep(self, before):
        """Note those that went: {suggestion key: (status key, handler key)} as they were."""
        events = Event.objects.filter(suggestion__in=before, verb__in=MOVING_VERBS).order_by()
        last = dict(events.values_list("suggestion").annotate(Max("pk")))
        self.moved = [Moved(pk, *was, last[pk]) for pk, was in before.items()]

    def unmoved(self):
        """[(suggestion, `Moved`)] of those that nobody moved since, in order."""
        moved = {row.suggestion: row for row in (Moved(*row) for row in self.moved)}
        later = Event.objects.filter(suggestion__in=moved, verb__in=MOVING_VERBS).order_by()
        last = dict(later.values_list("suggestion").annotate(Max("pk")))
        events = Event.objects.filter(pk__in=[row.event for row in moved.values() if last[row.suggestion] == row.event])
        found = events.select_related("suggestion__status", "suggestion__unit").order_by("suggestion")
        return [(event.suggestion, moved[event.suggestion_id]) for event in found]


class DissolutionQuerySet(models.QuerySet):
    def proposed(self):
        return self.filter(confirmed_at=None, dropped_at=None)


class Dissolution(Transfer):
    """A unit is dissolved by two people: one says where its work goes, another confirms it."""

    unit = models.ForeignKey("feedback.Unit", on_delete=models.PROTECT, related_name="dissolutions")
    to_unit = models.ForeignKey("feedback.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proposed_by, proposed_at = _who(_("提請")), models.DateTimeField(_("提請時間"))
    confirmed_by, confirmed_at = _who(_("確認"), null=True), models.DateTimeField(_("確認時間"), null=True)
    dropped_by, dropped_at = _who(_("撤回"), null=True), models.DateTimeField(_("撤回時間"), null=True)

    objects = DissolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("單位停用")
        verbose_name_plural = _("單位停用")
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(confirmed_at=None, dropped_at=None),
                name="dissolution_proposed_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")), name="dissolution_by_two_people"
            ),
            models.CheckConstraint(
                condition=Q(to_unit=None) | ~Q(to_unit=F("unit")), name="dissolution_to_another_unit"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(dropped_at=None), name="dissolution_confirmed_or_dropped"
            ),
        ]  # fmt: skip

    def __str__(self):
        return str(self.unit)


class Departure(Transfer):
    """Somebody was switched off or left a unit, and the work went to colleagues or back to the unit."""

    person = _who(_("離崗的人"), db_index=True)
    by, at = _who(_("經辦")), models.DateTimeField(_("時間"))

    class Meta:
        verbose_name = _("離崗移交")
        verbose_name_plural = _("離崗移交")

    def __str__(self):
        return shown_name(self.person)
