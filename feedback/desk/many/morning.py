"""集中分辦: what waits to be accepted or assigned, fifty on one page, each changed in place and all done by one act."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.desk.many.bulk import told_of
from feedback.desk.many.morning_forms import MorningFilter, MorningForm
from feedback.desk.many.morning_rows import foretold, is_for_acceptance, rows_of, waiting
from feedback.desk.queries.paging import MOST_LISTED, CappedPaginator
from feedback.office import staff
from feedback.records.bulk_runs import Many
from feedback.rules.workflow import Verb

PAGE_SIZE = 50


def may_sort(user):
    """Whether somebody accepts or assigns for all units."""
    return any(staff.may_for_every_unit(user, verb) for verb in (Verb.ACCEPT, Verb.ASSIGN))


def morning_address():
    return reverse("admin:feedback_suggestion_morning")


class Morning:
    """The page of 集中分辦; a part of the suggestions' admin, before the acts for many."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.morning_view)
        return [path("morning/", view, name="feedback_suggestion_morning"), *super().get_urls()]

    def list_tools(self, request, form):
        tools = super().list_tools(request, form)
        return [(Many.MORNING.label, morning_address()), *tools] if may_sort(request.user) else tools

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def morning_view(self, request):
        if not self.has_view_permission(request) or not may_sort(request.user):
            raise PermissionDenied
        if request.method != "POST":
            return self._morning(request)
        form = MorningForm(request.POST, user=request.user)
        if not form.is_valid():
            self.message_user(request, gettext("提交的內容有誤，沒有辦理。"), messages.WARNING)
            return self._morning(request)
        aside, picked = form.cleaned_data["aside"], form.picked
        if aside or not picked:
            if not aside:
                self.message_user(request, gettext("請先勾選要辦理的建議。"), messages.WARNING)
            return self._morning_rest(request, form.choices, aside=aside)
        run = self.begun(request, Many.MORNING, picked, form)
        if not run.is_finished:
            return HttpResponseRedirect(reverse("admin:feedback_suggestion_bulk_run", args=[run.pk]))
        return self._morning_done(request, run, form)

    def _morning_done(self, request, run, form):
        """On to the next ones; what was refused, and what was chosen for others, stays on the screen."""
        if run.done:
            told = gettext("辦成 %(count)s 件，每一件都記入了辦理記錄。") % {"count": len(run.done)}
            self.message_user(request, told, messages.SUCCESS)
        done = {key for key, _number, _reason in run.done}
        reasons = {key: reason for key, _number, reason in run.refused}
        left = {key: choice for key, choice in form.choices.items() if key not in done}
        rows = self._morning_rows(request, left, reasons=reasons)
        if not reasons and not any(row.is_changed for row in rows):
            return HttpResponseRedirect(_address(request))
        rows.sort(key=lambda row: not row.reason)
        return self._morning_page(request, rows, refused=told_of(run.refused, request.user), run=run)

    def _morning_rest(self, request, choices, aside):
        return self._morning_page(request, self._morning_rows(request, choices, aside=aside))

    def _morning_rows(self, request, choices, **more):
        """Those of the keys of `choices` that still wait, as they are now, with what was chosen for them."""
        suggestions = list(waiting(request.user).filter(pk__in=choices))
        return rows_of(suggestions, user=request.user, now=timezone.now(), choices=choices, **more)

    def _morning(self, request):
        stage = MorningFilter(request.GET).chosen
        found = waiting(request.user)
        if stage:
            found = found.filter(stage=stage)
        page = CappedPaginator(found, PAGE_SIZE, most=MOST_LISTED).get_page(request.GET.get("page"))
        rows = rows_of(list(page.object_list), user=request.user, now=timezone.now())
        return self._morning_page(request, rows, page=page)

    def _morning_page(self, request, rows, *, page=None, refused=(), run=None):
        stage_form = MorningFilter(request.GET)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": Many.MORNING.label,
            "filter": stage_form,
            "stage": stage_form.chosen,
            "rows": rows,
            "page": page,
            "newer": _query(stage_form.chosen, page.previous_page_number()) if page and page.has_previous() else "",
            "older": _query(stage_form.chosen, page.number + 1) if page and page.has_next() else "",
            "refused": refused,
            "run": run,
            "token": uuid4().hex,
            "foretold": foretold(),
            "accepts": is_for_acceptance(rows),
            "address": _address(request),
        }
        return TemplateResponse(request, "admin/feedback/suggestion/morning.html", context)


def _query(stage, page=None):
    asked = {name: value for name, value in {"stage": stage, "page": page}.items() if value}
    return f"?{urlencode(asked)}" if asked else ""


def _address(request):
    """The page with the filter of this one."""
    return morning_address() + _query(MorningFilter(request.GET).chosen)
