"""What changed from year to year as computed from the figures, and where that does not agree with what is told.

A value is computed with only when it is exact: no round number, no range. Its digits are taken as printed: 9.4萬 stands
for anything that rounds to it, so that no difference is found which rounding explains.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reports.importer.folding import fold
from reports.importer.names import grouped, plain, spaced

PRINTED = re.compile(r"-?(?P<whole>[\d,]+)(?:\.(?P<decimals>\d+))?")
POINTS = {"百分点", "百分點"}
ONE, HUNDRED = Decimal(1), Decimal(100)


@dataclass(frozen=True)
class Reading:
    """A figure as it is computed with; `text` is as printed, `about` whatever the caller reads it from."""

    year: int
    value: Decimal
    unit: str
    text: str
    is_exact: bool = True
    is_change: bool = False
    compared_year: int | None = None
    about: object = None

    @property
    def step(self):
        """What one more in the last printed digit is worth: 1 of 9700起, 1000 of 9.4萬人, 0.1 of 72.3%."""
        match = PRINTED.match(fold(self.text))
        decimals = len(match["decimals"] or "") if match else 0
        digits = Decimal(match[0].replace(",", "")) if match else 0
        scale = abs(self.value / digits).normalize() if digits else ONE
        if not match or not _is_power_of_ten(scale):  # written in words, or corrected by a person
            return min(ONE, ONE.scaleb(self.value.normalize().as_tuple().exponent))
        return scale.scaleb(-decimals)

    @property
    def slack(self):
        """How far the true value may be from the printed one; none for a whole number that is written out."""
        return self.step / 2 if self.step != ONE else Decimal(0)

    @property
    def ends(self):
        return self.value - self.slack, self.value + self.slack


def _is_power_of_ten(number):
    return number.as_tuple().digits == (1,)


@dataclass(frozen=True)
class Comparison:
    """Two years of a series, with the change that the later one's report tells, if it tells one."""

    before: Reading
    now: Reading
    unit: str
    change: Decimal
    told: Reading | None = None
    differs: bool = False

    @property
    def words(self):
        return worded(self.change, self.unit)


@dataclass(frozen=True)
class Sum:
    """A whole of one year beside what its parts come to."""

    whole: Reading
    total: Decimal
    differs: bool

    @property
    def words(self):
        return f"{grouped(self.total)}{self.whole.unit}"


def worded(number, unit):
    """In as many decimals as it has: 2.0%, not 2%, beside 5.1%."""
    return f"{spaced(f'{number:f}')}{unit}"


def by_year(readings):
    """{year: the one exact value of it}; a year with two values, or one that is not exact, is left out."""
    found = {}
    for reading in readings:
        if not reading.is_change:
            found.setdefault(reading.year, []).append(reading)
    return {
        year: alike[0]
        for year, alike in sorted(found.items())
        if len({one.value for one in alike}) == 1 and all(one.is_exact for one in alike)
    }


def comparisons(readings, breaks=()):
    """Every change that can be computed, the years in order: where one is told in its unit, else in percent.

    `breaks` are the years from which on something else is counted: no change is computed across one.
    """
    values = by_year(readings)
    told = {}
    for reading in readings:
        if reading.is_change:
            told.setdefault(reading.year, []).append(reading)
    found = []
    for year, now in values.items():
        for change in told.get(year) or [None]:
            before = values.get(_base_year(year, change, values))
            if before and before.unit == now.unit and not any(before.year < at <= year for at in breaks):
                found += _compared(before, now, change)
    return found


def _base_year(year, change, values):
    if change and change.compared_year:
        return change.compared_year
    return max((one for one in values if one < year), default=None)


def _compared(before, now, told):
    unit = told.unit if told else ("百分點" if now.unit == "%" else "%")
    change = _change(before.value, now.value, now.unit, unit)
    if change is None:
        return []
    digits = told.step if told else Decimal("0.1")
    shown = change.quantize(min(digits, ONE), ROUND_HALF_UP)
    differs = bool(told and told.is_exact and told.compared_year) and _differs(before, now, told)
    return [Comparison(before, now, unit, shown, told, differs)]


def _change(before, now, of, unit):
    """By how much `now` is more than `before`, both in `of`, said in `unit`; None where that cannot be said."""
    if unit == of or (of == "%" and unit in POINTS):
        return now - before
    if unit == "%":
        return (now / before - 1) * HUNDRED if before > 0 else None
    if unit == "倍":
        return now / before - 1 if before > 0 else None
    return None


def _differs(before, now, told):
    """Whether no values that print like these change by what is told, to half its last printed digit."""
    if before.ends[0] <= 0:
        return False
    ends = [_change(one, other, now.unit, told.unit) for one in before.ends for other in now.ends]
    half = told.step / 2
    return told.value + half < min(ends) or told.value - half > max(ends)


def summed(whole, parts):
    """What the parts of a year come to beside the whole; None where a part is missing or not of its unit."""
    if not whole or not parts or any(part is None or part.unit != whole.unit for part in parts):
        return None
    total = sum(part.value for part in parts)
    apart = abs(total - whole.value)
    slack = whole.step / 2 + sum(part.slack for part in parts)
    return Sum(whole, total, apart > slack)


def told_words(reading):
    """A told change or value as it is kept beside what was computed."""
    return f"{plain(reading.value)}{reading.unit}"
