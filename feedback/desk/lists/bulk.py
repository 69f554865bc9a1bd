"""One verb for many suggestions: first what it needs, then each by itself, then what was done and what refused."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from feedback.desk.lists.bulk_forms import FORMS, VERBS, PickForm
from feedback.desk.lists.bulk_work import do_to_each
from feedback.desk.queries.suggestions import at_desk
from feedback.models import BulkRun, Event, ExtensionRequest
from feedback.office import staff
from feedback.rules.workflow import Verb
from portal.accounts.giving_back import typed_at


class Bulk:
    """One verb for many suggestions; a part of the suggestions' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("bulk/", view(self.bulk_view), name="feedback_suggestion_bulk"),
            path("bulk/<int:pk>/", view(self.bulk_run_view), name="feedback_suggestion_bulk_run"),
            *super().get_urls(),
        ]

    def bulk_verbs(self, user):
        """The verbs that `user` may do to some suggestions at least."""
        return [verb for verb in VERBS if staff.may_for_own_unit(user, verb)]

    @method_decorator([never_cache, require_POST])
    def bulk_view(self, request):
        """Ask for what the verb needs, or, when that was sent, do it."""
        if not self.has_view_permission(request):
            raise Http404
        picks = PickForm(request.POST, verbs=self.bulk_verbs(request.user))
        if not picks.is_valid():
            told = [error for errors in picks.errors.values() for error in errors]
            self.message_user(request, told[0], messages.WARNING)
            return HttpResponseRedirect(self._list_address(request.POST.get("back", "")))
        verb, picked = Verb(picks.cleaned_data["verb"]), picks.cleaned_data["picked"]
        form = FORMS[verb](request.POST if "token" in request.POST else None, user=request.user)
        if not form.is_valid():
            return self._confirm(request, verb, picks, form)
        now = timezone.now()
        run, is_new = BulkRun.objects.begin(form.cleaned_data["token"].hex, verb, by=request.user, now=now)
        if is_new:
            do_to_each(run, picked, form, now=now)
        back = {"back": picks.cleaned_data["back"]} if picks.cleaned_data["back"] else {}
        address = reverse("admin:feedback_suggestion_bulk_run", args=[run.pk])
        return HttpResponseRedirect(f"{address}?{urlencode(back)}" if back else address)

    @method_decorator([never_cache, require_safe])
    def bulk_run_view(self, request, pk):
        """The result, for whoever started it."""
        if not self.has_view_permission(request):
            raise Http404
        run = get_object_or_404(BulkRun, pk=pk, by=request.user)
        keys = [key for key, _number, _reason in run.results]
        titles = dict(at_desk(request.user).filter(pk__in=keys).values_list("pk", "title"))
        context = self._bulk_context(
            request,
            gettext("%(verb)s：辦理結果") % {"verb": run.verb_label},
            run=run,
            done=_told(run.done, titles),
            refused=_told(run.refused, titles),
            back=self._list_address(request.GET.get("back", "")),
        )
        return TemplateResponse(request, "admin/feedback/suggestion/bulk_run.html", context)

    def _confirm(self, request, verb, picks, form):
        picked = picks.cleaned_data["picked"]
        seen = at_desk(request.user).filter(pk__in=picked).select_related("status")
        shown = list(seen.only("year", "sequence", "title", "status", "bounce_count").order_by("pk"))
        returns = Event.objects.returns_of(shown) if verb == Verb.ASSIGN else {}
        asked = ExtensionRequest.objects.open().by_suggestion(picked) if verb == Verb.EXTEND else {}
        for suggestion in shown:
            suggestion.returns, suggestion.asked = returns.get(suggestion.pk, ()), asked.get(suggestion.pk)
        context = self._bulk_context(
            request,
            gettext("%(verb)s：確認") % {"verb": verb.label},
            verb=verb,
            form=form,
            picks=picks,
            suggestions=shown,
            has_returns=bool(returns),
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


def _typed(_arguments, fields):
    verb = fields.get("verb")
    return (FORMS[verb], Verb(verb).label) if verb in FORMS else None


typed_at("feedback_suggestion_bulk", _typed)


def _told(results, titles):
    return [
        {"key": key if key in titles else None, "number": number, "title": titles.get(key, ""), "reason": reason}
        for key, number, reason in results
    ]
