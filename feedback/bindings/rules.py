"""How a number of a report is compared with what the records say: by the digits it prints, and by its word."""

import re
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

from django.utils.translation import gettext

from feedback.rules.counted.statistics import share
from feedback.rules.counted.tally import percent

DIGITS = re.compile(r"\d[\d,]*(?:\.(\d+))?")
# By the words of `reports.importer.approximations`; a word that stands in none of them says 「about」.
MORE = frozenset({"超", "超過", "逾", "突破", "餘", "多"})
NO_LESS = frozenset({"不少於", "不低於", "至少", "以上"})
NO_MORE = frozenset({"以內", "以下"})
LESS = frozenset({"不足", "不到"})
ABOUT_WITHIN = Fraction(1, 20)  # of the number: no rule says how far 約 reaches


class Counted(NamedTuple):
    """What the records say: so many suggestions, or so many of so many."""

    part: int
    whole: int | None = None

    @property
    def value(self):
        """The number, a share in percent; None of a share of nothing."""
        if self.whole is None:
            return self.part
        rate = share(self.part, self.whole)
        return None if rate is None else rate * 100

    @property
    def words(self):
        if self.whole is None:
            return gettext("%(count)s 件") % {"count": self.part}
        places = {"rate": percent(share(self.part, self.whole)), "part": self.part, "whole": self.whole}
        return gettext("%(rate)s（%(whole)s 件中的 %(part)s 件）") % places


class Said(NamedTuple):
    """What a report says: the number, what one in its last printed digit is worth, its word, the ends of a range."""

    value: Decimal
    step: Fraction = Fraction(1)
    approximation: str = ""
    lower: Decimal | None = None
    upper: Decimal | None = None


def step_of(text, value):
    """What one in the last printed digit of `text`, a number with its unit, is worth: 100 in 1.23萬, 1 in 170件."""
    found = DIGITS.search(text)
    printed = Fraction(found[0].replace(",", "")) if found else 0
    if not printed or not value:
        return Fraction(1)
    return abs(Fraction(value)) / printed / 10 ** len(found[1] or "")


def agrees(said, counted):
    """Whether `Said` and `Counted` are the same number, as far as the report prints and words it.

    A number printed shorter may be rounded or cut off; 100 % is said of all and of nothing less.
    """
    if counted.value is None:
        return False
    value, number = Fraction(counted.value), Fraction(said.value)
    if said.upper is not None:
        return said.lower <= value <= said.upper
    if said.approximation in MORE:
        return value > number
    if said.approximation in NO_LESS:
        return value >= number
    if said.approximation in NO_MORE:
        return value <= number
    if said.approximation in LESS:
        return value < number
    if said.approximation:
        return abs(value - number) <= number * ABOUT_WITHIN
    if counted.whole is not None and number == 100:
        return value == number
    steps = value / said.step
    return number in (floor(steps) * said.step, floor(steps + Fraction(1, 2)) * said.step)
