"""Lines become paragraphs, and rows of tables."""

import re
from collections import Counter
from itertools import groupby
from statistics import median

from reports.importer.printed.lines import is_latin

NUMBERED = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.]|第[一二三四五六七八九十]{1,3}(?:部分|章|节|節)")
STOPS = "。！？：；!?"
MOST_CELLS = 64
WIDE_LEADING = 1.6  # of the usual distance between lines
# In sizes of the letters.
CELL_GAP, INDENT, RAGGED, SHORTEST_FULL = 2.2, 1.0, 1.6, 9.6


def mark_rows(lines):
    """Lines of several pieces one below the other are the rows of a table."""
    for is_table, group in groupby(lines, key=_is_parted):
        rows = list(group)
        if is_table and len(rows) > 1:
            columns = max(rows, key=lambda line: len(line.pieces)).pieces
            for row in rows:
                row.is_row = True
                row.text = "\t".join(_cells(row.pieces, columns))


def _is_parted(line):
    gaps = zip(line.pieces, line.pieces[1:], strict=False)
    return (
        line.flow == "page"
        and len(line.pieces) <= MOST_CELLS
        and any(after.left - before.right >= CELL_GAP * line.size for before, after in gaps)
    )


def _cells(pieces, columns):
    """The words of a row, each below the column it stands next to, so that an empty cell stays one."""
    if len(pieces) == len(columns):
        return [piece.text for piece in pieces]
    cells = [[] for _column in columns]
    for piece in pieces:
        middle = piece.left + piece.right
        nearest = min(range(len(columns)), key=lambda at: abs(columns[at].left + columns[at].right - middle))
        cells[nearest].append(piece.text)
    return list(map(" ".join, cells))


def paragraphs_of(lines):
    bounds, leading = _bounds(lines), _leading(lines)
    indented = sum(_is_indented(line, bounds) for line in lines if not line.is_row)
    has_indents = indented >= 2 and indented >= 0.05 * len(lines)
    paragraphs = []
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        if before and _goes_on(before, line, bounds, leading, has_indents=has_indents):
            paragraphs[-1].append(line.text)
        else:
            paragraphs.append([line.text])
    return [_run_on(texts) for texts in paragraphs]


def _run_on(texts):
    parts = [texts[0]]
    for before, text in zip(texts, texts[1:], strict=False):
        is_apart = is_latin(before[-1]) and is_latin(text[0]) and not (before[-1].isdigit() and text[0].isdigit())
        parts.append(f" {text}" if is_apart else text)
    return "".join(parts)


def _bounds(lines):
    """{flow: (left, right)} of where the text of each column begins and ends."""
    flows = {}
    for line in lines:
        flows.setdefault(line.flow, []).append(line)
    bounds = {}
    for flow, members in flows.items():
        # Where several long lines end; a single one may be a title.
        full = [line for line in members if line.right - line.left >= SHORTEST_FULL * line.size]
        ends = Counter(round(line.right / line.size) for line in full)
        several = [line.right for line in full if ends[round(line.right / line.size)] > 1]
        right = max(several or [line.right for line in members])
        long = [line.left for line in members if line.right >= right - RAGGED * line.size]
        bounds[flow] = min(long), right
    return bounds


def _leading(lines):
    steps = [
        before.base - line.base
        for before, line in zip(lines, lines[1:], strict=False)
        if (before.page, before.flow) == (line.page, line.flow) and before.base > line.base
    ]
    return median(steps) if steps else 0


def _is_indented(line, bounds):
    return INDENT * line.size < line.left - bounds[line.flow][0] < 4 * line.size


def _goes_on(before, line, bounds, leading, *, has_indents):
    """Whether a line goes on in the next one rather than ending its paragraph."""
    if before.is_row or line.is_row or abs(before.size - line.size) > 0.12 * line.size:
        return False
    left, right = bounds[before.flow]
    is_full = before.right >= right - RAGGED * before.size and before.right - left >= SHORTEST_FULL * before.size
    if not is_full or line.left > bounds[line.flow][0] + INDENT * line.size:
        return False
    is_near = (before.page, before.flow) != (line.page, line.flow) or before.base - line.base <= WIDE_LEADING * leading
    if not is_near:
        return False
    ends = before.text[-1] in STOPS
    if NUMBERED.match(line.text) and (ends or not has_indents):
        return False
    return has_indents or not ends
