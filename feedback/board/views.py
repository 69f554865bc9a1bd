"""The public board: every suggestion that was received, as text or as stub."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.board.forms import BoardForm
from feedback.board.searching import beyond
from feedback.models import Suggestion
from feedback.office.calendar import working_days
from feedback.office.names import names
from feedback.records import counters
from feedback.rules.lateness import LateOn
from feedback.rules.receipts import parse_number
from feedback.suggestions.late import late_totals
from feedback.suggestions.paging import Part, page_of
from feedback.suggestions.searching import count_found
from portal.search.index import MOST_COUNTED
from portal.serving.pages import for_everybody
from reports.models import Figure, Section

PER_PAGE = 20


@for_everybody
@require_safe
def suggestion_list(request):
    form, today = BoardForm(request.GET, names=names()), timezone.localdate()
    suggestions, query = Suggestion.objects.narrowed(**form.filters, today=today), form.query
    counted_at, totals = counters.totals()
    late = late_totals()
    totals = late.get(form.filters["late"], totals)
    slice = page_of(
        [Part(suggestions)] if query.is_empty else suggestions.found(query), form.order, size=PER_PAGE,
        after=_anchor(form.chosen()["after"]), before=_anchor(form.chosen()["before"]), part=form.chosen()["part"],
    )  # fmt: skip
    context = {
        "form": form,
        "facets": form.facets(totals, late),
        "late_on": LateOn(today, working_days()),
        "query": query,
        "slice": slice,
        "count": totals.number(**form.keys()) if form.is_counted else _counted(suggestions, form, slice),
        "most": MOST_COUNTED,
        "counted_at": counted_at,
    }
    if not query.is_empty:
        context |= {
            "texts": _texts(query, slice.lines),
            "in_reports": _in_reports(query),
            "beyond": beyond(form, suggestions, slice),
        }
    return render(request, "board/list.html", context)


def _anchor(number):
    """The suggestion at which the neighbouring page ended."""
    return Suggestion.objects.by_number(number) if number else None


def _counted(suggestions, form, slice):
    """How many there are where no counter knows; `MOST_COUNTED` + 1 for more than that; None where it costs too much.

    `slice` is the page of them: what has no pages beside it needs no counting.
    """
    if not (slice.after or slice.before or form.chosen()["after"] or form.chosen()["before"]):
        return len(slice.lines)
    listed = suggestions.sorted_by(form.order).order_by()
    if form.query.is_empty:
        return listed[: MOST_COUNTED + 1].count()
    is_all = not any(form.filters.values()) and form.order != "due" and not parse_number(form.query.text)
    return count_found(form.query) if is_all else listed.count_found(form.query)


def _texts(query, lines):
    public = [line.pk for line in lines if line.is_public]
    return Suggestion.objects.filter(pk__in=public).texts_found(query)


def _in_reports(query):
    return sum(model.objects.published().mentioning(query).count() for model in (Section, Figure))
