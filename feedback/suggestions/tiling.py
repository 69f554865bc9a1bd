"""Queries of the wall: a campaign's suggestions in order of receipt."""

from feedback.rules import receipts
from feedback.rules.counted import statistics
from feedback.rules.drawn import wall
from feedback.rules.lateness import Owed
from feedback.rules.moments import day, midnight, next_month
from feedback.rules.workflow import Stage
from feedback.suggestions.late import OWED

BRICK = ("year", "sequence", "received_at", "first_replied_at", "first_due_on", "is_first_counted", *OWED)


class Tiling:
    """What the wall asks; a part of the QuerySet."""

    def in_order_of_receipt(self):
        return self.order_by("received_at", "pk")

    def received_in(self, month):
        """Those of the month that begins on the day `month`; all without one."""
        if month is None:
            return self
        return self.filter(received_at__gte=midnight(month), received_at__lt=midnight(next_month(month)))

    def stages_in_order(self):
        """The stage of each in order of receipt, and no more."""
        return list(self.in_order_of_receipt().values_list("stage", flat=True))

    def tiles(self, *, late_on, after=0):
        """A `Tile` for each in order of receipt, as `late_on` sees it; the first has the place after `after`."""
        rows = self.in_order_of_receipt().values_list(*BRICK)
        return [tile(place, *row, late_on=late_on) for place, row in enumerate(rows, start=after + 1)]

    def newest_tiles(self, most, *, count, late_on):
        """The same of the newest `most` of them, who are `count`, each with its place among all."""
        rows = self.for_list().values_list(*BRICK)[:most]
        return [tile(count - index, *row, late_on=late_on) for index, row in enumerate(rows)][::-1]

    def items(self):
        """The `facts` of each in order of receipt."""
        return self.in_order_of_receipt().facts()

    def facts(self):
        """What everybody may know of each, as they are ordered, read in pieces; no text but a released title."""
        return (
            self.values_list(
                "pk", "year", "sequence", "received_at", "category", "unit", "district", "status", "accepted_at",
                "first_due_on", "is_first_counted", "period_count", "first_replied_at", "closed_at", "closing",
                "outcome", "level", "decline_reason", "main__year", "main__sequence", "public_title", *OWED, named=True,
            )
            .iterator(chunk_size=2000)
        )  # fmt: skip


def tile(place, year, sequence, received_at, first_replied_at, first_due_on, is_first_counted, stage, *owed, late_on):
    """Of one with its first reply and what is `OWED`."""
    course = statistics.Course(
        stage, day(received_at), replied_on=day(first_replied_at), due_on=first_due_on,
        is_first_counted=is_first_counted,
    )  # fmt: skip
    late = late_on.of(Owed.of(stage, *owed))
    return wall.Tile(place, receipts.number(year, sequence), Stage(stage), course.promptness(late_on.today), late)
