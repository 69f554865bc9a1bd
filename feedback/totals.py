"""How many suggestions stand where, and how many each choice of a filter would leave; plain counting, no queries."""

from collections import Counter
from typing import NamedTuple

from feedback.workflow import OPEN_STAGES, Stage, Tally


class Standing(NamedTuple):
    """Where suggestions stand that are counted together; the rows are named by their primary keys."""

    campaign: int
    category: int | None
    unit: int | None
    status: int
    stage: str
    is_merged_closed: bool


DIMENSIONS = ("campaign", "category", "unit", "status")
# The lists behind the numbers of the claim, by the name that an address has for them.
COUNTED_AS = {
    "received": lambda standing: True,
    "valid": lambda standing: standing.stage not in (Stage.DECLINED, Stage.WITHDRAWN),
    "handled": lambda standing: standing.stage == Stage.CLOSED or standing.is_merged_closed,
    "open": lambda standing: standing.stage in OPEN_STAGES,
    "closed": lambda standing: standing.stage == Stage.CLOSED,
    "declined": lambda standing: standing.stage == Stage.DECLINED,
    "merged": lambda standing: standing.stage == Stage.MERGED,
    "withdrawn": lambda standing: standing.stage == Stage.WITHDRAWN,
}


class Totals:
    """{Standing: how many}, and what is asked of it; filters are primary keys, `tally` a key of `COUNTED_AS`."""

    def __init__(self, counts):
        self.counts = {Standing(*standing): number for standing, number in counts.items()}

    def number(self, *, tally="", **filters):
        return sum(number for _, number in self._narrowed(tally, filters))

    def tally(self, **filters):
        rows = self._narrowed("", filters)
        return Tally.of_counts((standing.stage, standing.is_merged_closed, number) for standing, number in rows)

    def choices(self, name, *, tally="", **filters):
        """{value: how many it would leave} for one filter under all the others."""
        filters.pop(name, None)
        found = Counter()
        for standing, number in self._narrowed(tally, filters):
            found[getattr(standing, name)] += number
        return found

    def tallies(self, **filters):
        """{name of a list: how many it would hold} under the other filters."""
        rows = list(self._narrowed("", filters))
        return {name: sum(number for standing, number in rows if takes(standing)) for name, takes in COUNTED_AS.items()}

    def _narrowed(self, tally, filters):
        chosen = [(Standing._fields.index(name), value) for name, value in filters.items() if value is not None]
        takes = COUNTED_AS.get(tally)
        for standing, number in self.counts.items():
            if all(standing[place] == value for place, value in chosen) and (takes is None or takes(standing)):
                yield standing, number
