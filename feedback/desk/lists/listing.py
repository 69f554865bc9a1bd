"""The list of suggestions at the desk: what a line shows, what it is narrowed and searched by."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from feedback.desk.lists.columns import shown as shown_columns
from feedback.desk.lists.forms import ListForm
from feedback.desk.lists.way_back import along
from feedback.desk.many.bulk_forms import MOST_PICKED, acts_of
from feedback.desk.queries import paging
from feedback.desk.queries.lists import HANDLER
from feedback.desk.queries.suggestions import every
from feedback.desk.queries.writing import drafting_of
from feedback.models import Event
from feedback.office.calendar import working_days
from feedback.office.outcomes import outcomes
from feedback.office.staff import shown_name
from feedback.rules.answering.reviewing import Drafting
from feedback.rules.deadlines import Passed
from feedback.rules.marks import Marks
from feedback.rules.queues import OF_OTHERS
from feedback.rules.receipts import parse_number
from feedback.rules.workflow import UNANSWERED_STAGES, Stage, Verb
from portal.reading.languages import reading
from portal.search import Query


class SuggestionList:
    """The list of the desk; a part of the suggestions' admin."""

    @method_decorator([never_cache, require_safe])
    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        form = ListForm(request.GET, user=request.user)
        rows, is_cut = self.within_reach(request, form, now)
        most = paging.MOST_FOUND if form.words else paging.MOST_LISTED
        fields = (*form.shown.fields, *(HANDLER if form.tells_handlers else ()))
        paginator = paging.CappedPaginator(rows.for_lines(request.user, *fields), form.page_size, most=most)
        page = paginator.get_page(request.GET.get("page"))
        shown = list(page.object_list)
        every().mark_repeats(shown, user=request.user)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("意見建議"),
            "form": form,
            "page": page,
            "moment": now,
            "queue_query": along(form, page=page.number),
            "lines": lines(shown, now, columns=form.shown, reader=request.user if form.tells_handlers else None),
            "columns": form.shown,
            "most": most,
            "most_read": paging.MOST_READ if is_cut else None,
            "most_picked": MOST_PICKED,
            "is_all_picked": "all" in request.GET,
            "bulk_verbs": [act for act in acts_of(request.user) if act != Verb.LABEL or "label" in form.fields],
            "tools": self.list_tools(request, form),
            "newer": form.query(page=page.previous_page_number()) if page.has_previous() else "",
            "older": form.query(page=page.number + 1) if page.has_next() else "",
            "pick_all": form.query(page=_beyond_first(page), all=1),
            "pick_none": form.query(page=_beyond_first(page)),
            **self.list_context(request, form),
        }
        return TemplateResponse(request, "admin/feedback/suggestion/change_list.html", context)

    def listed(self, request, form, now):
        """The suggestions of the list that `form` asks for, in its order: what an export of it holds."""
        rows = self._filtered(request, form, now)
        return self.get_search_results(request, rows, form.words)[0]

    def within_reach(self, request, form, now):
        """(the same for a page of it, whether words were looked for among the first of the list alone)."""
        rows, query = self._filtered(request, form, now), Query(form.words)
        if query.is_empty or parse_number(form.words):
            return self.get_search_results(request, rows, form.words)[0], False
        return rows.first_mentioning_at_desk(query, paging.MOST_READ)

    def _filtered(self, request, form, now):
        """The list without its words."""
        chosen = form.chosen()
        is_number = parse_number(form.words)
        if chosen.get("queue") in OF_OTHERS:
            rows = every()
        else:
            rows = self.get_queryset(request) if is_number else every().held_for(request.user)
        return rows.listed(user=request.user, now=now, **chosen)

    def get_search_results(self, request, queryset, search_term):
        """By number, else by words: the one place that looks words up."""
        parsed = parse_number(search_term)
        if parsed:
            return queryset.filter(year=parsed[0], sequence=parsed[1]), False
        query = Query(search_term)
        return queryset if query.is_empty else queryset.mentioning_at_desk(query), False

    def list_tools(self, request, form):
        """(words, address) of what else can be done from the list `form` asks for."""
        return []

    def list_context(self, request, form):
        """What else the page of the list `form` asks for shows."""
        return {}


def _beyond_first(page):
    return page.number if page.has_previous() else None


def lines(suggestions, now, columns=None, *, reader=None):
    """Each suggestion with its marks and, while it is unanswered, how many working days it has been here.

    Of one that waits for another unit, also which units sent it back; to a `reader` also who has it, if somebody else;
    of one in work, how far its answer has come. `cells` are [(`Column`, text)] of the columns that were chosen.
    """
    columns = columns or shown_columns()
    today, calendar = timezone.localdate(now), working_days()
    passed, marks = Passed(today, calendar), Marks(today, calendar)
    returns = Event.objects.returns_of(row for row in suggestions if row.stage == Stage.ACCEPTED)
    drafted = drafting_of(suggestions)
    if any(column.code == "outcome" for column in columns.columns):
        named = {code: reading(outcome) for code, outcome in outcomes().items()}
        for row in suggestions:
            row.outcomes = named
    return [
        {
            "suggestion": row,
            "cells": [(column, column.text(row)) for column in columns.columns],
            "age": passed.since(row.counted_from) if row.stage in UNANSWERED_STAGES else None,
            "card": marks.card(row),
            "late": marks.late(row),
            "is_supervised": marks.is_supervised(row),
            "returns": returns.get(row.pk, ()),
            "instruction_due_on": (instructed := getattr(row, "instruction_due_on", None)),
            "is_instruction_late": instructed is not None and instructed < today,
            "handler": shown_name(row.handler) if reader and row.handler and row.handler != reader else "",
            "drafting": drafted.get(row.pk, Drafting.NONE),
        }
        for row in suggestions
    ]
