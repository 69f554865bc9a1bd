"""What the editor's page shows: the text in pages of a bounded length, and the figures in a list beside it."""

from dataclasses import dataclass

from django.core.paginator import Paginator

from reports.article import layout
from reports.drafting.draft import DraftFigure, DraftSection
from reports.importer import AT_ONCE, unsummed
from reports.importer.doubts import gravity, sentence
from reports.models import Figure, Report
from reports.records.saving import row

PAGE = 300  # lines of text and figures, about
CHARACTERS_PER_LINE = 100
LISTED = 40  # figures on a page of the list
SHOWN_DOUBTS = 50
ORDERS = ("doubt", "text")
LINES_OF_HEADING = 2


@dataclass
class Block:
    """A section, or what of it stands on this page: numbered paragraphs as (text, figure or None) pieces."""

    section: DraftSection
    begins: bool
    paragraphs: list


@dataclass(frozen=True)
class Entry:
    """A figure in the list; `before` and `after` are the rest of its sentence."""

    section: DraftSection
    figure: DraftFigure
    page: int

    @property
    def before(self):
        words, began = self.section.sentence_of(self.figure)
        return words[: self.figure.start - began]

    @property
    def after(self):
        words, began = self.section.sentence_of(self.figure)
        return words[self.figure.end - began :]

    @property
    def row(self):
        return row(None, 0, self.figure, Figure)

    @property
    def doubts(self):
        return [] if self.figure.is_settled else [sentence(code) for code in self.figure.doubts]


def shown(draft, query, *, form=None):
    """The context of the page for what the address says: `order`, the `list` page, and the `page` of the text."""
    order = query.get("order") if query.get("order") in ORDERS else ORDERS[0]
    pages = pages_of(draft)
    page_of = {
        (block.section.key, number): place
        for place, blocks in enumerate(pages, start=1)
        for block in blocks
        for number in (block.begins and [None] or []) + [number for number, _pieces in block.paragraphs]
    }
    entries = in_order(draft, order)
    doubted = sum(gravity_of(figure) > 0 for _section, figure in draft.figures)
    listed = Paginator(entries, LISTED).get_page(query.get("list"))
    listed.object_list = [
        Entry(section, figure, page_of[section.key, figure.paragraph]) for section, figure in listed.object_list
    ]
    sums = unsummed(draft)
    return {
        "draft": draft,
        "order": order,
        "listed": listed,
        "doubted": doubted,
        "page": Paginator(pages, 1).get_page(_where(form, page_of) or query.get("page")),
        "sums": [one.sentence() for one in sums[:SHOWN_DOUBTS]],
        "sum_count": len(sums),
        "going": Report.objects.held_and_gone(draft),
        "counts": {"sections": len(draft.sections), "figures": len(draft.figures)},
    }


def gravity_of(figure):
    """How much a person should look at it; what somebody has settled is not doubted."""
    return 0 if figure.is_settled else gravity(figure.doubts)


def in_order(draft, order):
    """(section, figure) of the list, the most doubtful first or as they stand in the text."""
    if order == "text":
        return draft.figures
    return sorted(draft.figures, key=lambda pair: -gravity_of(pair[1]))


def is_small(draft):
    """Whether it is saved while somebody waits."""
    characters = sum(len(text) for section in draft.sections for text in section.texts)
    within = characters <= AT_ONCE.characters and len(draft.sections) <= AT_ONCE.sections
    return within and len(draft.figures) <= AT_ONCE.figures


def pages_of(draft):
    """Lists of blocks; a page has PAGE lines at most, or one paragraph, and a section goes on in another block."""
    pages, left = [[]], PAGE
    for section in draft.sections:
        block = Block(section, begins=True, paragraphs=[])
        if left < LINES_OF_HEADING and pages[-1]:
            pages.append([])
            left = PAGE
        pages[-1].append(block)
        left -= LINES_OF_HEADING
        for number, pieces in enumerate(layout.with_figures(section.paragraphs, section.figures)):
            lines = 1 + len(section.paragraphs[number]) // CHARACTERS_PER_LINE + len(pieces) // 2
            if left < lines and (block.paragraphs or len(pages[-1]) > 1):
                block = Block(section, begins=False, paragraphs=[])
                pages.append([block])
                left = PAGE
            block.paragraphs.append((number, pieces))
            left -= lines
    return pages


def _where(form, page_of):
    """The page on which the target of a form stands; None for one without."""
    if form is None or form.target is None:
        return None
    if form.of == "figure":
        section, figure = form.draft.figure(form.key)
        return page_of[section.key, figure.paragraph]
    return page_of.get((form.key, None))
