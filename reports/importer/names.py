"""Names, values and anchors in the forms that compare, print and link well."""

import re

from django.utils.translation import gettext

from portal.reading.characters import compared
from portal.reading.simplified import one_script

KEPT = 100  # characters of a key
READ = 4 * KEPT  # of the name, which may be a part of an address
TOGETHER = 4  # digits of a whole number that need no comma


def key_of(name):
    """What two spellings of one name share: width, script, case, blanks and quotes do not tell them apart.

    What is invisible goes as well: an address may hold a NUL, and PostgreSQL takes none.
    """
    folded = one_script(compared(name[:READ])).casefold()
    return re.sub(r"[\s“”\"'「」『』]+", "", folded)[:KEPT]


def grouped(value):
    """A Decimal for a reader: 9200, 109,000,000."""
    return spaced(plain(value))


def spaced(digits):
    """Plain digits for a reader, as GB/T 15835-2011 has it: commas from five digits on, four stay together."""
    whole, point, rest = digits.partition(".")
    return f"{int(whole):,}{point}{rest}" if len(whole.lstrip("-")) > TOGETHER else digits


class Anchors:
    """The anchors of one report as they are given out, `taken` before."""

    def __init__(self, taken=()):
        self._taken = set(taken)
        self._next = {}  # by anchor: the number to go on with, so that many of one name are not counted through anew

    def take(self, anchor):
        """`anchor`, or the first of anchor-b2, anchor-b3, … that is free; it is taken from now on."""
        free, number = anchor, self._next.get(anchor, 2)
        while free in self._taken:
            free, number = f"{anchor}-b{number}", number + 1
        self._taken.add(free)
        self._next[anchor] = number
        return free


def plain(value):
    """A Decimal in plain digits without trailing zeros or an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def heading_label(numeral, heading):
    """A numbered heading as it is shown, its brackets as wide as a character: (一)防範 is （一）防範."""
    return re.sub(r"^[(（]\s*(.*?)\s*[)）]", r"（\1）", numeral) + heading


def place_name(anchor):
    """What a section without a heading is called, by where it stands."""
    if anchor == "preface":
        return gettext("前言")
    return gettext("小結") if anchor.endswith("-closing") else gettext("結語")
