"""What did not come by the web: one suggestion entered for a citizen, with its receipt; a lost receipt issued anew."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.desk.cases.offered import not_now, verbs_for
from feedback.desk.cases.preview import verb_preview
from feedback.desk.intake import correct_form  # noqa: F401  the form makes itself known
from feedback.desk.intake.forms import RegisterForm, ReissueForm
from feedback.models import Suggestion
from feedback.office.campaigns import for_new_suggestion
from feedback.office.staff import may_for_every_unit
from feedback.parts.receipt_code import look_up_code
from feedback.rules import receipts
from feedback.rules.workflow import Refused, Verb
from feedback.verbs.issuing import WrongContact
from portal.accounts.giving_back import fill, keeps_nothing, typed_at
from portal.frame import RECEIPT_PAPER
from portal.serving import throttle
from reports.models import Section

COOKIE = "desk_receipt"
SALT = "feedback.desk_receipt"
SECONDS = receipts.FLOW_MINUTES * 60
WRONG_MINUTES = 15


class IntakeDesk:
    """Entering a suggestion and issuing receipts; a part of the suggestions' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/receipt/", view(self.receipt_view), name="feedback_suggestion_receipt"),
            path(f"<int:pk>/do/{Verb.REISSUE_RECEIPT}/", view(self.reissue_view), name="feedback_suggestion_reissue"),
            *super().get_urls(),
        ]

    def list_tools(self, request, form):
        tools = super().list_tools(request, form)
        if not self.has_add_permission(request):
            return tools
        return [
            (Verb.REGISTER.label, reverse("admin:feedback_suggestion_add")),
            (gettext("導入來件表"), reverse("admin:feedback_suggestion_import")),
            *tools,
        ]

    def has_add_permission(self, request):
        return may_for_every_unit(request.user, Verb.REGISTER)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        now = timezone.now()
        today = timezone.localdate(now)
        campaign = for_new_suggestion(today)
        sections = Section.objects.published().filter(report=campaign.report_id).select_related("report").in_order()
        initial = {"campaign": campaign, "flow": receipts.new_flow()}
        form = fill(RegisterForm(request.POST or None, initial=initial, today=today, sections=sections), request)
        if form.is_valid():
            flow = own_flow(request, form.cleaned_data["flow"])
            [suggestion] = Suggestion.objects.register([(flow, form.suggestion_fields())], by=request.user, now=now)
            return self._receipt_of(request, suggestion, flow)
        context = self._intake_context(request, title=Verb.REGISTER.label, form=form)
        return TemplateResponse(request, "admin/feedback/suggestion/register.html", context)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def reissue_view(self, request, pk):
        suggestion = self._suggestion(request, pk)
        verb = Verb.REISSUE_RECEIPT
        if verb not in verbs_for(request.user, suggestion):
            if request.method == "POST":
                return self._refused(request, verb, suggestion, [])
            self.message_user(request, not_now(verb), messages.WARNING)
            return HttpResponseRedirect(self._address(request, suggestion))
        form = ReissueForm(request.POST or None, suggestion=suggestion, user=request.user)
        form.initial["flow"] = receipts.new_flow()
        wrong, now = f"contact:{request.user.pk}:{suggestion.pk}", timezone.now()
        is_throttled = throttle.how_often(wrong, now=now) >= settings.WRONG_CONTACTS > 0
        if is_throttled:
            told = gettext("填錯的次數太多，請過 %(minutes)s 分鐘再試。") % {"minutes": WRONG_MINUTES}
            if form.is_bound:
                form.add_error(None, told)
            else:
                messages.warning(request, told)
        elif form.is_valid() and self._reissue(request, suggestion, form, wrong, now):
            return self._receipt_of(request, suggestion, own_flow(request, form.cleaned_data["flow"]))
        fresh = self._suggestion(request, pk)
        if verb not in verbs_for(request.user, fresh):
            return self._refused(request, verb, fresh, form.non_field_errors())
        context = self._context(
            request, fresh, form=form, verb=verb, verb_preview=verb_preview(verb, fresh, form, timezone.localdate())
        )
        page = "admin/feedback/suggestion/reissue.html"
        return TemplateResponse(request, page, context, status=429 if is_throttled and form.is_bound else 200)

    def _reissue(self, request, suggestion, form, wrong, now):
        suggestion.revision = form.cleaned_data["revision"]
        flow = own_flow(request, form.cleaned_data["flow"])
        try:
            suggestion.reissue_receipt(form.cleaned_data["contact"], flow=flow, by=request.user, now=now)
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
            if isinstance(refusal, WrongContact):
                throttle.count(wrong, now=now, lasting=timedelta(minutes=WRONG_MINUTES))
            form.data = form.data.copy()
            form.data["revision"] = self._suggestion(request, suggestion.pk).revision
            return False
        return True

    def _receipt_of(self, request, suggestion, flow):
        """A redirect to the receipt, which this browser may print for a while."""
        response = HttpResponseRedirect(reverse("admin:feedback_suggestion_receipt", args=[suggestion.pk]))
        return holding(response, suggestion, flow)

    @method_decorator([never_cache, require_safe])
    def receipt_view(self, request, pk):
        suggestion = self._suggestion(request, pk)
        secret = held_secret(request, suggestion)
        if not secret:
            told = gettext("回執只能由開具的人在 %(minutes)s 分鐘內、在同一個瀏覽器裡打印。市民丟了的，可以補發。")
            self.message_user(request, told % {"minutes": receipts.FLOW_MINUTES}, messages.WARNING)
            return HttpResponseRedirect(self._address(request, suggestion))
        context = self._context(
            request,
            suggestion,
            title=gettext("回執 %(number)s") % {"number": suggestion.number},
            tickets=printed([ticket(suggestion, secret)]),
            minutes=receipts.FLOW_MINUTES,
        )
        return TemplateResponse(request, "admin/feedback/suggestion/receipts.html", context)

    def _intake_context(self, request, **more):
        return self.admin_site.each_context(request) | {"opts": self.opts, **more}


