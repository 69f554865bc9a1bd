"""The public board: every suggestion that was received, as text or as stub."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.board.forms import BoardForm
from feedback.board.listed import listed
from feedback.board.numbers import numbers_of
from feedback.board.searching import beyond
from feedback.models import Campaign, Suggestion
from feedback.office.calendar import working_days
from feedback.office.names import names
from feedback.records import counters
from feedback.rules.lateness import LateOn
from feedback.suggestions.late import late_totals
from feedback.suggestions.paging import page_of
from portal.serving.pages import for_everybody
from reports.models import Figure, Section

PER_PAGE = 20


@for_everybody
@require_safe
def suggestion_list(request):
    form, today = BoardForm(request.GET, names=names()), timezone.localdate()
    (suggestions, parts), query = listed(form, today), form.query
    counted_at, totals = counters.totals()
    late = late_totals()
    totals = late.get(form.filters["late"], totals)
    slice = page_of(
        parts, form.order, size=form.page_size or PER_PAGE,
        after=_anchor(form.chosen()["after"]), before=_anchor(form.chosen()["before"]), part=form.chosen()["part"],
        is_last=form.is_last,
    )  # fmt: skip
    numbers = numbers_of(form, suggestions, slice, totals)
    context = {
        "form": form,
        "facets": form.facets(totals, late),
        "late_on": LateOn(today, working_days()),
        "query": query,
        "slice": slice,
        "numbers": numbers,
        "count": numbers.listed,
        "counted_at": counted_at,
        "talks": _talks(form, totals),
    }
    if not query.is_empty:
        context |= {
            "texts": _texts(query, slice.lines),
            "in_reports": _in_reports(query),
            "beyond": beyond(form, suggestions, slice),
        }
    return render(request, "board/list.html", context)


def _talks(form, totals):
    """How many of what is listed are questions of talks, where that is of several campaigns and counted."""
    is_one = form.filters["campaign"] or form.filters["campaign_kind"]
    return 0 if is_one or not form.is_counted else totals.number(**form.keys(), campaign_kind=Campaign.Kind.LIVE)


def _anchor(number):
    """The suggestion at which the neighbouring page ended."""
    return Suggestion.objects.by_number(number) if number else None


def _texts(query, lines):
    public = [line.pk for line in lines if line.is_public]
    return Suggestion.objects.filter(pk__in=public).texts_found(query)


def _in_reports(query):
    return sum(model.objects.published().mentioning(query).count() for model in (Section, Figure))
