"""What staff see of series at the desk; all that is done to one is an act with a page of its own."""

from django.contrib import admin
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from portal.frame import DESK_HOME
from portal.serving.read_only_admin import ReadOnly
from reports.series.desk.acts import Acts
from reports.series.desk.deciding import Deciding
from reports.series.desk.matching import Matching
from reports.series.models import Break, Difference, Part, Point, Series


class Seen(ReadOnly):
    """Who may see reports at the desk sees what is made of them."""

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("reports.view_report")

    def has_module_permission(self, request):
        return self.has_view_permission(request)


class PointInline(Seen, admin.TabularInline):
    model = Point
    fields = readonly_fields = ["year", "figure", "confirmed_at", "confirmed_by"]
    extra = 0

    def get_queryset(self, request):
        rows = super().get_queryset(request).confirmed().in_order()
        return rows.select_related("figure__section__report", "confirmed_by").defer("figure__section__paragraphs")

    @admin.display(description=_("年度"))
    def year(self, point):
        return point.figure.section.report.year


class BreakInline(Seen, admin.TabularInline):
    model = Break
    fields = readonly_fields = ["year", "note"]
    extra = 0


class PartInline(Seen, admin.TabularInline):
    model = Part
    fk_name = "whole"
    fields = readonly_fields = ["part"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("part", "whole")


@admin.register(Series)
class SeriesAdmin(Acts, Matching, Seen, admin.ModelAdmin):
    inlines = [PointInline, BreakInline, PartInline]
    list_display = ["name", "field", "unit", "point_count", "merged_into"]
    list_filter = ["field"]
    list_select_related = ["merged_into"]
    search_fields = ["name", "definition"]
    fields = ["name", "definition", "field", "unit", "merged_into", "created_at"]
    actions = None

    def get_queryset(self, request):
        counted = Count("points", filter=Q(points__confirmed_at__isnull=False))
        return super().get_queryset(request).annotate(point_count=counted)

    @admin.display(description=_("已確認的數值"), ordering="point_count")
    def point_count(self, series):
        return series.point_count


class StateFilter(admin.SimpleListFilter):
    title = _("處理")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return Difference.State.choices

    def queryset(self, request, queryset):
        return queryset.in_state(self.value()) if self.value() in Difference.State else queryset


@admin.register(Difference)
class DifferenceAdmin(Deciding, Seen, admin.ModelAdmin):
    list_display = ["series", "year", "kind", "told", "computed", "state"]
    list_filter = [StateFilter, "kind"]
    list_select_related = ["series", "figure__section__report"]
    fields = ["series", "figure", "kind", "told", "computed", "found_at", "is_standing", "is_public", "note"]
    fields += ["decided_by", "decided_at"]
    actions = None

    @admin.display(description=_("年度"))
    def year(self, difference):
        return difference.figure.section.report.year

    @admin.display(description=_("處理"))
    def state(self, difference):
        return difference.state.label


@DESK_HOME.block(4, "admin/series/_home.html")
def on_home(user, now):
    """Numbers that do not agree, and figures whose series waits for a person; nothing for who may decide on neither."""
    found = {}
    if user.has_perm("reports.publish_report"):
        found["difference_count"] = Difference.objects.open().count()
    if user.has_perm("reports.change_report"):
        report = "figure__section__report"
        waiting = Point.objects.proposed().order_by(f"{report}__year").values(report, f"{report}__year")
        found["waiting"] = waiting.annotate(count=Count("pk")).values_list(report, f"{report}__year", "count")
    return found
