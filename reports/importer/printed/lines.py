"""The words of a page put together to lines."""

import re
from dataclasses import dataclass

# In sizes of the letters.
BLANK, GAP = 0.7, 1.2


@dataclass
class Piece:
    """Words of one line that stand together."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass
class Line:
    pieces: list
    flow: str = "page"  # the column it stands in
    page: int = 0

    def __post_init__(self):
        self.left, self.right = self.pieces[0].left, self.pieces[-1].right
        self.base = self.pieces[0].base
        self.size = max(piece.size for piece in self.pieces)
        self.text = _joined(self.pieces)
        self.is_row = False


def lines_of(runs, page):
    """The lines of a page from above, each of its pieces from the left."""
    rows = []
    for text, left, right, base, size in sorted(runs, key=lambda run: (-run[3], run[1])):
        row = rows[-1] if rows else None
        if row and row[0].base - base <= 0.4 * max(size, row[0].size):
            row.append(Piece(text, left, right, base, size))
        else:
            rows.append([Piece(text, left, right, base, size)])
    lines = []
    for row in rows:
        pieces = _pieces(row)
        if pieces:
            lines.append(Line(pieces, page=page))
    return lines


def _pieces(row):
    """The runs of a line put together where they stand close; a small raised number is the mark of a note."""
    row.sort(key=lambda piece: piece.left)
    largest, lowest = max(piece.size for piece in row), min(piece.base for piece in row)
    pieces = []
    for run in row:
        is_raised = run.size < 0.75 * largest and run.base > lowest + 0.1 * largest
        if is_raised and re.fullmatch(r"[\s\d①-⑳*\[\]]+", run.text) and len(row) > 1:
            continue
        last = pieces[-1] if pieces else None
        if last and run.left - last.right < GAP * run.size:
            last.text = _with(last.text, run.text, (run.left - last.right) / run.size)
            last.right, last.size = max(last.right, run.right), max(last.size, run.size)
        elif run.text.strip():
            pieces.append(Piece(run.text.strip(), run.left, run.right, run.base, run.size))
    return [piece for piece in pieces if piece.text.strip()]


def _with(text, further, gap):
    is_apart = gap > BLANK or (gap > 0.15 and is_latin(text[-1:]) and is_latin(further[:1]))
    return f"{text}{' ' if is_apart else ''}{further}"


def is_latin(letter):
    return letter.isascii() and letter.isalnum()


def _joined(pieces):
    return " ".join(piece.text.strip() for piece in pieces)
