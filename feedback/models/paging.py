"""Pages of a long list by the place of a line in it, not by counting: the five-thousandth costs what the first does."""

from dataclasses import dataclass

from django.db.models import F
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from feedback.workflow import UNANSWERED_STAGES

# What the board is sorted by; every order ends in one that no two share, and all of its fields run one way.
ORDERS = {
    "newest": ("-received_at", "-pk"),
    "due": ("due_on", "pk"),
    "support": ("-support_count", "-received_at", "-pk"),
}


@dataclass(frozen=True)
class Slice:
    """The lines of a page, and the numbers after and before which its neighbours begin, None where there is none."""

    lines: list
    after: str | None
    before: str | None


class Paging:
    """The part of the suggestions' QuerySet that pages through them."""

    def sorted_by(self, order):
        """In an order of `ORDERS`; by due day stand only those that wait for an answer."""
        rows = self.filter(stage__in=UNANSWERED_STAGES, due_on__isnull=False) if order == "due" else self
        return rows.order_by(*ORDERS[order])

    def beyond(self, order, place, *, backwards=False):
        """Those behind the values `place` in that order, or before them."""
        names = [name.lstrip("-") for name in ORDERS[order]]
        is_falling = ORDERS[order][0].startswith("-")
        lookup = TupleLessThan if is_falling != backwards else TupleGreaterThan
        return self.filter(lookup(Tuple(*map(F, names)), place))


def page_of(parts, order, *, size, after=None, before=None):
    """A `Slice` of `parts`, querysets that follow one another and share no row.

    `after` and `before` are querysets of the one suggestion at which the neighbouring page ended.
    """
    backwards = after is None and before is not None
    anchor = before if backwards else after
    names = [name.lstrip("-") for name in ORDERS[order]]
    place = anchor.values_list(*names).first() if anchor is not None else None
    parts = [part.sorted_by(order) for part in parts]
    parts = [part.reverse() for part in parts[::-1]] if backwards else parts
    if place:
        parts = _behind(parts, order, place, backwards)
    lines = []
    for part in parts:
        lines += part[: size + 1 - len(lines)].lines()
        if len(lines) > size:
            break
    is_more, lines = len(lines) > size, lines[:size]
    lines = lines[::-1] if backwards else lines
    has_next, has_previous = (bool(place), is_more) if backwards else (is_more, bool(place))
    return Slice(
        lines,
        after=lines[-1].number if lines and has_next else None,
        before=lines[0].number if lines and has_previous else None,
    )


def _behind(parts, order, place, backwards):
    """What of the parts is left behind the place at which the neighbouring page ended."""
    for number, part in enumerate(parts):
        if number == len(parts) - 1 or part.filter(pk=place[-1]).exists():
            return [part.beyond(order, place, backwards=backwards), *parts[number + 1 :]]
    return parts
