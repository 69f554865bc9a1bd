"""辦理期限: the periods of each suggestion, and how they follow from its verbs."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from feedback.rules.deadlines import EXTENSION_DAYS, REPLY_DAYS
from feedback.rules.periods import Cause, Ending, Promptness, Return


class PeriodQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("ordinal")

    def running(self):
        return self.filter(ended_on=None)

    def returns(self):
        """Periods that began by a return into work."""
        return self.exclude(cause=Cause.FIRST)

    def replied_returns(self, first, last, promptness):
        """Returns that were answered from one day to another, on time or late; not those worked out afterwards."""
        replied = self.returns().filter(ending=Ending.REPLIED, ended_on__gte=first, ended_on__lte=last)
        judged, due_on = replied.filter(is_derived=False), F("due_on")
        if promptness == Promptness.ON_TIME:
            return judged.filter(ended_on__lte=due_on)
        return judged.filter(ended_on__gt=due_on)

    def for_statistics(self):
        """[(suggestion, `Return`)] of the returns, in order."""
        rows = self.returns().order_by("suggestion", "ordinal").values_list("suggestion", *Return._fields)
        return [(suggestion, Return(*facts)) for suggestion, *facts in rows.iterator(chunk_size=2000)]


class Period(models.Model):
    """From the day it begins to the day its reply is due; the one that runs is written on the suggestion as well."""

    suggestion = models.ForeignKey("feedback.Suggestion", on_delete=models.PROTECT, related_name="periods")
    ordinal = models.PositiveSmallIntegerField(_("第幾次"))
    cause = models.CharField(_("起因"), max_length=10, choices=Cause)
    began_on = models.DateField(_("起算日"))
    accept_due_on = models.DateField(_("受理期限"), null=True)
    due_on = models.DateField(_("答覆期限"), null=True)
    days = models.PositiveSmallIntegerField(_("期限（工作日）"), default=REPLY_DAYS)
    extended_by = models.PositiveSmallIntegerField(_("延長（工作日）"), default=0)
    is_provisional = models.BooleanField(_("暫定"), default=False)
    ended_on = models.DateField(_("結束日期"), null=True)
    ending = models.CharField(_("如何結束"), max_length=10, choices=Ending, blank=True)
    # Worked out afterwards from the timeline: while it ran, nobody was told these days.
    is_derived = models.BooleanField(_("追溯"), default=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("辦理期限")
        verbose_name_plural = _("辦理期限")
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "ordinal"], name="period_ordinal_once_per_suggestion"),
            models.UniqueConstraint(
                fields=["suggestion"], condition=Q(ended_on=None), name="period_runs_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ending="") | (Q(ended_on__isnull=False) & ~Q(ending="")),
                name="period_that_ended_says_how",
            ),
            models.CheckConstraint(
                condition=Q(ordinal=1, cause=Cause.FIRST) | (Q(ordinal__gt=1) & ~Q(cause=Cause.FIRST)),
                name="period_first_is_the_first",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")), name="period_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(extended_by__lte=EXTENSION_DAYS), name="period_extended_by_10_days_at_most"
            ),
        ]
        indexes = [
            models.Index(fields=["ended_on"], condition=~Q(cause=Cause.FIRST), name="period_returns_ended"),
        ]

    def __str__(self):
        return f"{self.suggestion_id} {self.ordinal}"

    @property
    def replied_on(self):
        return self.ended_on if self.ending == Ending.REPLIED else None

    @classmethod
    def first_of(cls, suggestion):
        """The first period of a suggestion as it stands in memory, not saved."""
        return cls(
            suggestion=suggestion, ordinal=1, cause=Cause.FIRST, began_on=suggestion.counted_from,
            **suggestion.days_of_period(),
        )  # fmt: skip
