"""What of a report is drawn: a whole with its parts, a change with what was before it, one figure over the years.

A chart compares like with like. Two changes that only share a sentence are no chart: −0.9% of one thing and −1.2% of
another say nothing beside each other.
"""

from dataclasses import dataclass
from decimal import Context, Decimal

from reports.article import charts
from reports.importer.names import grouped, key_of
from reports.importer.numbers import is_share
from reports.importer.sums import sums_in
from reports.importer.wording import worded_like

POINTS = ("百分點", "百分点")


@dataclass(frozen=True)
class Row:
    """One line of a chart and its table; the rest that no figure names has no `figure`."""

    figure: object
    grouped: str
    bar: charts.Bar
    told: str  # in the scale of the whole


@dataclass(frozen=True)
class Parts:
    """A whole and what it is made of; `largest` is the row above all others, if one is and has a name."""

    whole: object
    rows: list[Row]
    largest: Row | None
    template = "reports/_parts.html"

    @property
    def figures(self):
        return [self.whole, *(row.figure for row in self.rows if row.figure)]

    def row_of(self, figure):
        return next(row for row in self.rows if row.figure == figure)


@dataclass(frozen=True)
class Step:
    """One of the two years of a change; what is reckoned from the other stands in no report and has no `figure`."""

    year: int
    figure: object
    told: str
    bar: charts.Bar


@dataclass(frozen=True)
class Change:
    """By how much a value changed, with the value of both years."""

    change: object
    value: object
    rows: list[Step]
    template = "reports/_change.html"

    @property
    def figures(self):
        return [self.change, self.value]

    @property
    def is_reckoned(self):
        return self.rows[0].figure is None


def drawn_of(paragraphs, figures, *, year, earlier=()):
    """The charts of a section of the report of `year`; `earlier` are figures of other reports, for what was before."""
    return [*parts_of(paragraphs, figures), *changes_of(figures, year=year, earlier=earlier)]


def parts_of(paragraphs, figures):
    """A chart for every number whose parts stand behind it and add up to it, or to less when they are a selection."""
    drawn = []
    for whole, parts, is_selection in sums_in(paragraphs, figures):
        values = [part.value for part in parts]
        rest = whole.value - sum(values)
        if min(values) <= 0 or rest < 0 or (rest and not is_selection):
            continue
        named, amounts = ([*parts, None], [*values, rest]) if rest else (parts, values)
        bars = charts.stacked(whole.value, amounts)
        rows = [
            Row(part, grouped(amount), bar, worded_like(whole.text, amount, whole.unit))
            for part, amount, bar in zip(named, amounts, bars, strict=True)
        ]
        most = max(amounts)
        largest = rows[amounts.index(most)] if amounts.count(most) == 1 else None
        drawn.append(Parts(whole, rows, largest if largest and largest.figure else None))
    return drawn


def changes_of(figures, *, year, earlier=()):
    """A chart for every change whose value stands before it in its paragraph and whose base is known or follows."""
    known = bases(earlier)
    drawn = []
    for place, change in enumerate(figures):
        if not change.is_change or not change.compared_year or change.compared_year >= year:
            continue
        value = _value_of(change, figures[:place])
        if value is None or value.value <= 0:
            continue
        base = known.get((key_of(change.name), change.compared_year, value.unit))
        before = base.value if base else base_of(change, value)
        if before is None or before <= 0 or _contradicts(change, before, value.value):
            continue
        earlier_bar, bar = charts.beside([before, value.value])
        told = base.told if base else worded_like(value.text, before, value.unit)
        rows = [Step(change.compared_year, base, told, earlier_bar), Step(year, value, value.told, bar)]
        drawn.append(Change(change, value, rows))
    return drawn


def _contradicts(change, before, now):
    """Whether the bars would go another way than the words: a base of few digits, or one that was corrected since."""
    went = (now > before) - (now < before)
    return went != (change.value > 0) - (change.value < 0)


def _value_of(change, before):
    """What changed: the last number of the same name and paragraph that is no change itself, or None."""
    name = key_of(change.name)
    for figure in reversed(before):
        if figure.paragraph != change.paragraph:
            return None
        if not figure.is_change and key_of(figure.name) == name:
            return figure
    return None


def bases(figures):
    """{(key, year, unit): figure} of the values that stand once under their name in the report of a year."""
    found, twice = {}, set()
    for figure in figures:
        if figure.is_change or figure.lower is not None:
            continue
        key = key_of(figure.name), figure.section.report.year, figure.unit
        twice |= {key} if key in found else set()
        found[key] = figure
    return {key: figure for key, figure in found.items() if key not in twice}


def base_of(change, value):
    """What `value` was before `change`, in no more digits than it has itself; None where the words leave that open.

    So they do with round numbers, ranges, fractions, with 倍, and with percents of percents.
    """
    if not (change.is_exact and value.is_exact):
        return None
    if change.unit == value.unit and not is_share(change.unit):
        return value.value - change.value
    if value.unit == "%" and change.unit in POINTS:
        return value.value - change.value
    if change.unit == "%" and not is_share(value.unit) and change.value > -100:
        digits = len(value.value.normalize().as_tuple().digits)
        return Context(prec=min(max(digits, 2), 3)).create_decimal(value.value / (1 + change.value / Decimal(100)))
    return None


@dataclass(frozen=True)
class Years:
    """One figure across reports: its unit, whether its values are changes, its columns, the first and the last."""

    unit: str
    is_change: bool
    chart: charts.Columns
    first: object
    last: object

    @property
    def direction(self):
        if self.last.value == self.first.value:
            return "level"
        return "up" if self.last.value > self.first.value else "down"


def over_years(figures):
    """The charts of one figure across reports, the years in order.

    There is one for every unit that has two years and one value in each of them; what a rate was and by how much it
    rose are never drawn side by side; a range is no column.
    """
    points = {}
    for figure in figures:
        if figure.lower is not None:
            continue
        points.setdefault((figure.unit, figure.is_change), []).append(figure)
    return [
        Years(
            unit,
            is_change,
            charts.columns(
                [(one.section.report.year, one.value) for one in alike],
                words=[worded_like(one.text, one.value, "") for one in alike],
            ),
            alike[0],
            alike[-1],
        )
        for (unit, is_change), alike in points.items()
        if len(alike) > 1 and len(alike) == len({one.section.report.year for one in alike})
    ]
