"""What the page of one figure says of each year: its numbers, their sentences, what they are parts of, charts."""

from dataclasses import dataclass, field

from reports.article.comparisons import Change, Parts, bases, drawn_of
from reports.article.layout import figures_standing, sentence_at, sentence_pieces


@dataclass(frozen=True)
class PartOf:
    whole: object
    share: str


@dataclass
class Entry:
    """One number under the name."""

    figure: object
    part_of: PartOf | None = None
    charts: list = field(default_factory=list)


@dataclass
class Passage:
    """A sentence with the numbers that stand in it: mostly one, or a value and by how much it changed."""

    section: object
    paragraph: int
    place: slice
    entries: list[Entry] = field(default_factory=list)

    @property
    def pieces(self):
        """The sentence as (text, figure or None)."""
        text = self.section.paragraphs[self.paragraph]
        return sentence_pieces(text, self.place, [entry.figure for entry in self.entries])

    @property
    def charts(self):
        return [chart for entry in self.entries for chart in entry.charts]


@dataclass
class Year:
    year: int
    report: object
    passages: list[Passage] = field(default_factory=list)


def by_year(figures):
    """The figures of one name, the years in order, as years with their passages: the newest year first."""
    years, drawn, known = {}, {}, list(bases(figures).values())
    for figure in figures:
        section = figure.section
        if section.pk not in drawn:
            beside = figures_standing(section.paragraphs, section.figures.all())
            drawn[section.pk] = drawn_of(section.paragraphs, beside, year=section.report.year, earlier=known)
        year = years.setdefault(section.report.year, Year(section.report.year, section.report))
        _passage_of(figure, year).entries.append(_entry(figure, drawn[section.pk]))
    return list(reversed(years.values()))


def _passage_of(figure, year):
    """The passage of `year` in which it stands, be it that of the figure before or one of its own."""
    section, paragraph = figure.section, figure.paragraph
    place = sentence_at(section.paragraphs[paragraph], figure.start, figure.end)
    last = year.passages[-1] if year.passages else None
    if last and (last.section, last.paragraph, last.place) == (section, paragraph, place):
        return last
    year.passages.append(Passage(section, paragraph, place))
    return year.passages[-1]


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
