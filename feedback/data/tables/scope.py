"""What a table counts, where the lists behind its numbers are, and how numbers are read."""

from dataclasses import dataclass, field
from datetime import date

from feedback.parts.board_address import board_address
from feedback.rules.counted import tally
from feedback.rules.counted.statistics import Statistics, share


@dataclass(frozen=True)
class Scope:
    """What is counted; `today` is the day of counting, `parameters` are the filters as an address carries them.

    `received` is {first day of a month: how many came} of every year of what is chosen; `is_of_round` says that it is
    one that has its months and no other year to compare them with; `sort` is by what the units are sorted;
    `levels` are those of 評議 (`feedback.office.levels.Shown`), first those of the scale in use; `by_kind` is
    {kind of a campaign: the `Group` of what was filed under those of it}.
    """

    statistics: Statistics
    today: date
    parameters: dict = field(default_factory=dict)
    received: dict = field(default_factory=dict)
    is_of_round: bool = False
    sort: str = ""
    levels: tuple = ()
    by_kind: dict = field(default_factory=dict)

    def board(self, **filters):
        """The address of the list behind a number, empty where there is none; of a year by the days of receipt."""
        if None in filters.values():
            return ""
        chosen = {name: value for name, value in self.parameters.items() if name != "year"}
        if year := self.parameters.get("year"):
            chosen |= {"received_from": date(year, 1, 1), "received_to": date(year, 12, 31)}
        return board_address(**chosen | filters)


def percent(rate):
    return None if rate is None else tally.percent(rate)


def percent_of(part, whole):
    """`part` of `whole`, which is not 0, as it is read."""
    return tally.percent(share(part, whole))
