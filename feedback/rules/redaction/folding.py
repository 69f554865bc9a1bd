"""Text as the rules read it: one form for each character, whatever the keyboard made of it, and nothing invisible."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from portal.reading.simplified import one_script

# What was found is blanked, so that no rule reads it a second time; a text that was masked holds the other one.
BLANK = "\0"
BLANKS = BLANK + "*"

INVISIBLE = {"Cc", "Cf", "Mn", "Me"}
INVISIBLE_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
LINE_BREAKS = "\n\v\f\x85\u2028\u2029"
ALIKE = {"−": "-", "─": "-", "ー": "-", "∕": "/", "⁄": "/"} | dict.fromkeys("•・‧∙⋅●", "·")


@dataclass(frozen=True)
class Folded:
    """`text` in Simplified characters, half width; `places[i]` is where its i-th character stood."""

    text: str
    places: list

    def span(self, start, end):
        """Where `text[start:end]` stands in what was typed."""
        return self.places[start], self.places[end - 1] + 1


def fold(typed):
    pairs = [(folded, place) for place, char in enumerate(typed) if (folded := _folded(char))]
    return Folded("".join(folded for folded, _ in pairs), [place for _, place in pairs])


@lru_cache(maxsize=16384)
def _folded(char):
    """One character for one, or nothing for what nobody sees."""
    category = unicodedata.category(char)
    if char in LINE_BREAKS:
        return "\n"
    if char == "\t" or category == "Zs":
        return " "
    if category in INVISIBLE or char in INVISIBLE_LETTERS:
        return ""
    if (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)
    if category == "Pd":
        return "-"
    char = ALIKE.get(char) or _single(unicodedata.normalize("NFKC", char), char)
    return _single(one_script(char), char)


def _single(changed, char):
    return changed if len(changed) == 1 else char


# Figures that are spelled out, and letters that look like them, count as digits where many stand in a row.
FIGURES = ("〇零○Oo洞", "一壹幺lI", "二贰两", "三叁叄参", "四肆", "五伍", "六陆", "七柒拐", "八捌", "九玖勾")
SPELLED = {ord(char): str(digit) for digit, chars in enumerate(FIGURES) for char in chars}
SPELLED_DIGIT = "0-9" + "".join(map(chr, SPELLED))
ROW = re.compile(rf"[{SPELLED_DIGIT}](?:[^\w*\0]{{0,3}}[{SPELLED_DIGIT}]){{6,}}")


def in_digits(text):
    """`text` with spelled figures as digits, character for character, where seven or more stand in a row."""
    return ROW.sub(lambda row: row[0].translate(SPELLED), text)
