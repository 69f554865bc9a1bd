"""Queries of what is late: `feedback.rules.lateness` as conditions, and what was late with its first reply."""

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from feedback.rules.counted.totals import Totals
from feedback.rules.lateness import Lateness
from feedback.rules.periods import Promptness
from feedback.rules.workflow import UNANSWERED_STAGES, Stage
from portal.serving.generation import Kept

MOST_NAMED = 500
# Of a suggestion and of the one that it is merged into: what `lateness.Owed.of` takes.
OWED = ("stage", "accept_due_on", "due_on", "main__stage", "main__accept_due_on", "main__due_on")


def late(what, today):
    """The condition that `lateness` says `what`."""
    if what == Lateness.UNANSWERED:
        return Q(stage__in=UNANSWERED_STAGES, due_on__lt=today)
    is_reply_not_late = Q(due_on=None) | Q(due_on__gte=today)
    return Q(is_reply_not_late, stage=Stage.RECEIVED, accept_due_on__lt=today)


def first_overdue(today):
    """The condition that one waits for its first reply past its day: `Promptness.OVERDUE`."""
    waits = Q(stage__in=UNANSWERED_STAGES, first_replied_at=None)
    return waits & Q(is_first_counted=True, first_due_on__lt=today)


def first_answered(promptness, today):
    """The condition that the first reply stands so to its day on `today`, as `Course.promptness` says it."""
    waits = Q(stage__in=UNANSWERED_STAGES, first_replied_at=None)
    return {
        Promptness.ON_TIME: Q(first_replied_at__date__lte=F("first_due_on")),
        # The first condition is true of all that are late, and spares most others the day in the office's time zone.
        Promptness.LATE: Q(first_replied_at__gt=F("first_due_on")) & Q(first_replied_at__date__gt=F("first_due_on")),
        Promptness.OVERDUE: first_overdue(today),
        Promptness.NOT_YET: Q(first_due_on=None) | (waits & Q(first_due_on__gte=today)),
    }[promptness]


class BeingLate:
    """What is late; a part of the QuerySet."""

    def late(self, what, today):
        """Suggestions that are late themselves; merged ones are not, their main one is."""
        return self.filter(late(what, today))

    def list_of_late(self, what, today):
        """The same for a list in any order: when they are few, as mostly, they are named by their keys.

        Else the database would read the whole list to find them.
        """
        few = list(self.model.objects.late(what, today).order_by().values_list("pk", flat=True)[: MOST_NAMED + 1])
        return self.filter(pk__in=few) if len(few) <= MOST_NAMED else self.late(what, today)

    def late_totals(self, today):
        """{what is late: `Totals` of it}."""
        return {what: Totals(self.late(what, today)._by_place()) for what in Lateness}

    def first_replied(self, promptness, today):
        """Those whose first reply came on time, or late, in a first period that is counted."""
        return self.filter(first_answered(promptness, today), is_first_counted=True)

    def _by_place(self):
        """{a `totals.Place`: how many}; late ones are open."""
        rows = self.order_by().values_list("campaign", "category", "unit", "status", "stage", "campaign__kind")
        return {(*key, False, kind): number for *key, kind, number in rows.annotate(number=models.Count("*"))}


_late_totals = Kept(lambda: apps.get_model("feedback", "Suggestion").objects.late_totals(timezone.localdate()))


def late_totals():
    """{what is late today: `Totals` of it}, counted again after a publication, every few seconds, and at midnight."""
    return _late_totals.get()
