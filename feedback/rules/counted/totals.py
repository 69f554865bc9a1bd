"""How many suggestions stand where, and how many each choice of a filter would leave; plain counting, no queries."""

from collections import Counter
from typing import NamedTuple

from feedback.rules.counted.tally import Tally
from feedback.rules.workflow import OPEN_STAGES, Stage


class Place(NamedTuple):
    """Where suggestions stand that are counted together; the rows are named by their primary keys."""

    campaign: int
    category: int | None
    unit: int | None
    status: int
    stage: str
    is_merged_closed: bool
    campaign_kind: str = ""


DIMENSIONS = ("campaign", "category", "unit", "status", "campaign_kind")
# The lists behind the numbers of the claim, by the name that an address has for them.
COUNTED_AS = {
    "received": lambda place: True,
    "valid": lambda place: place.stage not in (Stage.DECLINED, Stage.WITHDRAWN),
    "handled": lambda place: place.stage == Stage.CLOSED or place.is_merged_closed,
    "open": lambda place: place.stage in OPEN_STAGES,
    "closed": lambda place: place.stage == Stage.CLOSED,
    "declined": lambda place: place.stage == Stage.DECLINED,
    "merged": lambda place: place.stage == Stage.MERGED,
    "withdrawn": lambda place: place.stage == Stage.WITHDRAWN,
}


class Totals:
    """{Place: how many}, and what is asked of it.

    Filters are primary keys, but that of the kind of a campaign, which is its code; `tally` is a key of `COUNTED_AS`.
    """

    def __init__(self, counts):
        self.counts = {Place(*place): number for place, number in counts.items()}
        self.lists = {place: [name for name, takes in COUNTED_AS.items() if takes(place)] for place in self.counts}

    def number(self, *, tally="", **filters):
        return sum(number for _, number in self._narrowed(tally, filters))

    def tally(self, **filters):
        rows = self._narrowed("", filters)
        return Tally.of_counts((place.stage, place.is_merged_closed, number) for place, number in rows)

    def choices(self, *, tally="", **filters):
        """{filter: {value: how many it would leave under all the others}}, `tally` among the filters; in one pass."""
        found = {name: Counter() for name in (*DIMENSIONS, "tally")}
        chosen = [(name, value) for name, value in filters.items() if value is not None]
        for place, number in self.counts.items():
            missed = [name for name, value in chosen if getattr(place, name) != value]
            lists = self.lists[place]
            if not missed:
                for name in lists:
                    found["tally"][name] += number
            if len(missed) < 2 and (not tally or tally in lists):
                for name in missed or DIMENSIONS:
                    found[name][getattr(place, name)] += number
        return found

    def _narrowed(self, tally, filters):
        chosen = [(Place._fields.index(name), value) for name, value in filters.items() if value is not None]
        for place, number in self.counts.items():
            is_listed = not tally or tally in self.lists[place]
            if is_listed and all(place[index] == value for index, value in chosen):
                yield place, number
