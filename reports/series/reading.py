"""What the pages of a series say: its years with values, changes as told and as computed, breaks, differences."""

from dataclasses import dataclass, field

from django.utils.translation import gettext

from reports.importer.numbers import is_share
from reports.series.rules import Comparison, Reading, comparisons, worded


def reading_of(figure):
    return Reading(
        year=figure.section.report.year,
        value=figure.value,
        unit=figure.unit,
        text=figure.text,
        is_exact=not figure.is_approximate and figure.upper is None and figure.numerator is None,
        is_change=figure.is_change,
        compared_year=figure.compared_year,
        about=figure,
    )


def readings_of(points):
    """{key of series: [Reading]}, in the order of the points, which come with their places."""
    found = {}
    for point in points:
        found.setdefault(point.series_id, []).append(reading_of(point.figure))
    return found


@dataclass
class Line:
    """One year of a series; what is missing in it is empty."""

    year: int
    report: object
    values: list = field(default_factory=list)
    told: list = field(default_factory=list)
    computed: list[Comparison] = field(default_factory=list)
    breaks: list = field(default_factory=list)

    @property
    def figures(self):
        return [*self.values, *self.told]

    @property
    def computed_words(self):
        return [(change_words(one), one.before.year) for one in self.computed]


def lines_of(figures, breaks):
    """The years of a series in order; `figures` come with their reports, the years in order."""
    lines = {}
    for figure in figures:
        report = figure.section.report
        line = lines.setdefault(report.year, Line(report.year, report))
        (line.told if figure.is_change else line.values).append(figure)
    readings = [reading_of(figure) for figure in figures]
    for one in comparisons(readings, [mark.year for mark in breaks]):
        lines[one.now.year].computed.append(one)
    before = None
    for year, line in lines.items():
        line.breaks = [mark for mark in breaks if before and before < mark.year <= year]
        before = year
    return list(lines.values())


def change_words(comparison):
    """上升 20%, 減少 500人: in the words in which a change that is told is said."""
    value, unit = comparison.change, comparison.unit
    if not value:
        return gettext("持平")
    if is_share(unit):
        sentence = gettext("上升 %(value)s") if value > 0 else gettext("下降 %(value)s")
    else:
        sentence = gettext("增加 %(value)s") if value > 0 else gettext("減少 %(value)s")
    return sentence % {"value": worded(abs(value), unit)}
