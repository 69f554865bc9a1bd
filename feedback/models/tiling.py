"""Queries of the wall: a campaign's suggestions in order of receipt."""

from datetime import datetime, time

from django.utils import timezone

from feedback import receipts, statistics, wall
from feedback.workflow import Stage


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

    def tiles(self, *, today, after=0):
        """A `Tile` for each in order of receipt, as it stands on `today`; the first has the place after `after`."""
        rows = self.in_order_of_receipt().values_list(
            "year", "sequence", "stage", "received_at", "first_replied_at", "due_on"
        )
        return [tile(place, *row, today=today) for place, row in enumerate(rows, start=after + 1)]

    def items(self):
        """What everybody may know of each, in order of receipt, read in pieces; no text but a released title."""
        return (
            self.in_order_of_receipt()
            .values_list(
                "year", "sequence", "received_at", "category", "unit", "district", "stage", "status", "accepted_at",
                "due_on", "first_replied_at", "closed_at", "outcome", "score", "decline_reason", "main__year",
                "main__sequence", "main__stage", "public_title", named=True,
            )
            .iterator(chunk_size=2000)
        )  # fmt: skip


def tile(place, year, sequence, stage, received_at, first_replied_at, due_on, *, today):
    case = statistics.Case(stage, day(received_at), answered_on=day(first_replied_at), due_on=due_on)
    return wall.Tile(place, receipts.number(year, sequence), Stage(stage), case.promptness(today))
