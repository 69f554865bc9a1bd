"""Queries of the wall: a campaign's suggestions in order of receipt, and what came in each month."""

from datetime import datetime, time

from django.db import models
from django.db.models import Case, Max, Min, OuterRef, Subquery, Value, When
from django.utils import timezone

from feedback import receipts, statistics, wall
from feedback.models.replies import Reply
from feedback.workflow import Stage, Tally


def midnight(day):
    """The moment at which `day` begins in the office's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def day(moment):
    """The day of a moment in the office's time zone."""
    return timezone.localdate(moment, timezone.get_default_timezone()) if moment else None


class Tiling:
    """The part of the suggestions' QuerySet that the wall asks."""

    def in_order_of_receipt(self):
        return self.order_by("received_at", "pk")

    def received_in(self, month):
        """Those of the month that begins on the day `month`; all without one."""
        if month is None:
            return self
        return self.filter(received_at__gte=midnight(month), received_at__lt=midnight(wall.next_month(month)))

    def tallies_by_month(self):
        """{first day of a month: Tally} from the first receipt to the last, empty months included; two queries."""
        ends = self.order_by().aggregate(first=Min("received_at"), last=Max("received_at"))
        if not ends["first"]:
            return {}
        months = wall.months_between(day(ends["first"]), day(ends["last"]))
        # Bounds instead of a date function: a fifth of the time where the database has none of its own.
        begun = [When(received_at__gte=midnight(month), then=Value(place)) for place, month in enumerate(months)]
        found = self.annotate(month=Case(*begun[::-1], output_field=models.IntegerField())).tallies_by("month")
        return {month: found.get(place, Tally()) for place, month in enumerate(months)}

    def tiles(self, *, today, after=0):
        """A `Tile` for each in order of receipt, as it stands on `today`; the first has the place after `after`."""
        rows = self.in_order_of_receipt().values_list(
            "year", "sequence", "stage", "received_at", "first_replied_at", "due_on"
        )
        return [tile(place, *row, today=today) for place, row in enumerate(rows, start=after + 1)]

    def items(self):
        """What everybody may know of each, in order of receipt, read in pieces; no text but a released title."""
        newest = Reply.objects.approved().filter(suggestion=OuterRef("pk")).order_by("-approved_at", "-pk")
        return (
            self.in_order_of_receipt()
            .annotate(newest_outcome=Subquery(newest.values("outcome")[:1]))
            .values_list(
                "year", "sequence", "received_at", "category", "unit", "district", "stage", "status", "accepted_at",
                "due_on", "first_replied_at", "closed_at", "newest_outcome", "rating__score", "decline_reason",
                "main__year", "main__sequence", "main__stage", "public_title", named=True,
            )
            .iterator(chunk_size=2000)
        )  # fmt: skip


def tile(place, year, sequence, stage, received_at, first_replied_at, due_on, *, today):
    case = statistics.Case(stage, day(received_at), answered_on=day(first_replied_at), due_on=due_on)
    return wall.Tile(place, receipts.number(year, sequence), Stage(stage), case.promptness(today))
