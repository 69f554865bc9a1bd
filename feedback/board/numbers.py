"""How many a page of the board says there are: those that it lists, and those whose text is not public."""

from typing import NamedTuple

from django.db.models import Sum

from feedback.records.counters import Count, RatingCount
from feedback.rules.receipts import parse_number
from feedback.suggestions.narrowing import public_count
from feedback.suggestions.searching import count_found
from portal.search.index import MOST_COUNTED


class Numbers(NamedTuple):
    """What is listed, `MOST_COUNTED` + 1 for more than that; and the stubs; None where nobody counts.

    The stubs are among what is listed where the list has them, beside it where it has not.
    """

    listed: int | None
    stubs: int | None = 0

    @property
    def all(self):
        return self.listed + self.stubs

    @property
    def is_too_many(self):
        """Whether it is only known that there are more."""
        return self.listed == MOST_COUNTED + 1


def numbers_of(form, suggestions, slice, totals):
    """`Numbers` of `suggestions`, which the filters of `form` left with their stubs, `slice` being a page of them.

    `totals` are those of the counters under what is late.
    """
    if not form.query.is_empty:
        return Numbers(_found(suggestions, form, slice))
    if form.of_the_text:
        return _of_the_text(form, suggestions, slice)
    is_whole = _is_whole(form, slice)
    if not form.hides_stubs:
        stubs = sum(not line.is_public for line in slice.lines) if is_whole else _stubs_of_all(form, totals)
        if form.is_counted:
            return Numbers(totals.number(**form.keys()), stubs)
        return Numbers(len(slice.lines) if is_whole else _counted(_listed(form, suggestions)), stubs)
    if not form.is_counted:
        found, public = _listed(form, suggestions).how_many()
        return Numbers(found, 0) if found > MOST_COUNTED else Numbers(public, found - public)
    public = len(slice.lines) if is_whole else _public(form, suggestions)
    if public == MOST_COUNTED + 1:
        return Numbers(public)
    # A counter may be of a moment ago: never fewer in all than are listed.
    return Numbers(public, max(totals.number(**form.keys()) - public, 0))


def _is_whole(form, slice):
    """Whether the page holds all there is: then nothing needs counting."""
    return form.is_first and not (slice.after or slice.before)


def _listed(form, suggestions):
    return suggestions.sorted_by(form.order).order_by()


def _counted(rows):
    return rows.order_by()[: MOST_COUNTED + 1].count()


def _public(form, suggestions):
    """Of everything all are counted, and kept; under a filter, as many as are counted at most."""
    return _counted(suggestions.public()) if any(form.filters.values()) else public_count()


def _stubs_of_all(form, totals):
    """Of everything it is known; under a filter the list has them, and nobody asks how many they are."""
    is_all = form.is_counted and not any(form.filters.values())
    return max(totals.number() - public_count(), 0) if is_all else None


def _of_the_text(form, suggestions, slice):
    """Under what only public ones are found by; those that are not are told as the statistics tell them, or not at all.

    Those of a district never are. Under several filters at once their number would say of one or another what is not
    public.
    """
    listed = len(slice.lines) if _is_whole(form, slice) else _counted(_listed(form, suggestions))
    chosen = {name for name, value in form.filters.items() if value} - {"campaign"}
    if chosen == {"district"} or len(chosen) > 1 or form.order == "due" or listed > MOST_COUNTED:
        return Numbers(listed)
    return Numbers(listed, max(_published(form, *chosen) - listed, 0))


def _published(form, name):
    """What the statistics say of the filter of that name."""
    within, value = {"campaign": form.filters["campaign"]}, form.filters[name]
    if name == "outcome":
        rows = Count.objects.within(**within).filter(subject=name, value=value, cause="")
        return rows.aggregate(all=Sum("number"))["all"] or 0
    return RatingCount.objects.within(**within).ratings().number(name, value)


def _found(suggestions, form, slice):
    """How many were found; None where it costs too much."""
    if _is_whole(form, slice):
        return len(slice.lines)
    listed = _listed(form, suggestions)
    is_all = not any(form.filters.values()) and form.order != "due" and not parse_number(form.query.text)
    return count_found(form.query) if is_all else listed.count_found(form.query)
