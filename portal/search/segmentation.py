"""Folded text as runs: Chinese, words and numbers; nothing else of it counts."""

import re
from dataclasses import dataclass

from portal.search.folding import CJK

# Longer than any word that somebody would type; a text that is one endless word makes no endless entry.
LONGEST_WORD = 40

TIMES = {"万": 4, "亿": 8, "万亿": 12}
# Of 2020.12.5 no two numbers make a decimal.
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)"
RUN = re.compile(
    rf"(?P<han>[{CJK}]+)"
    rf"|(?P<number>(?<![0-9]\.){NUMBER}\.[0-9]++(?!\.[0-9])|{NUMBER})(?![a-z0-9])(?=(?P<times>万亿|亿|万)?)"
    r"|(?P<word>[a-z0-9]+)"
)


@dataclass(frozen=True, slots=True)
class Run:
    """`text` from `start` to `end` of the folded text; of a number its plain digits, 7.65万 being 76500.

    The multiplier counts to the number, and begins the Chinese that follows it as well.
    """

    text: str
    is_han: bool
    start: int
    end: int


def runs(folded):
    """The runs of a folded text in order."""
    found = []
    for match in RUN.finditer(folded):
        if match["han"]:
            found.append(Run(match["han"], True, match.start(), match.end()))
        elif match["number"]:
            times = match["times"] or ""
            text = plain_number(match["number"], TIMES.get(times, 0))
            found.append(Run(text[:LONGEST_WORD], False, match.start(), match.end() + len(times)))
        else:
            found.append(Run(match["word"][:LONGEST_WORD], False, match.start(), match.end()))
    return found


def plain_number(written, places=0):
    """A number as written, times ten to the power of `places`, in digits: `76,500` is 76500, `7.650` is 7.65.

    Zeros before a plain row of digits stay: 0170 is part of a public number, not 170.
    """
    whole, _, rest = written.replace(",", "").partition(".")
    if not rest and not places:
        return whole
    digits = whole + rest.ljust(places, "0")
    point = len(whole) + places
    whole, rest = digits[:point].lstrip("0") or "0", digits[point:].rstrip("0")
    return f"{whole}.{rest}" if rest else whole


def bigrams(text):
    """Every two characters that stand together; of a single one itself."""
    return [text[place : place + 2] for place in range(len(text) - 1)] or [text]
