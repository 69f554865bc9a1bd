"""A figure's value in the words of its report."""

import re

from reports.importer.approximations import BEHIND, BY_FOLDED, WITHIN, Approximation
from reports.importer.folding import fold
from reports.importer.names import grouped, spaced
from reports.importer.numbers import NUMBER, SCALES, unit_of, value_of

NO_BREAK = "\u00a0"


def words_of(text, value, unit, approximation, *, in_full=False):
    """What a figure says, in the words of its report: 超過1.7萬億條, 320餘萬人次, 20個以上.

    `text` is its place in the report. Where a person put another value, unit or word in its stead, the digits are
    written out; all of them are when it is told `in_full`: 超過1,700,000,000,000 條.
    """
    if approximation == Approximation.UNWORDED:
        return f"{_amount(text, value, unit, '', in_full)}（約數）"
    if approximation in WITHIN:
        return _amount(text, value, unit, approximation, in_full)
    amount = _amount(text, value, unit, "", in_full)
    return amount + approximation if approximation in BEHIND else approximation + amount


def worded_like(text, value, unit):
    """Another value in the scale that `text` uses: beside 9.4萬人, 55000 is 5.5萬人."""
    match = NUMBER.match(fold(text))
    if not match or not match["scale"]:
        return f"{grouped(value)}{_blank(unit)}{unit}"
    scale = text[match.start("scale") : match.end("scale")]
    return f"{grouped(value / SCALES[match['scale']])}{scale}{unit}"


def _amount(text, value, unit, within, in_full):
    match = NUMBER.match(fold(text))
    if not in_full and match and value_of(match) == value and _within(match) == within:
        digits = spaced(match["digits"].replace(",", ""))
        printed, as_written = unit_of(match, text), digits + text[match.end("digits") :]
        if printed == unit:
            return as_written
        if not printed:
            return f"{as_written}{unit}"
    return f"{grouped(value)}{_blank(within + unit)}{within}{unit}"


def _blank(words):
    return NO_BREAK if re.match(r"\w", words) else ""


def _within(match):
    odd = match["odd1"] or match["odd2"]
    return BY_FOLDED[odd] if odd else ""
