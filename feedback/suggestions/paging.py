"""Paging by the values of the last line, not by offset: the five-thousandth page costs as much as the first."""

from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import (
    Tuple,
    TupleGreaterThan,
    TupleGreaterThanOrEqual,
    TupleLessThan,
    TupleLessThanOrEqual,
)

from feedback.rules import receipts
from feedback.rules.workflow import UNANSWERED_STAGES
from portal.search.index import MOST_READ

# What the board is sorted by; every order ends in one that no two share, and all of its fields run one way.
ORDERS = {
    "newest": ("-received_at", "-pk"),
    "due": ("due_on", "pk"),
    "support": ("-support_count", "-received_at", "-pk"),
}


@dataclass(frozen=True)
class Part:
    """`hits` of a list; `walked` are the rows that the database goes through to meet them, None where it need not."""

    hits: QuerySet
    walked: QuerySet | None = None


@dataclass(frozen=True)
class Edge:
    """Where a neighbouring page begins: behind the suggestion of that number, in the part of that place."""

    number: str
    part: int | None  # None in a list of one part


@dataclass(frozen=True)
class Slice:
    """The lines of a page, and the edges after and before which its neighbours begin, None where there is none.

    One that `is_cut` looked through as much as a request may: there may be more hits beyond, and fewer than a page
    holds on it, even none.
    """

    lines: list
    after: Edge | None
    before: Edge | None
    is_cut: bool = False


class Paging:
    """Paging through suggestions; a part of the QuerySet."""

    def sorted_by(self, order):
        """In an order of `ORDERS`; by due day stand only those that wait for a reply."""
        rows = self.filter(stage__in=UNANSWERED_STAGES, due_on__isnull=False) if order == "due" else self
        return rows.order_by(*ORDERS[order])

    def beyond(self, order, place, *, backwards=False):
        """Those behind the values `place` in that order, or before them."""
        names, is_falling = _names(order), ORDERS[order][0].startswith("-")
        lookup = TupleLessThan if is_falling != backwards else TupleGreaterThan
        return self.filter(lookup(Tuple(*map(F, names)), place))

    def up_to(self, order, place, *, backwards=False):
        """Those before the values `place` in that order, or behind them, and the one at it."""
        names, is_falling = _names(order), ORDERS[order][0].startswith("-")
        lookup = TupleGreaterThanOrEqual if is_falling != backwards else TupleLessThanOrEqual
        return self.filter(lookup(Tuple(*map(F, names)), place))


def _names(order):
    return [name.lstrip("-") for name in ORDERS[order]]


def page_of(parts, order, *, size, after=None, before=None, part=None, is_last=False):
    """A `Slice` of `parts`, each a `Part`, that follow one another and share no row.

    `after` and `before` are querysets of the one suggestion at which the neighbouring page ended, in the part of the
    place `part`; without it, in the one that has it among its hits. The last page is read backwards from the end.
    """
    backwards = is_last or (after is None and before is not None)
    anchor = None if is_last else before if backwards else after
    place = anchor.values_list(*_names(order)).first() if anchor is not None else None
    lines, reach = [], None  # each line with the place of its part
    for number, one, begin in _behind(parts, place, part, backwards):
        rows, reach = _within_reach(one, order, begin, backwards)
        lines += [(line, number) for line in rows[: size + 1 - len(lines)].lines()]
        if reach or len(lines) > size:
            break
    is_more, lines = len(lines) > size, lines[:size]
    edges = [Edge(line.number, number if len(parts) > 1 else None) for line, number in lines]
    far = None
    if is_more:
        far = edges[-1]
    elif reach:
        far = Edge(reach, number if len(parts) > 1 else None)
    near = (edges[0] if edges else far) if place else None
    is_cut = bool(reach) and len(lines) < size
    lines = [line for line, _number in lines]
    if backwards:
        return Slice(lines[::-1], after=near, before=far, is_cut=is_cut)
    return Slice(lines, after=far, before=near, is_cut=is_cut)


def _behind(parts, place, part, backwards):
    """(its place, part, values it is read behind or None) of the parts left behind the end of the neighbouring page."""
    numbered = list(enumerate(parts))[:: -1 if backwards else 1]
    if place:
        while len(numbered) > 1 and not _is_in(*numbered[0], place, part):
            del numbered[0]
    return [(number, one, None if index else place) for index, (number, one) in enumerate(numbered)]


def _is_in(number, one, place, part):
    return number == part if part is not None else one.hits.filter(pk=place[-1]).exists()


def hits_within_reach(parts, order):
    """A queryset for each of `parts` of what a request may look for in it, in that order."""
    for one in parts:
        rows, reach = _within_reach(one, order, None, backwards=False)
        yield rows
        if reach:
            break


def _within_reach(one, order, place, backwards):
    """The hits of a part behind `place` that a request may look for, and the number of the last row it goes to.

    None instead of the number where the end of the part is in reach.
    """
    hits, walked = (_ordered(rows, order, place, backwards) for rows in (one.hits, one.walked))
    if walked is None:
        return hits, None
    last = walked.values_list(*_names(order), "year", "sequence")[MOST_READ - 1 : MOST_READ]
    last = next(iter(last), None)
    if last is None:
        return hits, None
    return hits.up_to(order, last[:-2], backwards=backwards), receipts.number(*last[-2:])


def _ordered(rows, order, place, backwards):
    if rows is None:
        return None
    rows = rows.sorted_by(order)
    rows = rows.beyond(order, place, backwards=backwards) if place else rows
    return rows.reverse() if backwards else rows
