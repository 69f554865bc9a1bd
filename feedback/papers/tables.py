"""The tables of a paper, the same for the page, the document and the workbook."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext

from feedback.rules.counted import few
from feedback.rules.counted.tally import percent

NOTHING = "—"


class Cell(NamedTuple):
    """`inside` is what only the desk's screen shows instead of `text`, which may be carried out of the house."""

    text: str
    url: str = ""
    inside: str = ""


class Column(NamedTuple):
    heading: str
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """`rows` are lists of `Cell`, the first of each naming it; `empty` is said instead of no rows."""

    name: str
    title: str
    columns: list
    rows: list
    notes: tuple = ()
    empty: str = ""
    more: str = ""
    more_url: str = ""
    cells: list = field(init=False)  # the rows for templates: each cell with its column

    def __post_init__(self):
        cells = [list(zip(row, self.columns, strict=True)) for row in self.rows]
        object.__setattr__(self, "cells", cells)


def texts(*words):
    return [Cell(str(word)) for word in words]


def numbers(*headings):
    return [Column(heading, is_number=True) for heading in headings]


def words(*headings):
    return [Column(heading) for heading in headings]


def share(part, whole):
    """`part` of `whole` with its rate, of few without one; a dash of nothing."""
    if not whole:
        return NOTHING
    rate = few.rate(part, whole)
    if rate is None:
        return gettext("%(part)s／%(whole)s") % {"part": part, "whole": whole}
    return gettext("%(share)s（%(part)s／%(whole)s）") % {"share": percent(rate), "part": part, "whole": whole}


def day(date):
    return f"{date:%Y-%m-%d}" if date else NOTHING


def numbered(suggestion):
    """Its number, which leads to its page at the desk."""
    return Cell(suggestion.number, reverse("admin:feedback_suggestion_change", args=[suggestion.pk]))


def titled(suggestion):
    """The title that a person released, else that there is none; on the screen of the desk the citizen's own."""
    if suggestion.is_public:
        return Cell(suggestion.public_title)
    return Cell(gettext("（標題未公開）"), inside=suggestion.title)
