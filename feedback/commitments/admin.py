"""承諾 at the desk: a list with filters, a page for each with its changes, and a page for each verb."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.commitments import on_desk, verbs  # noqa: F401  the former's blocks make themselves known
from feedback.commitments.forms import FORMS, offered
from feedback.commitments.marking import Marking
from feedback.commitments.models import Commitment
from feedback.commitments.rules import is_late
from feedback.desk.queries.suggestions import at_desk
from feedback.rules.workflow import Refused
from portal.accounts.giving_back import fill, typed_at
from portal.reading.readers import name_shown
from portal.serving.read_only_admin import ReadOnly


class StandingFilter(admin.SimpleListFilter):
    """What waits for somebody, beside the state."""

    title, parameter_name = _("情況"), "standing"
    WAYS = {
        "proposed": (_("待確認"), lambda rows, _today: rows.proposed()),
        "late": (_("逾期未完成"), lambda rows, today: rows.late(today)),
        "slipped": (_("推遲過"), lambda rows, _today: rows.filter(has_slipped=True)),
        "ending": (_("有提請待確認"), lambda rows, _today: rows.with_open_proposal()),
    }

    def lookups(self, request, model_admin):
        return [(name, label) for name, (label, _narrow) in self.WAYS.items()]

    def queryset(self, request, queryset):
        way = self.WAYS.get(self.value())
        return way[1](queryset, timezone.localdate()) if way else queryset


@admin.register(Commitment)
class CommitmentAdmin(Marking, ReadOnly, admin.ModelAdmin):
    """Nobody edits a promise: each verb has a page of its own."""

    change_list_template = "admin/commitments/change_list.html"
    list_display = ("title", "unit", "place", "promised_on", "state", "standing")
    list_filter = (StandingFilter, "state", "unit")
    search_fields = ("title",)
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user).with_place()

    def get_urls(self):
        do = self.admin_site.admin_view(self.verb_view)
        return [path("<int:pk>/do/<slug:verb>/", do, name="commitments_commitment_do"), *super().get_urls()]

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm(verbs.PROPOSE)

    @admin.display(description=_("出處"))
    def place(self, commitment):
        return place_of(commitment)

    @admin.display(description=_("情況"))
    def standing(self, commitment):
        if not commitment.is_confirmed:
            return gettext("待確認")
        if is_late(commitment.promised_on, commitment.state, timezone.localdate()):
            return gettext("逾期未完成")
        return gettext("推遲過") if commitment.has_slipped else ""

    def changelist_view(self, request, extra_context=None):
        more = {"confirms": request.user.has_perm(verbs.CONFIRM)}
        return super().changelist_view(request, (extra_context or {}) | more)

    @method_decorator([never_cache, require_safe])
    def change_view(self, request, object_id, form_url="", extra_context=None):
        commitment = self._commitment(request, object_id)
        ways = [(FORMS[name].label, self._way(commitment, name)) for name in offered(commitment, request.user)]
        return self._page(request, commitment, ways=ways, title=str(commitment))

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def verb_view(self, request, pk, verb):
        commitment = self._commitment(request, pk)
        if verb not in FORMS:
            raise Http404
        if request.method != "POST" and verb not in offered(commitment, request.user):
            self.message_user(request, gettext("這項承諾現在不能「%(verb)s」。") % {"verb": FORMS[verb].label})
            return redirect("admin:commitments_commitment_change", commitment.pk)
        form = fill(FORMS[verb](request.POST if request.method == "POST" else None, commitment=commitment), request)
        if form.is_valid():
            try:
                form.do(by=request.user, now=timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal.reason))
            else:
                self.message_user(request, gettext("「%(verb)s」已完成。") % {"verb": form.label}, messages.SUCCESS)
                return redirect(self._after(verb, commitment))
        return self._page(request, commitment, form=form, title=form.label)

    def _after(self, verb, commitment):
        if verb == "drop":
            return reverse("admin:commitments_commitment_changelist")
        return reverse("admin:commitments_commitment_change", args=[commitment.pk])

    def _commitment(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        commitment = self.get_object(request, str(pk))
        if not commitment:
            raise Http404
        return commitment

    def _way(self, commitment, verb):
        return reverse("admin:commitments_commitment_do", args=[commitment.pk, verb])

    def _page(self, request, commitment, **more):
        reply = commitment.reply
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "commitment": commitment,
            "place": place_of(commitment),
            "is_public": Commitment.objects.public().filter(pk=commitment.pk).exists(),
            "is_late": commitment.is_late(timezone.localdate()),
            "proposal": commitment.proposal,
            "changes": commitment.changes.select_related("by", "second_by", "unit", "section__report").in_order(),
            "case": reply and at_desk(request.user).filter(pk=reply.suggestion_id).values_list("pk", flat=True).first(),
            **more,
        }
        name = "verb" if "form" in more else "commitment"
        return TemplateResponse(request, f"admin/commitments/{name}.html", context)


def place_of(commitment):
    """Where it was promised, in words of the desk."""
    if commitment.section_id:
        report = name_shown(commitment.section.report.title)
        return f"{report}：{name_shown(commitment.section.label)}"
    return gettext("建議 %(number)s 的答覆") % {"number": commitment.reply.suggestion.number}


def _typed(arguments, _fields):
    form = FORMS.get(arguments["verb"])
    return (form, str(form.label)) if form else None


typed_at("commitments_commitment_do", _typed, is_filled=True)
