"""The geometry of the reports' charts: shares of a whole, two years of a change, one figure over the years.

Places and lengths are percents of the drawing's width, and of the plot's height in `columns`, as SVG attributes.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reports.importer.names import grouped

ZERO = Decimal(0)
LABELS = 8  # so many years can be named below a chart on a phone
DIGITS = 34  # and so many characters stand above its columns
WIDE = 14  # percent of a bar that hold its share in words


@dataclass(frozen=True)
class Bar:
    start: str
    length: str
    middle: str
    share: str = ""
    is_wide: bool = False


@dataclass(frozen=True)
class Column:
    year: int
    value: str
    left: str
    width: str
    middle: str
    top: str
    height: str
    is_named: bool
    is_valued: bool


@dataclass(frozen=True)
class Columns:
    zero: str
    columns: list[Column]


def _percent(value):
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def share_of(part, whole):
    """`part` in percent of `whole`, rounded to one decimal: `22.8%`."""
    return f"{(100 * Decimal(part) / whole).quantize(Decimal('0.1'), ROUND_HALF_UP).normalize():f}%"


def stacked(whole, parts):
    """A bar for each part, one behind the other; the parts together are at most `whole`, which is more than 0."""
    bars, at = [], ZERO
    for part in parts:
        start, length = 100 * at / whole, 100 * Decimal(part) / whole
        share = share_of(part, whole)
        bars.append(Bar(_percent(start), _percent(length), _percent(start + length / 2), share, length >= WIDE))
        at += part
    return bars


def beside(values):
    """A bar for each value from a common start, the largest, which is more than 0, as long as there is room."""
    most = max(values)
    lengths = [100 * value / most for value in values]
    return [Bar("0%", _percent(length), _percent(length / 2)) for length in lengths]


def columns(points, *, words=None):
    """A column for each (year, value), the years in order; a year without a value keeps its place and stays empty.

    `words` are what stands above each, instead of all its digits.
    """
    words = words or [grouped(value) for year, value in points]
    years, values = [year for year, value in points], [value for year, value in points]
    low, high = min(ZERO, *values), max(ZERO, *values)
    span = (high - low) or 1
    places = years[-1] - years[0] + 1
    slot, apart = Decimal(100) / places, -(-places // LABELS)
    has_room = places * max(map(len, words)) <= DIGITS
    drawn = []
    for (year, value), told in zip(points, words, strict=True):
        left = slot * (year - years[0])
        drawn.append(
            Column(
                year=year,
                value=told,
                left=_percent(left + slot / 5),
                width=_percent(slot * 3 / 5),
                middle=_percent(left + slot / 2),
                top=_percent(100 * (high - max(value, 0)) / span),
                height=_percent(100 * abs(value) / span),
                is_named=(years[-1] - year) % apart == 0,
                is_valued=has_room or year == years[-1],
            )
        )
    return Columns(zero=_percent(100 * high / span), columns=drawn)
