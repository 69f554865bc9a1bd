"""領導批示: what the bureau's leaders ask for about a suggestion, by when; among staff alone, never public."""

from django.conf import settings
from django.db import models
from django.db.models import F, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from feedback.rules.reasons import Weight


class InstructionQuerySet(models.QuerySet):
    def waiting(self):
        """Those that nobody answered or marked as done."""
        return self.filter(fulfilled_at=None)

    def reaching(self, suggestion):
        """Those about `suggestion` or one that is merged into it: the answer is the same."""
        return self.filter(Q(suggestion=suggestion) | Q(suggestion__main=suggestion))

    def for_reading(self):
        return self.select_related("by", "suggestion").order_by("due_on", "pk")

    def fulfil(self, *, now):
        """Mark as done by an answer those that wait; nobody is named, the answer has its own entry.

        One may have been entered on a merged one before the clock was set back: it is met in its own moment then.
        """
        moment = Greatest(F("at"), Value(now, models.DateTimeField()))
        return self.waiting().update(fulfilled_at=moment)

    def due_of(self, row="pk"):
        """The earliest due day of those that wait for the suggestion `row` of the outer query, its merged ones' too."""
        one = self.waiting().annotate(whose=Coalesce("suggestion__main", "suggestion"))
        earliest = one.filter(whose=OuterRef(row)).order_by().values("whose").annotate(day=Min("due_on"))
        return Subquery(earliest.values("day"))

    def whose(self):
        """The keys of the suggestions that have to be answered for those that wait."""
        return self.waiting().annotate(whose=Coalesce("suggestion__main", "suggestion")).values("whose")


class Instruction(models.Model):
    """One of them; `by` entered it, for the leader of the name in `leader` where that is somebody else."""

    suggestion = models.ForeignKey(
        "feedback.Suggestion", verbose_name=_("意見建議"), on_delete=models.PROTECT, related_name="instructions"
    )
    text = models.TextField(_("批示內容"))
    weight = models.CharField(_("批示等級"), max_length=10, choices=Weight, default=Weight.NORMAL)
    due_on = models.DateField(_("批示期限"))
    leader = models.CharField(_("批示的領導"), max_length=40, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("登記人"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("批示時間"))
    fulfilled_at = models.DateTimeField(_("落實時間"), null=True)

    objects = InstructionQuerySet.as_manager()

    class Meta:
        verbose_name = _("領導批示")
        verbose_name_plural = _("領導批示")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="instruction_says_something"),
            models.CheckConstraint(
                condition=Q(fulfilled_at=None) | Q(fulfilled_at__gte=F("at")), name="instruction_fulfilled_after_made"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "suggestion"], condition=Q(fulfilled_at=None), name="instruction_waiting"),
        ]

    def __str__(self):
        return f"{self.suggestion_id} {self.due_on}"

    def is_late(self, today):
        """Whether it still waits and its day has passed."""
        return self.fulfilled_at is None and self.due_on < today
