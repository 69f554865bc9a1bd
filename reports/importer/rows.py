"""Which lines of a text are rows of a table: their cells are parted by tabs, or by bars as in Markdown."""

import re

from reports.importer.numerals import numbering

BLANKS = " \u3000\xa0\ufeff"
BARS = re.compile(r"\s*\|.*\|\s*")
RULE = re.compile(r"[\s|:=-]+")
MOST_CELLS = 64


def is_row(text):
    """Whether a paragraph is a row of a table."""
    return "\t" in text


def rows_of(lines):
    """For each line its row, the cells parted by tabs, or None."""
    rows = [_row(line) for line in lines]
    for place, line in enumerate(lines):  # beside other rows, one with a single cell is a row, too
        if rows[place] is None and "\t" in line and line.strip():
            beside = rows[place - 1] if place else None
            following = rows[place + 1] if place + 1 < len(rows) else None
            if beside is not None or following is not None:
                rows[place] = _trimmed(line.split("\t"))
    return rows


def _row(line):
    if "|" in line and BARS.fullmatch(line):
        cells = line.strip().strip("|").split("|")
        if RULE.fullmatch(line):
            return "" if "-" in line else None
        return _trimmed(cells) if 1 < len(cells) <= MOST_CELLS else None
    if "\t" not in line:
        return None
    cells = line.split("\t")
    told = [cell for cell in cells if cell.strip(BLANKS)]
    if len(told) < 2 or len(cells) > MOST_CELLS:
        return None
    start = numbering(told[0].strip(BLANKS))
    if len(told) == 2 and start and start.end >= len(told[0].strip(BLANKS)):
        return None  # 「一、⇥平安」, as Word writes its own numbers
    return _trimmed(cells)


def _trimmed(cells):
    return "\t".join(cell.strip(BLANKS) for cell in cells)
