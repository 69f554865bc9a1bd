"""A figure's value in the words of its report."""

import re

from reports.importer.approximations import BEHIND, BY_FOLDED, WITHIN, Approximation
from reports.importer.folding import fold
from reports.importer.names import grouped
from reports.importer.numbers import NUMBER, unit_of, value_of

NO_BREAK = "\u00a0"


def words_of(text, value, unit, approximation):
    """What a figure says, in the words of its report: 超過1.7萬億條, 320餘萬人次, 20個以上.

    `text` is its place in the report. Where a person put another value, unit or word in its stead, the digits are
    written out.
    """
    if approximation == Approximation.UNWORDED:
        return f"{_amount(text, value, unit, '')}（約數）"
    if approximation in WITHIN:
        return _amount(text, value, unit, approximation)
    amount = _amount(text, value, unit, "")
    return amount + approximation if approximation in BEHIND else approximation + amount


def _amount(text, value, unit, within):
    match = NUMBER.match(fold(text))
    if match and value_of(match) == value and _within(match) == within:
        printed = unit_of(match, text)
        if printed == unit:
            return text
        if not printed:
            return f"{text}{unit}"
    blank = NO_BREAK if re.match(r"\w", unit + within) else ""
    return f"{grouped(value)}{blank}{within}{unit}"


def _within(match):
    odd = match["odd1"] or match["odd2"]
    return BY_FOLDED[odd] if odd else ""
