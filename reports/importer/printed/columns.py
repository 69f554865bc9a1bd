"""Two columns of a page, read one after the other."""

import re
from statistics import median

from reports.importer.printed.lines import Line

BINS = 200  # in which a page is looked through for a gutter
NARROWEST, NARROWEST_WITH_STOPS = 10, 6  # of a column of text, in sizes of the letters
FEWEST_LINES, MOST_ACROSS = 3, 0.25  # of each column; of the pieces that may run across both


def in_order(pages):
    """The lines of all pages in the order in which they are read: two columns one after the other."""
    gutters = [_gutter([piece for line in lines for piece in line.pieces]) for lines in pages]
    found = [gutter for gutter in gutters if gutter is not None]
    usual = median(found) if found else None
    ordered = []
    for lines, gutter in zip(pages, gutters, strict=True):
        if gutter is None and usual is not None and _may_be_parted(lines, usual):
            gutter = usual  # the last page, with a few lines in its second column
        ordered += lines if gutter is None else _parted(lines, gutter)
    return ordered


def _may_be_parted(lines, gutter):
    pieces = [piece for line in lines for piece in line.pieces]
    across = sum(piece.left < gutter < piece.right for piece in pieces)
    return across <= len(pieces) * MOST_ACROSS and any(piece.left >= gutter for piece in pieces)


def _parted(lines, gutter):
    """The lines of a page with a gutter; one that runs across it stands between what is above and what is below."""
    ordered, left, right = [], [], []
    for line in lines:
        beside = [[piece for piece in line.pieces if piece.right <= gutter], []]
        beside[1] = [piece for piece in line.pieces if piece.left >= gutter]
        if len(beside[0]) + len(beside[1]) < len(line.pieces):
            ordered += [*left, *right, line]
            left, right = [], []
            continue
        for column, pieces, flow in ((left, beside[0], "left"), (right, beside[1], "right")):
            if pieces:
                column.append(Line(pieces, flow, line.page))
    return [*ordered, *left, *right]


def _gutter(pieces):
    """Where the white between two columns of text runs, or None."""
    if len(pieces) < 2 * FEWEST_LINES:
        return None
    start, end = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    width = (end - start) / BINS
    if width <= 0:
        return None
    steps = [0] * (BINS + 2)
    for piece in pieces:
        steps[int((piece.left - start) / width)] += 1
        steps[min(int((piece.right - start) / width) + 1, BINS + 1)] -= 1
    covered, total = [], 0
    for step in steps[:BINS]:
        total += step
        covered.append(total)
    middle = range(int(BINS * 0.35), int(BINS * 0.65))
    least = min(covered[bin_] for bin_ in middle)
    free = [bin_ for bin_ in middle if covered[bin_] == least]
    gutter = start + (median(free) + 0.5) * width
    left = [piece for piece in pieces if piece.right <= gutter]
    right = [piece for piece in pieces if piece.left >= gutter]
    if min(len(left), len(right)) < FEWEST_LINES or least > len(pieces) * MOST_ACROSS:
        return None
    return gutter if _is_text(left) and _is_text(right) else None


def _is_text(pieces):
    """Whether these are lines of text, which fill their column, rather than the cells of a table."""
    widths = [(piece.right - piece.left) / piece.size for piece in pieces]
    stopped = sum(re.search("[，。；,;]", piece.text) is not None for piece in pieces)
    narrowest = NARROWEST_WITH_STOPS if stopped >= 0.2 * len(pieces) else NARROWEST
    return median(widths) >= max(0.6 * max(widths), narrowest)
