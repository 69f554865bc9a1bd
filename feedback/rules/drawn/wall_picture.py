"""The wall as a small picture: every suggestion of a campaign as a cell, or several to a cell when they are many."""

from collections import Counter
from dataclasses import dataclass
from math import ceil, sqrt

from feedback.rules.workflow import OPEN_STAGES, Stage

MOST_CELLS = 400
# A picture is about a third as high as wide, however many cells it has; they stand in rows of so many times five.
HEIGHT, FIVE, FEWEST_COLUMNS = 0.3, 5, 10
PITCH = 10  # units of the drawing from one cell to the next, of which a cell fills 8

OPEN = "open"
# The parts of the claim, in the order in which it adds them up: where in its cell each begins to be drawn, and its
# shape, which ends where it began.
SHAPES = {
    OPEN: (1, 1, "h6v6h-6z"),
    Stage.CLOSED: (0, 0, "h8v8h-8z"),
    Stage.DECLINED: (1, 1, "l6 6m0-6l-6 6m0-6"),
    Stage.MERGED: (0, 0, "v8h8z"),
    Stage.WITHDRAWN: (0, 4, "h8m-8 0"),
}


def part_of(stage):
    """The part of the claim that a stage is counted under."""
    return OPEN if stage in OPEN_STAGES else Stage(stage)


@dataclass(frozen=True)
class Picture:
    """`cells` are parts of the claim in wall order; each stands for `each` suggestions, the last for fewer."""

    cells: tuple
    each: int = 1

    @classmethod
    def of(cls, stages):
        """From the stages of all suggestions of a campaign in order of receipt.

        A cell that stands for several takes the part of which most is still to be drawn, so that all cells together
        divide as the suggestions do.
        """
        parts = [part_of(stage) for stage in stages]
        each = max(1, ceil(len(parts) / MOST_CELLS))
        cells, owed = [], Counter()
        for start in range(0, len(parts), each):
            together = parts[start : start + each]
            owed.update(together)
            part = max(SHAPES, key=lambda part: owed[part])
            owed[part] -= len(together)
            cells.append(part)
        return cls(tuple(cells), each)

    @property
    def columns(self):
        return max(FEWEST_COLUMNS, ceil(sqrt(len(self.cells) / HEIGHT) / FIVE) * FIVE)

    @property
    def width(self):
        return self.columns * PITCH - 2

    @property
    def height(self):
        return max(1, ceil(len(self.cells) / self.columns)) * PITCH - 2

    def paths(self):
        """(part, path data) for each part that occurs."""
        drawn, at = {part: [] for part in SHAPES}, {}
        for place, part in enumerate(self.cells):
            x, y, shape = SHAPES[part]
            row, column = divmod(place, self.columns)
            x, y = x + column * PITCH, y + row * PITCH
            # From where the last one of the part stands: what repeats itself is packed to little.
            move = f"m{x - at[part][0]} {y - at[part][1]}" if part in at else f"M{x} {y}"
            drawn[part].append(move + shape)
            at[part] = (x, y)
        return [(part, "".join(shapes)) for part, shapes in drawn.items() if shapes]


def key_of(part):
    """Path data of a single cell, as a legend shows it."""
    x, y, shape = SHAPES[part]
    return f"M{x} {y}{shape}"
