"""What a person looks at before a report is saved: its sections and figures in pages of a bounded length."""

from reports.importer import unsummed
from reports.importer.names import grouped

SHOWN_DOUBTS = 50
PAGE = 300  # lines of text and figures, about
CHARACTERS_PER_LINE = 100


def preview(parsed, *, length=PAGE):
    """Plain data of a parsed report; in its `pages`, lists of blocks, a section goes on in another block.

    A page has `length` lines at most, or one paragraph.
    """
    doubts = unsummed(parsed)
    return {
        "title": parsed.title,
        "year": parsed.year,
        "is_title_made": parsed.is_title_made,
        "sections": len(parsed.sections),
        "figures": len(parsed.figures),
        "doubts": [doubt.sentence() for doubt in doubts[:SHOWN_DOUBTS]],
        "doubt_count": len(doubts),
        "pages": _pages(parsed.sections, length),
    }


def _pages(sections, length):
    pages, left = [[]], length
    for section in sections:
        block = None
        for kind, item, lines in _items(section):
            if left < lines and pages[-1]:
                pages.append([])
                block, left = None, length
            if block is None:
                block = {"label": section.label, "paragraphs": [], "figures": []}
                pages[-1].append(block)
            if item is not None:
                block[kind].append(item)
            left -= lines
    return pages


def _items(section):
    """(what it is, itself, how many lines it takes) of a section: each paragraph, then its figures."""
    yield "heading", None, 2
    figures = {}
    for figure in section.figures:
        figures.setdefault(figure.paragraph, []).append(figure)
    for place, paragraph in enumerate(section.paragraphs):
        yield "paragraphs", paragraph, 1 + len(paragraph) // CHARACTERS_PER_LINE
        for figure in figures.get(place, ()):
            yield "figures", _row(figure), 1


def _row(figure):
    return {
        "name": figure.name,
        "number": grouped(abs(figure.value) if figure.is_change else figure.value),
        "unit": figure.unit,
        "approximation": figure.approximation,
        "direction": figure.direction,
        "compared_year": figure.compared_year,
        "text": figure.text,
    }
