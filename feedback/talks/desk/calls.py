"""The page of those who take the calls of a talk: one after the other by keyboard alone, each with its receipt."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.desk.intake.register import held_key, held_secret, holding, own_flow, ticket
from feedback.models import Event, Reply
from feedback.office import staff
from feedback.rules import receipts
from feedback.rules.workflow import Refused, Verb
from feedback.talks.desk import calls_home  # noqa: F401  makes itself known
from feedback.talks.desk.call_form import CalledForm, CallForm
from feedback.talks.models import Call, Talk
from feedback.talks.questions import questions_of
from feedback.talks.record.calls import call_back, enter_call
from portal.accounts.giving_back import fill, typed_at

MOST_LISTED = 20


class CallsDesk:
    """Entering calls; a part of the talks' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/calls/", view(self.calls_view), name="talks_talk_calls"),
            path("<int:pk>/calls/<int:question>/", view(self.called_view), name="talks_talk_called"),
            *super().get_urls(),
        ]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def calls_view(self, request, pk):
        talk, now = _talk(request, pk), timezone.now()
        form = fill(CallForm(request.POST or None, initial={"flow": receipts.new_flow()}), request)
        if form.is_valid() and (response := _entered(request, talk, form, now)):
            return response
        mine = list(calls_of(talk, request.user)[:MOST_LISTED])
        context = self._calls_context(
            request, talk, form=form, mine=mine, last=_last(request, talk), takes_entries=talk.takes_entries(now),
            minutes=receipts.FLOW_MINUTES, title=gettext("登記來電：%(talk)s") % {"talk": talk},
        )  # fmt: skip
        return TemplateResponse(request, "admin/talks/calls.html", context)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def called_view(self, request, pk, question):
        talk = _talk(request, pk)
        suggestion = get_object_or_404(questions_of(talk).filter(turn__call=Call.BACK), pk=question)
        form = fill(CalledForm(request.POST or None), request)
        if form.is_valid() and _called(request, suggestion, talk, form):
            self.message_user(request, gettext("已記下 %(number)s 的回電答覆。") % {"number": suggestion.number})
            return HttpResponseRedirect(reverse("admin:talks_talk_calls", args=[talk.pk]))
        title = gettext("回電答覆 %(number)s") % {"number": suggestion.number}
        context = self._calls_context(request, talk, form=form, suggestion=suggestion, title=title)
        return TemplateResponse(request, "admin/talks/called.html", context)

    def _calls_context(self, request, talk, **more):
        return self.admin_site.each_context(request) | {"opts": self.opts, "talk": talk, **more}


typed_at("talks_talk_calls", lambda _arguments, _fields: (CallForm, gettext("登記來電")), is_filled=True)
typed_at("talks_talk_called", lambda _arguments, _fields: (CalledForm, gettext("回電答覆")), is_filled=True)


def calls_of(talk, user):
    """The calls that `user` entered, the last one first, with `is_told`: whether an answer was written down."""
    entered = Event.objects.filter(suggestion=OuterRef("pk"), verb=Verb.REGISTER, by=user)
    remarked = Event.objects.filter(suggestion=OuterRef("pk"), verb__in=(Verb.ASSIGN, Verb.NOTE)).exclude(remark="")
    rows = questions_of(talk).filter(Exists(entered)).select_related("turn", "status", "channel")
    is_told = Q(turn__answered_at__isnull=False) | Exists(Reply.objects.filter(suggestion=OuterRef("pk")))
    return rows.annotate(is_told=is_told | Exists(remarked)).order_by("-received_at", "-pk")


def _talk(request, pk):
    talk = get_object_or_404(Talk.objects.for_page().of_key(pk))
    if not staff.may_register(request.user, {talk.pk}):
        raise PermissionDenied
    return talk


def _entered(request, talk, form, now):
    """A redirect to the next call; None where it was refused, which the form says then."""
    flow = own_flow(request, form.cleaned_data["flow"])
    answer = form.cleaned_data["answer"]
    try:
        suggestion = enter_call(
            talk, form.suggestion_fields(), form.call_given, answer, flow=flow, by=request.user, now=now
        )
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return None
    return holding(HttpResponseRedirect(reverse("admin:talks_talk_calls", args=[talk.pk])), suggestion, flow)


def _called(request, suggestion, talk, form):
    try:
        call_back(suggestion, talk, form.cleaned_data["answer"], by=request.user, now=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return False
    return True


def _last(request, talk):
    """The ticket of what was entered just now, to be read out; None where this browser may not show one."""
    suggestion = questions_of(talk).filter(pk=held_key(request)).select_related("channel").first()
    secret = held_secret(request, suggestion) if suggestion else ""
    return ticket(suggestion, secret) if secret else None
