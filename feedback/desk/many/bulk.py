"""One act for many suggestions: first what it needs, then each by itself, then what was done and what refused."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from feedback.desk.many import tasks
from feedback.desk.many.bulk_forms import FORMS, PickForm, acts_of
from feedback.desk.many.bulk_work import AT_ONCE, go_on
from feedback.desk.queries.suggestions import at_desk
from feedback.models import BulkRun, Event, ExtensionRequest
from feedback.records.bulk_runs import act_named
from feedback.rules.workflow import Verb
from portal.accounts.giving_back import typed_at


class Bulk:
    """One act for many suggestions; a part of the suggestions' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("bulk/", view(self.bulk_view), name="feedback_suggestion_bulk"),
            path("bulk/<int:pk>/", view(self.bulk_run_view), name="feedback_suggestion_bulk_run"),
            *super().get_urls(),
        ]

    @method_decorator([never_cache, require_POST])
    def bulk_view(self, request):
        """Ask for what the verb needs, or, when that was sent, do it."""
        if not self.has_view_permission(request):
            raise Http404
        picks = PickForm(request.POST, acts=acts_of(request.user))
        if not picks.is_valid():
            told = [error for errors in picks.errors.values() for error in errors]
            self.message_user(request, told[0], messages.WARNING)
            return HttpResponseRedirect(self._list_address(request.POST.get("back", "")))
        act, picked = act_named(picks.cleaned_data["verb"]), picks.cleaned_data["picked"]
        form = FORMS[act](request.POST if "token" in request.POST else None, user=request.user)
        if not form.is_valid():
            return self._confirm(request, act, picks, form)
        run = self.begun(request, act, picked, form)
        return HttpResponseRedirect(_address_of(run, picks.cleaned_data["back"]))

    def begun(self, request, act, picked, form):
        """The run of a form that is right: done by now, or, where that would take long, handed to the worker."""
        token = form.cleaned_data["token"].hex
        with transaction.atomic():
            run, is_new = BulkRun.objects.begin(token, act, picked, request.POST, by=request.user, now=timezone.now())
            is_long = len(picked) > AT_ONCE
            if is_new and is_long:
                tasks.work.enqueue(run.pk)
        if is_new and not is_long:
            go_on(run, clock=timezone.now)
        return run

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def bulk_run_view(self, request, pk):
        """How far it is and what came of it, for whoever started it; sent, the page itself does some of the rest."""
        if not self.has_view_permission(request):
            raise Http404
        run = get_object_or_404(BulkRun.objects.select_related("by"), pk=pk, by=request.user)
        if request.method == "POST":
            go_on(run, clock=timezone.now, most=AT_ONCE)
            return HttpResponseRedirect(_address_of(run, request.POST.get("back", "")))
        now = timezone.now()
        refresh = run.refresh_after(now)
        context = self._bulk_context(
            request,
            gettext("%(verb)s：辦理結果") % {"verb": run.verb_label},
            run=run,
            counted=len(run.results),
            has_stopped=run.has_stopped(now),
            refresh=refresh,
            done=told_of(run.done, request.user),
            refused=told_of(run.refused, request.user),
            back_query=request.GET.get("back", ""),
            back=self._list_address(request.GET.get("back", "")),
        )
        response = TemplateResponse(request, "admin/feedback/suggestion/bulk_run.html", context)
        if refresh:
            response["Refresh"] = str(refresh)
        return response

    def _confirm(self, request, act, picks, form):
        picked = picks.cleaned_data["picked"]
        seen = at_desk(request.user).filter(pk__in=picked).select_related("status")
        shown = list(seen.defer("name", "contact", "guardian_name", "body", "public_body").order_by("pk"))
        returns = Event.objects.returns_of(shown) if act == Verb.ASSIGN else {}
        asked = ExtensionRequest.objects.open().by_suggestion(picked) if act == Verb.EXTEND else {}
        told = form.told_of(shown)
        for suggestion in shown:
            suggestion.returns, suggestion.told = returns.get(suggestion.pk, ()), told.get(suggestion.pk, "")
            suggestion.asked = asked.get(suggestion.pk)
        context = self._bulk_context(
            request,
            gettext("%(verb)s：確認") % {"verb": act.label},
            verb=act,
            form=form,
            picks=picks,
            suggestions=shown,
            has_returns=bool(returns),
            at_once=AT_ONCE,
            back=self._list_address(picks.cleaned_data["back"]),
        )
        return TemplateResponse(request, "admin/feedback/suggestion/bulk_confirm.html", context)

    def _bulk_context(self, request, title, **more):
        return self.admin_site.each_context(request) | {"opts": self.opts, "title": title, **more}

    def _list_address(self, query):
        """The list with the filters that `query` names; what else it may hold is read by the list's form alone."""
        address = reverse("admin:feedback_suggestion_changelist")
        kept = QueryDict(query.removeprefix("?")).urlencode()
        return f"{address}?{kept}" if kept else address


def _address_of(run, back):
    address = reverse("admin:feedback_suggestion_bulk_run", args=[run.pk])
    return f"{address}?{urlencode({'back': back})}" if back else address


def _typed(_arguments, fields):
    act = fields.get("verb")
    return (FORMS[act], act_named(act).label) if act in FORMS else None


typed_at("feedback_suggestion_bulk", _typed)


def told_of(results, user):
    """What a page says of each of `results`; the title, and the way there, only of what `user` may see."""
    keys = [key for key, _number, _reason in results]
    titles = dict(at_desk(user).filter(pk__in=keys).values_list("pk", "title")) if keys else {}
    return [
        {"key": key if key in titles else None, "number": number, "title": titles.get(key, ""), "reason": reason}
        for key, number, reason in results
    ]
