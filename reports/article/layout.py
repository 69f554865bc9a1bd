"""How a section is laid out for reading: its paragraphs, the figures marked in them, cards in the margin, charts."""

from dataclasses import dataclass, field

from reports.article.comparisons import drawn_of

CARDS_PER_PARAGRAPH = 2
STOPS = "。！？"


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


def _pieces(text, figures, *, at=0):
    pieces = []
    for figure in sorted(figures, key=lambda figure: figure.start):
        if figure.start < at or text[figure.start : figure.end] != figure.text:
            continue
        pieces += [(text[at : figure.start], None), (figure.text, figure)]
        at = figure.end
    return [(piece, figure) for piece, figure in [*pieces, (text[at:], None)] if piece]


def figures_standing(paragraphs, figures):
    """Those of `figures` whose words stand where they say, in reading order."""
    return _marked(with_figures(paragraphs, figures))


def _marked(rows):
    return [figure for pieces in rows for text, figure in pieces if figure]


def sentence_at(text, start, end):
    """Where in `text` the sentence around these places stands, with its stop."""
    began = max(text.rfind(stop, 0, start) for stop in STOPS) + 1
    closing = min((place for place in (text.find(stop, end) for stop in STOPS) if place >= 0), default=len(text))
    return slice(began, closing + 1)


def sentence_pieces(text, place, figures):
    """What stands at `place` as (text, figure or None) pieces in order, without the blanks around it."""
    pieces = _pieces(text[: place.stop], figures, at=place.start)
    first, last = pieces[0], pieces[-1]
    if last[1] is None:
        pieces[-1] = last[0].rstrip(), None
    if first[1] is None:
        pieces[0] = pieces[0][0].lstrip(), None
    return pieces


def laid_out(paragraphs, figures, *, year, earlier=()):
    """The paragraphs of a section in the report of `year`, each with its charts and cards.

    A chart stands behind the paragraph of its last figure. Cards show what no chart of the section shows: two of each
    paragraph at most, changes before the others. `earlier` are figures of other reports.
    """
    rows = [Paragraph(pieces) for pieces in with_figures(paragraphs, figures)]
    standing = _marked(row.pieces for row in rows)
    drawn = drawn_of(paragraphs, standing, year=year, earlier=earlier)
    for chart in drawn:
        rows[max(figure.paragraph for figure in chart.figures)].charts.append(chart)
    charted = {(figure.paragraph, figure.start) for chart in drawn for figure in chart.figures}
    for row in rows:
        free = [figure for text, figure in row.pieces if figure and (figure.paragraph, figure.start) not in charted]
        chosen = sorted(free, key=lambda figure: not figure.is_change)[:CARDS_PER_PARAGRAPH]
        row.cards = sorted(chosen, key=lambda figure: figure.start)
    return rows
