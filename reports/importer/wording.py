"""A figure's value in the words of its report."""

import re
from decimal import Decimal

from reports.importer.approximations import BEHIND, BY_FOLDED, WITHIN, Approximation
from reports.importer.folding import fold
from reports.importer.names import grouped, plain, spaced
from reports.importer.numbers import SCALES, number_of, unit_as_written
from reports.importer.sentences.blanks import packed
from reports.importer.sentences.units import SECONDS

NO_BREAK = "\u00a0"
PRECISE = Decimal("0.0001")


def words_of(text, value, unit, approximation, *, lower=None, upper=None, terms=(None, None), in_full=False):
    """What a figure says, in the words of its report: 超過1.7萬億條, 320餘萬人次, 20個以上, 2—3家, 三分之一.

    `text` is its place in the report; `lower` and `upper` are the ends of a range, `terms` the numerator and the
    denominator of a fraction or a ratio. Where a person put another value, unit or word in its stead, the digits are
    written out; all of them are when it is told `in_full`: 超過1,700,000,000,000 條.
    """
    tight = packed(text)[0]
    told = _Told(tight, value, unit, lower, upper, terms, in_full)
    if approximation == Approximation.UNWORDED:
        return f"{told.amount('')}（約數）"
    if approximation in WITHIN:
        return told.amount(approximation)
    amount = told.amount("")
    return amount + approximation if approximation in BEHIND else approximation + amount


def worded_like(text, value, unit):
    """Another value as `text` would write it: beside 9.4萬人, 55000 is 5.5萬人; beside 6分15秒, 510 is 8分30秒."""
    tight = packed(text)[0]
    form = number_of(fold(tight))[0]
    if form and form.kind == "duration":
        return _duration(value, tight)
    if form and form.kind == "ratio":
        return f"{plain(value * form.denominator)}:{plain(form.denominator)}"
    if not form or not form.scale:
        return f"{grouped(value)}{_blank(unit)}{unit}"
    scale = tight[form.digits_end : form.digits_end + len(form.scale) + len(form.odd)]
    scale = "".join(character for character in scale if fold(character) != form.odd)
    return f"{grouped(value / SCALES[form.scale])}{scale}{unit}"


class _Told:
    """A value beside the words its report has for it."""

    def __init__(self, text, value, unit, lower, upper, terms, in_full):
        self.text, self.value, self.unit, self.terms = text, value, unit, terms
        self.range = (lower, upper)
        self.form, self.low, self.high = number_of(fold(text))
        self.is_as_written = self.form is not None and not in_full and self._is_same()

    def _is_same(self):
        """Whether the words still say what the figure does."""
        if self.range != (None, None) or self.low is not None:
            return (self.low, self.high) == self.range
        if self.form.denominator is not None or self.terms != (None, None):
            return (self.form.numerator, self.form.denominator) == self.terms
        return abs(self.form.value - self.value) < PRECISE

    def amount(self, within):
        """The value with its unit; `within` is the word that stands in its midst."""
        odd = BY_FOLDED[self.form.odd] if self.form and self.form.odd else ""
        if self.is_as_written and odd == within:
            printed, as_written = unit_as_written(self.form, self.text), self._written()
            if printed == self.unit:
                return as_written
            if not printed:
                return f"{as_written}{self.unit}"
        if self.range != (None, None):
            number = "—".join(map(grouped, self.range))
        elif self.terms != (None, None):
            number = self._terms()
        else:
            number = grouped(self.value)
        return f"{number}{_blank(within + self.unit)}{within}{self.unit}"

    def _written(self):
        """As the report prints it; thousands are grouped in one way, but before a scale they stay as they are."""
        form = self.form
        if form.kind != "digits" or form.scale or self.low is not None:
            return self.text
        return spaced(plain_digits(self.text[: form.digits_end])) + self.text[form.digits_end :]

    def _terms(self):
        above, below = self.terms
        return f"{plain(above)}/{plain(below)}" if above < below else f"{plain(above)}:{plain(below)}"


def _duration(seconds, text):
    """Seconds in the words for time that `text` has, the largest first."""
    told, left = "", seconds
    for word, size in SECONDS.items():
        written = next((one for one in re.findall(r"\d+(\D+)", text) if fold(one) == word), None)
        if written and left >= size:
            told += f"{plain(left // size)}{written}"
            left %= size
    return told if told and not left else f"{grouped(seconds)}{_blank('秒')}秒"


def plain_digits(digits):
    return fold(digits).replace(",", "").replace("负", "-")


def _blank(words):
    return NO_BREAK if re.match(r"\w", words) else ""
