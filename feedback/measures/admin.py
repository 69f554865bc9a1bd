"""舉措 at the desk: drafted in a form with its evidence, published and withdrawn by verbs with pages of their own."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.forms import ModelForm
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.desk.queries.suggestions import at_desk
from feedback.measures import rules, verbs
from feedback.measures.forms import FORMS, EvidenceForm, MeasureForm, figures_for, offered, pictures_for
from feedback.measures.models import Evidence, Measure
from feedback.office.staff import roles_of, units_of
from feedback.rules.workflow import Refused
from portal.accounts.giving_back import fill, typed_at
from portal.frame import CASE_PAGE
from portal.serving.published_admin import PublishedAdmin

DRAFTING = rules.DRAFT_EVERY | rules.DRAFT_OWN


class StandingFilter(admin.SimpleListFilter):
    title, parameter_name = _("狀態"), "standing"

    def lookups(self, request, model_admin):
        return [("draft", _("草稿")), ("public", _("已公布")), ("withdrawn", _("已撤回"))]

    def queryset(self, request, queryset):
        match self.value():
            case "draft":
                return queryset.filter(published_at__isnull=True)
            case "public":
                return queryset.public()
            case "withdrawn":
                return queryset.withdrawn()
        return queryset


class EvidenceInline(admin.StackedInline):
    model = Evidence
    form = EvidenceForm
    extra = 1

    def get_formset(self, request, obj=None, **kwargs):
        """The rows that may be chosen are asked for once for all forms."""
        own = {"figures": figures_for(obj), "pictures": pictures_for(obj)}
        return super().get_formset(request, obj, form=type("OwnEvidenceForm", (EvidenceForm,), own), **kwargs)

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request, obj=None):
        return obj is None or _may_change(request.user, obj)

    def has_change_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)


def _may_change(user, measure):
    return measure.is_draft and verbs.may_draft(user, measure.unit_id)


@admin.register(Measure)
class MeasureAdmin(PublishedAdmin):
    form = MeasureForm
    list_display = ("title", "unit", "done_on", "standing", "behind")
    list_filter = (StandingFilter, "unit", "category", "district")
    list_select_related = ("unit",)
    search_fields = ("title", "body")
    date_hierarchy = "done_on"
    inlines = (EvidenceInline,)
    actions = None

    @admin.display(description=_("狀態"))
    def standing(self, measure):
        if measure.withdrawn_at:
            return gettext("已撤回")
        return gettext("已公布") if measure.is_public else gettext("草稿")

    @admin.display(description=_("意見建議（件）"), ordering="suggestion_count")
    def behind(self, measure):
        return measure.suggestion_count

    @admin.display(description=_("回應的意見建議"))
    def numbers(self, measure):
        """Of one that is published, the numbers that this person may see; of the others how many."""
        seen = at_desk(measure.reader).filter(measure_links__measure=measure).order_by("pk") if measure.pk else []
        told = [one.number for one in seen]
        if measure.pk and (others := measure.links.count() - len(told)):
            told.append(gettext("另有 %(count)s 件") % {"count": others})
        return gettext("、").join(told)

    def get_urls(self):
        view = self.admin_site.admin_view(self.verb_view)
        return [path("<int:pk>/do/<slug:verb>/", view, name="measures_measure_do"), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user).with_numbers()

    def get_object(self, request, object_id, from_field=None):
        """What is sent waits for whoever publishes it at the same moment, and sees what they did."""
        measure = super().get_object(request, object_id, from_field)
        if measure and request.method == "POST" and connection.in_atomic_block:
            measure = Measure.objects.select_for_update(no_key=True, of=("self",)).filter(pk=measure.pk).first()
        if measure:
            measure.reader = request.user
        return measure

    def get_form(self, request, obj=None, **kwargs):
        """What is only read has no numbers to type."""
        if obj and not self.has_change_permission(request, obj):
            return super().get_form(request, obj, **kwargs | {"form": ModelForm})
        return type("OwnMeasureForm", (super().get_form(request, obj, **kwargs),), {"user": request.user})

    def get_fields(self, request, obj=None):
        words = ("title", "body", "unit", "done_on", "category", "district", "numbers", "section", "commitment")
        return (*words, "is_checked") if self.has_change_permission(request, obj) or not obj else words

    def get_readonly_fields(self, request, obj=None):
        return ("numbers",) if obj and not self.has_change_permission(request, obj) else ()

    def get_changeform_initial_data(self, request):
        """登記舉措 from a suggestion: its number, and what else is known of it."""
        number = request.GET.get("number", "")
        found = at_desk(request.user).by_number(number).first()
        of_it = {"category": found.category_id, "district": found.district_id, "unit": found.unit_id} if found else {}
        return super().get_changeform_initial_data(request) | of_it | ({"numbers": number} if number else {})

    def has_module_permission(self, request):
        return bool(roles_of(request.user))

    def has_view_permission(self, request, obj=None):
        return bool(roles_of(request.user))

    def has_add_permission(self, request):
        return _drafts(request.user)

    def has_change_permission(self, request, obj=None):
        return _drafts(request.user) and (obj is None or _may_change(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        return obj is not None and _may_change(request.user, obj)

    def view_on_site(self, measure):
        return measure.get_absolute_url() if measure.is_public else None

    def save_model(self, request, obj, form, change):
        verbs.draft(obj, form.cleaned_data["numbers"], by=request.user, now=timezone.now())

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            do = partial(reverse, "admin:measures_measure_do")
            names = offered(obj, request.user)
            context |= {
                "verbs": [(FORMS[name].label, do(args=[obj.pk, name])) for name in names],
                "is_own_draft": obj.is_draft and request.user.pk in (obj.drafted_by_id, obj.changed_by_id),
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def verb_view(self, request, pk, verb):
        measure = self.get_queryset(request).select_related("unit").filter(pk=pk).first()
        if not measure or verb not in FORMS:
            raise Http404
        if not verbs.may_publish(request.user, measure.unit_id):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else None
        form = fill(FORMS[verb](sent, measure=measure, user=request.user), request)
        if form.is_valid() and self._done(request, form):
            return HttpResponseRedirect(reverse("admin:measures_measure_change", args=[measure.pk]))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": form.label, "measure": measure, "form": form,
            "evidence": measure.evidence.select_related("figure", "attachment"),
        }  # fmt: skip
        return TemplateResponse(request, "admin/measures/measure/verb.html", context)

    def _done(self, request, form):
        try:
            form.do(by=request.user, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
            return False
        told = gettext("「%(measure)s」：「%(verb)s」已完成。") % {"measure": form.measure, "verb": form.label}
        self.message_user(request, told, messages.SUCCESS)
        return True


def _drafts(user):
    """Whether there is a unit for which this person may write one."""
    roles = roles_of(user)
    return bool(roles & rules.DRAFT_EVERY) or bool(roles & rules.DRAFT_OWN and units_of(user))


def _typed(arguments, _fields):
    form = FORMS.get(arguments["verb"])
    return (form, str(form.label)) if form else None


typed_at("measures_measure_do", _typed, is_filled=True)


@CASE_PAGE.block(40, "admin/measures/_case.html")
def of_case(suggestion, user):
    """The measures that answer it, drafts too, and the way to enter one."""
    shown = Measure.objects.visible_to(user).filter(withdrawn_at__isnull=True).answering(suggestion)
    return {"measures": list(shown), "may_draft": bool(roles_of(user) & DRAFTING)}
