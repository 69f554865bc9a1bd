"""What stands at the edges of pages and is none of the text: running heads, page numbers, notes at the foot."""

import re
from collections import Counter

from reports.importer.folding import fold

PAGE_NUMBER = re.compile(
    r"(?i:page)\s*\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?|"
    r"[-—－–·•\s]*(?:第\s*)?\d{1,3}\s*(?:[页頁])?(?:\s*[/／共]\s*[共第]?\s*\d{1,3}\s*[页頁]?)?[-—－–·•\s]*"
)
NOTE = re.compile(r"\s*(?:[①-⑳¹²³⁴-⁹*＊]|\[?\d{1,2}[\]\s.、]|注|註)")
STOPS = "。！？：；!?"
MARGIN, NARROW_MARGIN = 0.12, 0.08  # of a page's height, above and below
MOST_EDGE_LINES = 3
LONGEST_HEAD = 24  # characters
SMALL = 0.87  # of the usual size: notes at the foot


def without_running_heads(read, heights, usual):
    """Pages without what stands at the edge of many of them, and without their numbers."""
    seen = Counter(key for lines in read for key in {_key(line) for line in _edges(lines)})
    least = max(2, len(read) * 0.3)

    def is_running(line, height):
        is_in_margin = not MARGIN * height < line.base < (1 - MARGIN) * height
        if is_in_margin and PAGE_NUMBER.fullmatch(line.text):
            return True
        is_text = line.text[-1] in STOPS or (len(line.pieces) == 1 and len(line.text) > LONGEST_HEAD)
        # Where left and right pages have heads of their own, one may stand on a single page.
        is_small = line.size < SMALL * usual and line.base > (1 - NARROW_MARGIN) * height
        return is_in_margin and not is_text and (is_small or seen[_key(line)] >= least)

    kept = []
    for lines, height in zip(read, heights, strict=True):
        first, last = 0, len(lines)
        while first < min(last, MOST_EDGE_LINES) and is_running(lines[first], height):
            first += 1
        while last > max(first, len(lines) - MOST_EDGE_LINES) and is_running(lines[last - 1], height):
            last -= 1
        kept.append(lines[first:last])
    return kept


def _edges(lines):
    return [*lines[:MOST_EDGE_LINES], *lines[-MOST_EDGE_LINES:]]


def _key(line):
    """Where a line stands and what it says, all numbers the same."""
    return round(line.base), re.sub(r"\d+", "#", re.sub(r"\s+", "", fold(line.text)))


def usual_size(read):
    sizes = Counter()
    for lines in read:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=sizes.get, default=0)


def without_notes(read, usual):
    """(pages without the small notes at their feet, the lines of these)."""
    kept, notes = [], []
    for lines in read:
        first = len(lines)
        while first and lines[first - 1].size < SMALL * usual:
            first -= 1
        if first == 0 or first == len(lines) or not NOTE.match(lines[first].text):
            first = len(lines)
        kept.append(lines[:first])
        notes += lines[first:]
    return kept, notes
