"""How a section is laid out for reading: its paragraphs, the figures marked in them, cards in the margin, charts.

Paragraphs that are rows, their cells parted by tabs, are laid out as tables.
"""

from dataclasses import dataclass, field
from itertools import groupby

from reports.article.comparisons import drawn_of
from reports.importer.rows import is_row

CARDS_PER_PARAGRAPH = 2
STOPS = "。！？"


@dataclass
class Paragraph:
    pieces: list
    cards: list = field(default_factory=list)
    charts: list = field(default_factory=list)


@dataclass
class Cell:
    pieces: list
    columns: int = 1  # that it spans
    is_number: bool = False


@dataclass
class Table:
    head: list  # of rows of cells
    body: list
    place: int  # of the paragraph that is its first row


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
    standing = [figure for figure in _marked(row.pieces for row in rows) if not is_row(paragraphs[figure.paragraph])]
    drawn = drawn_of(paragraphs, standing, year=year, earlier=earlier)
    for chart in drawn:
        rows[max(figure.paragraph for figure in chart.figures)].charts.append(chart)
    charted = {(figure.paragraph, figure.start) for chart in drawn for figure in chart.figures}
    for row in rows:
        free = [figure for text, figure in row.pieces if figure and (figure.paragraph, figure.start) not in charted]
        chosen = sorted(free, key=lambda figure: not figure.is_change)[:CARDS_PER_PARAGRAPH]
        row.cards = sorted(chosen, key=lambda figure: figure.start)
    return _with_tables(paragraphs, rows)


def _with_tables(paragraphs, rows):
    """The rows that stand together as one table, everything else as it is."""
    laid = []
    for is_table, together in groupby(range(len(rows)), key=lambda place: is_row(paragraphs[place])):
        places = list(together)
        members = [rows[place] for place in places]
        laid += [_table(members, places[0])] if is_table else members
    return laid


def _table(rows, place):
    cells = [_cells(row.pieces) for row in rows]
    width = max(map(len, cells))
    count = next((at for at, row in enumerate(cells) if any(cell.is_number for cell in row)), 1)
    for row in cells:
        row += [Cell([]) for _missing in range(width - len(row))]
    head = [_spanned(row) if at + 1 < count else row for at, row in enumerate(cells[:count])]
    return Table(head, cells[count:], place)


def _cells(pieces):
    cells = [Cell([])]
    for text, figure in pieces:
        if figure:
            cells[-1].pieces.append((text, figure))
            cells[-1].is_number = True
            continue
        first, *others = text.split("\t")
        cells[-1].pieces += [(first, None)] if first else []
        cells += [Cell([(other, None)] if other else []) for other in others]
    return cells


def _spanned(row):
    """A row of the head above others: what is followed by empty cells spans these."""
    spanned = row[:1]
    for cell in row[1:]:
        if cell.pieces or not spanned[-1].pieces or len(spanned) == 1:
            spanned.append(cell)
        else:
            spanned[-1].columns += 1
    return spanned
