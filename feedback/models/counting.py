"""Queries of the statistics: what they read of each suggestion; the raw text and the person are not among it."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from feedback.models.offices import CalendarDay
from feedback.models.replies import Reply
from feedback.statistics import Case, Statistics

COLUMNS = (
    "stage", "received_at", "main__stage", "main__first_replied_at", "first_replied_at", "due_on", "kind", "category",
    "unit", "district", "newest_outcome", "rating__score", "rating__is_on_staff_receipt", "arrived_on",
)  # fmt: skip


class Counting:
    """The part of the suggestions' QuerySet that the statistics ask."""

    def within(self, *, campaign=None, year=None):
        """Those of a campaign, of a year of receipt, of both; of all without either."""
        chosen = {"campaign": campaign, "year": year}
        return self.filter(**{name: value for name, value in chosen.items() if value})

    def years(self):
        """The years in which something was received, newest first."""
        return list(self.order_by("-year").values_list("year", flat=True).distinct())

    def cases(self):
        """A `Case` for each, in one query."""
        newest = Reply.objects.approved().filter(suggestion=OuterRef("pk")).order_by("-approved_at", "-pk")
        rows = self.order_by().annotate(newest_outcome=Subquery(newest.values("outcome")[:1])).values_list(*COLUMNS)
        zone = timezone.get_default_timezone()

        def day(moment):
            return moment.astimezone(zone).date() if moment else None

        return [
            Case(stage, day(received_at), main_stage, bool(main_answered_at), day(answered_at), *rest)
            for stage, received_at, main_stage, main_answered_at, answered_at, *rest in rows
        ]

    def statistics(self, now):
        """All that is counted of them at `now`."""
        calendar = CalendarDay.objects.calendar()
        return Statistics.of(self.cases(), calendar=calendar, moment=now, today=timezone.localdate(now))
