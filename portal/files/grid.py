"""A sheet as somebody sees it on the screen: its visible rows of cells, and what stands beside them unread."""

from dataclasses import dataclass, field

from django.utils.translation import gettext

MOST_COLUMNS = 40
# Blank rows between those that count are rows too.
MOST_ROWS = 10_000
# Of one cell. More than any field takes, so that a text somewhat too long is told by its field, with both numbers.
MOST_IN_CELL = 5000


class Unreadable(Exception):
    """The file as a whole cannot be taken, for the reason that it says."""


@dataclass(frozen=True)
class Unusable:
    """A cell that shows something and says nothing, for the reason `why`."""

    why: str


@dataclass
class Grid:
    """`rows` are (number as the spreadsheet program counts it, {place: text or `Unusable`}), places counted from 0.

    Rows and columns that are hidden, and other sheets, are named here and nothing else. `merged` are (first row, last
    row, first place, last place). The name of a file's only sheet may be empty.
    """

    name: str = ""
    rows: list = field(default_factory=list)
    hidden_rows: list = field(default_factory=list)
    hidden_places: set = field(default_factory=set)
    merged: list = field(default_factory=list)
    other_sheets: list = field(default_factory=list)
    hidden_sheets: list = field(default_factory=list)


def check_row_count(count):
    if count > MOST_ROWS:
        told = gettext("這張表連空行在內超過 %(most)s 行。請刪去空行，或者分成幾份，另存後再上傳。")
        raise Unreadable(told % {"most": MOST_ROWS})


def check_place(place, number):
    """`place` is that of a cell with something in it, in the row `number`."""
    if place >= MOST_COLUMNS:
        told = gettext("這張表超過 %(most)s 列：第 %(row)s 行在更右邊還有內容。請刪去不用的列，另存後再上傳。")
        raise Unreadable(told % {"most": MOST_COLUMNS, "row": number})


def too_long(length):
    told = gettext("這一格有 %(count)s 個字，一格最多 %(most)s 個字。")
    return Unusable(told % {"count": length, "most": MOST_IN_CELL})
