"""件件牆: one tile for every suggestion of a campaign in order of receipt; what is counted, paged and marked on it."""

from dataclasses import astuple, dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

from feedback.rules.counted.tally import Tally
from feedback.rules.lateness import Late
from feedback.rules.periods import Promptness
from feedback.rules.workflow import Stage

# A wall of more tiles shows one month a page, and a month of more in parts.
MOST = 2000
# Up to so many, a tile has room for its place; beyond, the tiles stand in squares of a hundred.
ROOMY = 400
HUNDRED = 100


class Tile(NamedTuple):
    """One suggestion on the wall; `place` counts from 1 by order of receipt in its campaign."""

    place: int
    number: str
    stage: str
    promptness: str | None = None  # of its first reply
    late: Late | None = None  # now

    @property
    def is_late(self):
        """Answered after its due day, or past it and not answered."""
        return self.promptness == Promptness.LATE or bool(self.late and self.late.is_counted)

    @property
    def told_late(self):
        """What its name says of that, or nothing; what waits for its acceptance too long is told, and not counted."""
        if self.late:
            return self.late.label
        return str(Promptness.LATE.label) if self.is_late else ""


@dataclass(frozen=True)
class Choice:
    """What the reader wants to see of the wall; a field that is not set leaves all."""

    month: date | None = None  # its first day
    stage: str = ""
    is_late: bool = False

    @property
    def is_made(self):
        """Whether some tiles become quiet places."""
        return bool(self.stage or self.is_late)

    @property
    def stage_label(self):
        return Stage(self.stage).label if self.stage else ""

    def parameters(self):
        """What is chosen as an address carries it."""
        month = f"{self.month:%Y-%m}" if self.month else ""
        chosen = {"month": month, "stage": self.stage, "late": "1" if self.is_late else ""}
        return {name: value for name, value in chosen.items() if value}

    def names(self):
        """What the name of a download says of it."""
        return [value if name != "late" else name for name, value in self.parameters().items()]

    def takes(self, tile):
        return (not self.stage or tile.stage == self.stage) and (not self.is_late or tile.is_late)


@dataclass(frozen=True)
class Hundred:
    """Tiles that stand together, from one place to another."""

    first: int
    last: int
    tiles: list = field(repr=False)

    @property
    def column(self):
        """The last digit of its first place: the column of a square that it begins in."""
        return self.first % 10


@dataclass(frozen=True)
class Wall:
    """The tiles of a campaign or of one of its months under a choice."""

    tiles: list
    choice: Choice = Choice()

    def stages(self):
        """(stage, how many) of those that occur, in the order of the stages."""
        found = [tile.stage for tile in self.tiles]
        return [(stage, found.count(stage)) for stage in Stage if stage in found]

    @property
    def late(self):
        return sum(tile.is_late for tile in self.tiles)

    @property
    def taken(self):
        """How many the choice takes; the others keep their places."""
        return sum(map(self.choice.takes, self.tiles))

    @property
    def left(self):
        return len(self.tiles) - self.taken


def is_roomy(tiles):
    return len(tiles) <= ROOMY


def together(tiles):
    """The tiles of a page as they stand: all in one, or in squares of a hundred, each from 1 to 100 or so."""
    if is_roomy(tiles):
        groups = [list(tiles)] if tiles else []
    else:
        groups = [list(group) for _, group in groupby(tiles, key=lambda tile: (tile.place - 1) // HUNDRED)]
    return [Hundred(group[0].place, group[-1].place, group) for group in groups]


def total(tallies):
    """The tally of {month: Tally} together."""
    return Tally(*map(sum, zip(*map(astuple, tallies.values()), strict=True)))


def opening_month(tallies):
    """The month a wall opens with: the newest one when {month: Tally} is more than a page holds, else None for all."""
    return max(tallies) if total(tallies).received > MOST else None


def received_before(tallies, month):
    """How many of {month: Tally} came before `month`; none before the whole."""
    return sum(tally.received for each, tally in tallies.items() if month and each < month)
