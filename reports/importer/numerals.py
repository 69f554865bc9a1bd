"""The ways in which Chinese reports number their headings, and what a numeral counts to.

All patterns are matched against folded text (see folding.py).
"""

import re
from dataclasses import dataclass

from reports.importer.folding import fold

LETTERS, STEMS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "甲乙丙丁戊己庚辛壬癸"
DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("壹贰叁参肆伍陆柒捌玖拾佰", "一二三三四五六七八九十百")
ROMAN = {"I": 1, "V": 5, "X": 10}
CHINESE = "[〇零一二三四五六七八九十百]+"
COUNT = rf"({CHINESE}|\d{{1,4}})"
AFTER = r"[、:：\s]*"

PART, CHAPTER, DIVISION, ROMANS, FORMALS, MAIN, BRACKETED, ITEM, ARABIC, DOTTED = 0, 10, 20, 30, 35, 40, 50, 60, 70, 71
ROUND, CIRCLED, LETTER, STEM = 80, 85, 75, 36


@dataclass(frozen=True)
class Numbering:
    """How a line begins: the rank of the style (outer ones are less), its count, where the heading's words begin."""

    rank: int
    count: int
    end: int
    path: tuple[int, ...] = ()  # of 1.1 the numbers
    is_weak: bool = False  # may be something else, unless one before or behind it counts on


# From the outermost style to the innermost; a report may leave styles out.
STYLES = [
    (PART, re.compile(rf"第{COUNT}(?:部分|编|篇){AFTER}")),
    (CHAPTER, re.compile(rf"第{COUNT}章{AFTER}")),
    (DIVISION, re.compile(rf"第{COUNT}节{AFTER}")),
    (ROMANS, re.compile(r"([\u2160-\u216b]|[IVX]{1,5}(?=[.、:]|\s))[.、:\s]*(?![A-Za-z])")),
    (FORMALS, re.compile(r"([壹贰叁参肆伍陆柒捌玖拾]+)[、.:\s]\s*")),
    (MAIN, re.compile(rf"({CHINESE})[、.]\s*(?!{CHINESE}[、类级等])")),
    (BRACKETED, re.compile(rf"\(\s*({CHINESE})\s*\)\s*、?\s*|([\u3220-\u3229])\s*")),
    (ITEM, re.compile(rf"第({CHINESE})[，,、:：]\s*|({CHINESE})是(?=[^否不])")),
    (ARABIC, re.compile(r"(\d{1,2})[.、]\s*(?!\d)|([\u2488-\u249b])\s*")),
    (ROUND, re.compile(r"\(\s*(\d{1,2})\s*\)\s*、?\s*|(\d{1,2})\)\s*|([\u2474-\u2487])\s*")),
    (CIRCLED, re.compile(r"([\u2460-\u2473])[、.\s]*")),
]
PATH = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.、]\s*|\s*)(?![\d.%‰亿万千百元个起件名人倍])")
# What is a numeral only in a row of them.
WEAK_STYLES = [
    (MAIN, re.compile(rf"({CHINESE})\s+(?=\S)")),
    (ARABIC, re.compile(r"(\d{1,2})\s+(?=[^\d\s])")),
    (STEM, re.compile(rf"([{STEMS}])[、.]\s*(?![{STEMS}])")),
    (LETTER, re.compile(r"([A-Z])[、.]\s*(?![A-Za-z\d])")),
]


def numbering(text):
    """The Numbering a text begins with, or None."""
    folded = fold(text)
    for rank, style in STYLES:
        match = style.match(folded)
        if match:
            return Numbering(rank, number_of(next(filter(None, match.groups()))), match.end())
    match = PATH.match(folded)
    if match:
        path = tuple(map(int, match[1].split(".")))
        return Numbering(ARABIC + len(path) - 1, path[-1], match.end(), path, is_weak=True)
    for rank, style in WEAK_STYLES:
        match = style.match(folded)
        if match:
            count = LETTERS.index(match[1]) + 1 if rank == LETTER else number_of(match[1])
            return Numbering(rank, count, match.end(), is_weak=True)
    return None


def number_of(numeral):
    """The value of a numeral up to 999 in any of these styles: 十二, 壹拾貳, 12, Ⅻ and ⑫ are 12."""
    if re.fullmatch(r"\d+", numeral):
        return int(numeral)
    if len(numeral) == 1:
        for first, last in ((0x2160, 0x216B), (0x2460, 0x2473), (0x2474, 0x2487), (0x2488, 0x249B), (0x3220, 0x3229)):
            if first <= ord(numeral) <= last:
                return ord(numeral) - first + 1
    if numeral in STEMS:
        return STEMS.index(numeral) + 1
    if numeral[0] in ROMAN:
        values = [ROMAN[letter] for letter in numeral]
        following = [*values[1:], 0]
        return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
    return _chinese(fold(numeral).translate(FORMAL).replace("〇", "零"))


def _chinese(numeral):
    total = digit = 0
    for character in numeral:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = DIGITS.index(character)
    return total + digit
