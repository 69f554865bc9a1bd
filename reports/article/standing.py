"""What the page of one figure says of each year: the number, what it is a part of, what is drawn of it."""

from dataclasses import dataclass, field

from reports.article.comparisons import Change, Parts, bases, drawn_of
from reports.article.layout import figures_standing


@dataclass(frozen=True)
class PartOf:
    whole: object
    share: str


@dataclass
class Entry:
    """One number under the name; most years have one, some a value and by how much it changed."""

    figure: object
    part_of: PartOf | None = None
    charts: list = field(default_factory=list)


@dataclass
class Year:
    year: int
    report: object
    entries: list[Entry] = field(default_factory=list)


def by_year(figures):
    """The figures of one name, the years in order, as years with their entries: the newest year first."""
    years, drawn, known = {}, {}, list(bases(figures).values())
    for figure in figures:
        section = figure.section
        if section.pk not in drawn:
            beside = figures_standing(section.paragraphs, section.figures.all())
            drawn[section.pk] = drawn_of(section.paragraphs, beside, year=section.report.year, earlier=known)
        year = years.setdefault(section.report.year, Year(section.report.year, section.report))
        year.entries.append(_entry(figure, drawn[section.pk]))
    return list(reversed(years.values()))


def _entry(figure, drawn):
    entry = Entry(figure)
    for chart in drawn:
        if isinstance(chart, Parts) and figure in chart.figures:
            entry.charts.append(chart)
            if figure != chart.whole and entry.part_of is None:
                entry.part_of = PartOf(chart.whole, chart.row_of(figure).bar.share)
        elif isinstance(chart, Change) and figure == chart.change:
            entry.charts.append(chart)
    return entry
