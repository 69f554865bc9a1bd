"""A text without the blanks that only its setting put there, and where each of its characters stood."""

import re

BLANKS = re.compile(r"[ \u3000\xa0\u2002-\u200a\u202f]+")
# 12 450 and 1 2 4 5 0 are one number each; 120 130 are two.
PARTED = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:[ \xa0\u2009\u202f]\d{3})++(?!\d)|\d(?: \d)++(?! ?\d))")
BEFORE_POINT = re.compile(r"[.．]\s?\d")
POINT = re.compile(r"\S\s?\d{1,6} ?[.．]$")


def packed(text):
    """(the text without such blanks, the place in `text` of each of its characters and of its end)."""
    if not BLANKS.search(text):
        return text, range(len(text) + 1)
    within = set()
    for match in PARTED.finditer(text):
        within.update(range(*match.span()))
    places, at = [], 0
    for match in BLANKS.finditer(text):
        places += range(at, match.start())
        if not _is_idle(text, match, within):
            places += range(*match.span())
        at = match.end()
    places += range(at, len(text) + 1)
    return "".join(text[place] for place in places[:-1]), places


def _is_idle(text, blanks, within):
    """Whether blanks part nothing: any but those between two words of Latin letters or between two numbers."""
    before, after = text[: blanks.start()][-8:], text[blanks.end() : blanks.end() + 3]
    if not before or not after or blanks.start() in within:
        return True
    last, first = before[-1], after[0]
    if last.isdigit() and first.isdigit():
        return False
    if last.isdigit() and first in ".．":
        return BEFORE_POINT.match(after) is not None
    if last in ".．" and first.isdigit():
        return POINT.search(before) is not None
    return not (last.isascii() and first.isascii() and last.isalpha() and first.isalnum())


def unpacked(places, start, end):
    """(start, end) of a stretch of the packed text in the text itself, without blanks at either side."""
    return places[start], places[end - 1] + 1
