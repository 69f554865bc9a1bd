"""Bindings at the desk: bind a number of a report, change or undo it, and be told where report and records differ."""

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.bindings import verbs
from feedback.bindings.forms import BindingForm
from feedback.bindings.models import Binding, counted_together
from feedback.bindings.queries import counted
from portal.frame import DESK_HOME, REPORT_CHECKS, Finding
from portal.serving.published_admin import PublishedAdmin
from reports.models import Figure, Report


class AgreementFilter(admin.SimpleListFilter):
    title = _("與正文")
    parameter_name = "differs"

    def lookups(self, request, model_admin):
        return [("1", _("不一致")), ("0", _("一致"))]

    def queryset(self, request, queryset):
        if self.value() not in ("0", "1"):
            return queryset
        differing = [binding.pk for binding in Binding.objects.differing()]
        return queryset.filter(pk__in=differing) if self.value() == "1" else queryset.exclude(pk__in=differing)


@admin.register(Binding)
class BindingAdmin(PublishedAdmin):
    form = BindingForm
    add_form_template = "admin/bindings/add.html"
    list_display = ("figure_name", "report", "said", "label", "scope", "as_of", "then", "now", "does_agree")
    list_filter = (AgreementFilter, "figure__section__report")
    search_fields = ("figure__name", "figure__text")
    fields = ("figure", "query", "campaign", "category", "as_of")
    facts = ("said", "then", "recounted", "now", "does_agree", "bound_by", "bound_at")
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).for_list().select_related("bound_by")

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.result_list = counted_together(changelist.result_list)
        return changelist

    def get_ordering(self, request):
        return None  # that of `for_list`

    def get_fields(self, request, obj=None):
        return (*self.fields, *self.facts) if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return ("figure", *self.facts) if obj else ()

    def get_changeform_initial_data(self, request):
        report = _chosen_report(request)
        return {"as_of": report.published_at if report else None}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "figure":
            kwargs["queryset"] = Figure.objects.of(_chosen_report(request)).filter(is_change=False)
        elif db_field.name == "campaign":
            kwargs["queryset"] = db_field.related_model.objects.published().newest_first()
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "figure":
            field.label_from_instance = lambda figure: f"{figure.section.label} · {figure.name} {figure.told}"
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Without the way to change or delete the row that is chosen: nobody comes here for that."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def add_view(self, request, form_url="", extra_context=None):
        reports = Report.objects.newest_first().only("year", "title")
        more = {"reports": reports, "chosen": _chosen_report(request)}
        return super().add_view(request, form_url, (extra_context or {}) | more)

    def save_model(self, request, obj, form, change):
        verbs.bind(obj, by=request.user, now=timezone.now())

    def delete_model(self, request, obj):
        verbs.unbind(obj, by=request.user, now=timezone.now())

    @admin.display(description=_("指標"))
    def figure_name(self, binding):
        return binding.figure.name

    @admin.display(description=_("工作報告"))
    def report(self, binding):
        return binding.figure.section.report.year

    @admin.display(description=_("正文"))
    def said(self, binding):
        return binding.figure.told

    @admin.display(description=_("統計口徑"))
    def label(self, binding):
        return binding.label

    @admin.display(description=_("範圍"))
    def scope(self, binding):
        return gettext("，").join(str(row) for row in binding.scope) or gettext("全部")

    @admin.display(description=_("截至那時的記錄"))
    def then(self, binding):
        return binding.then.words

    @admin.display(description=_("截至那時的記錄（重算）"))
    def recounted(self, binding):
        return counted(binding.query, binding.campaign, binding.category, binding.as_of).words

    @admin.display(description=_("現在的記錄"))
    def now(self, binding):
        return binding.now.words

    @admin.display(description=_("與正文一致"), boolean=True)
    def does_agree(self, binding):
        return binding.agrees


def _chosen_report(request):
    """The report whose numbers are offered: the one that the address names, else the newest."""
    reports, chosen = Report.objects.newest_first(), request.GET.get("report", "")
    return (chosen.isdecimal() and reports.filter(pk=int(chosen)).first()) or reports.first()


@DESK_HOME.block(17, "admin/bindings/_home.html")
def differing(user, now):
    """How many numbers of reports are not what the records said, for who looks after that."""
    may_see = user.has_perm("bindings.view_binding")
    return {"count": len(Binding.objects.differing()) if may_see else 0}


def findings(report):
    """Before it is published: what a bound number of the report says otherwise than the records."""
    for binding in Binding.objects.of_report(report):
        if not binding.agrees:
            told = gettext("「%(figure)s」正文寫 %(said)s，截至那時的記錄（%(query)s）是 %(counted)s。") % {
                "figure": binding.figure.name, "said": binding.figure.told, "query": binding.label,
                "counted": binding.then.words,
            }  # fmt: skip
            yield Finding(told, reverse("admin:bindings_binding_change", args=[binding.pk]))


REPORT_CHECKS.add(10, findings)
