"""How a section is laid out for reading: its paragraphs, the figures marked in them, cards in the margin, charts."""

from dataclasses import dataclass, field

from reports.article import charts
from reports.importer.names import grouped
from reports.importer.sums import sums_in

CARDS_PER_PARAGRAPH = 2
STOPS = "。！？"


@dataclass(frozen=True)
class Row:
    """One line of a chart and its table; the rest that no figure names has no `figure`."""

    figure: object
    grouped: str
    bar: charts.Bar


@dataclass(frozen=True)
class Parts:
    """A whole and what it is made of."""

    whole: object
    rows: list[Row]
    template = "reports/_parts.html"

    @property
    def figures(self):
        return [self.whole, *(row.figure for row in self.rows if row.figure)]


@dataclass(frozen=True)
class Changes:
    """Changes against the same year, in the same unit."""

    year: int
    zero: str
    rows: list[Row]
    template = "reports/_changes.html"

    @property
    def figures(self):
        return [row.figure for row in self.rows]


@dataclass
class Paragraph:
    pieces: list
    cards: list = field(default_factory=list)
    charts: list = field(default_factory=list)


def with_figures(paragraphs, figures):
    """Each paragraph as (text, figure or None) pieces in order; the pieces joined are the paragraph."""
    by_paragraph = {}
    for figure in figures:
        by_paragraph.setdefault(figure.paragraph, []).append(figure)
    return [_pieces(text, by_paragraph.get(place, ())) for place, text in enumerate(paragraphs)]


def _pieces(text, figures):
    pieces, at = [], 0
    for figure in sorted(figures, key=lambda figure: figure.start):
        if figure.start < at or text[figure.start : figure.end] != figure.text:
            continue
        pieces += [(text[at : figure.start], None), (figure.text, figure)]
        at = figure.end
    return [(piece, figure) for piece, figure in [*pieces, (text[at:], None)] if piece]


def sentence_at(text, start, end):
    """The sentence of `text` around these places, with its stop."""
    began = max(text.rfind(stop, 0, start) for stop in STOPS) + 1
    closing = min((place for place in (text.find(stop, end) for stop in STOPS) if place >= 0), default=len(text))
    return text[began : closing + 1].strip()


def laid_out(paragraphs, figures):
    """The paragraphs of a section, each with its charts and cards.

    A chart stands behind the paragraph of its last figure. Cards show what no chart of the section shows: two of each
    paragraph at most, changes before the others.
    """
    rows = [Paragraph(pieces) for pieces in with_figures(paragraphs, figures)]
    standing = [figure for row in rows for text, figure in row.pieces if figure]
    drawn = [*parts_of(paragraphs, standing), *changes_of(standing)]
    for chart in drawn:
        rows[max(figure.paragraph for figure in chart.figures)].charts.append(chart)
    charted = {(figure.paragraph, figure.start) for chart in drawn for figure in chart.figures}
    for row in rows:
        free = [figure for text, figure in row.pieces if figure and (figure.paragraph, figure.start) not in charted]
        chosen = sorted(free, key=lambda figure: not figure.is_change)[:CARDS_PER_PARAGRAPH]
        row.cards = sorted(chosen, key=lambda figure: figure.start)
    return rows


def parts_of(paragraphs, figures):
    """A chart for every number whose parts stand behind it and add up to it, or to less when they are a selection."""
    drawn = []
    for whole, parts, is_selection in sums_in(paragraphs, figures):
        values = [part.value for part in parts]
        rest = whole.value - sum(values)
        if min(values) <= 0 or rest < 0 or (rest and not is_selection):
            continue
        rows = [*parts, None] if rest else parts
        bars = charts.stacked(whole.value, [*values, rest] if rest else values)
        drawn.append(
            Parts(
                whole,
                [Row(part, part.grouped if part else grouped(rest), bar) for part, bar in zip(rows, bars, strict=True)],
            )
        )
    return drawn


def changes_of(figures):
    """A chart for every two or more changes of a section against the same year in the same unit."""
    groups = {}
    for figure in figures:
        if figure.is_change and figure.compared_year:
            groups.setdefault((figure.compared_year, figure.unit), []).append(figure)
    drawn = []
    for (year, _unit), changes in groups.items():
        if len(changes) > 1:
            zero, bars = charts.signed([change.value for change in changes])
            rows = [Row(change, change.grouped, bar) for change, bar in zip(changes, bars, strict=True)]
            drawn.append(Changes(year, zero, rows))
    return drawn


def over_years(figures):
    """(unit, whether they are changes, columns) of one figure across reports.

    There is one for every unit that has two years and one value in each of them; what a rate was and by how much it
    rose are never drawn side by side.
    """
    points = {}
    for figure in figures:
        points.setdefault((figure.unit, figure.is_change), []).append((figure.section.report.year, figure.value))
    return [
        (unit, is_change, charts.columns(values))
        for (unit, is_change), values in points.items()
        if len(values) > 1 and len(values) == len({year for year, value in values})
    ]