typed_at("feedback_suggestion_add", lambda _arguments, _fields: (RegisterForm, Verb.REGISTER.label), is_filled=True)
keeps_nothing("feedback_suggestion_reissue")


def holding(response, suggestion, flow):
    """`response`, after which this browser may show the receipt for a while."""
    response.set_signed_cookie(
        COOKIE, f"{suggestion.pk}:{flow}", salt=SALT, max_age=SECONDS, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def held_key(request):
    """The primary key of the suggestion whose receipt this browser may show, or None."""
    of, _flow = _held(request)
    return int(of) if of else None


def held_secret(request, suggestion):
    """The secret of the receipt, where this browser may show it; else nothing."""
    of, flow = _held(request)
    secret = receipts.secret_of(settings.RECEIPT_KEY, flow)
    is_it = of == str(suggestion.pk) and flow.startswith(own_flow(request, ""))
    fits = receipts.matches(settings.RECEIPT_KEY, suggestion.number, secret, suggestion.secret_digest)
    return secret if is_it and fits else ""


def _held(request):
    of, _colon, flow = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=SECONDS).partition(":")
    return of, flow


def own_flow(request, token):
    """The flow of `token` for this member of staff: nobody can open the receipt that a colleague issued."""
    return f"desk-{request.user.pk}:{token}"


def ticket(suggestion, secret):
    """What one receipt shows."""
    return {
        "suggestion": suggestion,
        "secret": receipts.grouped(secret),
        "qr": look_up_code(suggestion.number),
    }


def printed(tickets):
    """The tickets with what apps put on paper beside them."""
    made = RECEIPT_PAPER.made([one["suggestion"] for one in tickets])
    for one in tickets:
        key = one["suggestion"].pk
        one["blocks"] = [(template, of_each[key]) for template, of_each in made if key in of_each]
    return tickets
