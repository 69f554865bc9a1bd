"""What staff do with reports at the desk: import and correct; publishing stands beside."""

from django.contrib import admin
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from portal.serving.read_only_admin import ReadOnly
from reports.desk.conduct import ReportVerbs
from reports.desk.forms import FigureForm, ReportForm, SectionForm, UploadForm
from reports.desk.uploads import UploadDesk
from reports.models import Figure, Publication, Report, Section
from reports.records import entries


def is_settled(report):
    """Whether its content stays as it is: it is public, or waits for a second person to make it so."""
    return report.is_published or bool(report.proposal)


class PublicationInline(ReadOnly, admin.TabularInline):
    """The record of publishing, to be read only."""

    model = Publication
    fields = readonly_fields = ["action", "reason", "by", "at"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by", "report")

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("reports.view_report")


@admin.register(Report)
class ReportAdmin(ReportVerbs, UploadDesk, admin.ModelAdmin):
    form = ReportForm
    inlines = [PublicationInline]
    list_display = ["year", "title", "is_public", "is_sample", "imported_at"]
    list_display_links = ["year", "title"]
    readonly_fields = ["year", "script", "source_name", "imported_at", "published_at"]
    fields = ["title", "is_sample", *readonly_fields]
    search_fields = ["title"]

    @admin.display(boolean=True, description=_("已公布"))
    def is_public(self, report):
        return report.is_published

    def get_readonly_fields(self, request, obj=None):
        return self.fields if obj and is_settled(obj) else self.readonly_fields

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and is_settled(obj))

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def add_view(self, request, form_url="", extra_context=None):
        """A report begins as a file: uploaded, corrected in the editor, saved as a draft."""
        self._require_import(request)
        if request.method != "POST":
            return self._upload_page(request, UploadForm())
        form = UploadForm(request.POST, request.FILES)
        return self._keep(request, form) if form.is_valid() else self._upload_page(request, form)


class ReadFromFile(admin.ModelAdmin):
    """Rows that only an import makes."""

    list_select_related = True

    def has_add_permission(self, request):
        return False


@admin.register(Section)
class SectionAdmin(ReadFromFile):
    form = SectionForm
    list_display = ["full_heading", "report", "level", "anchor"]
    list_filter = ["report"]
    list_select_related = ["report"]
    search_fields = ["heading"]
    readonly_fields = ["report", "numeral", "anchor"]
    fields = ["report", "numeral", "anchor", "heading", "text"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and is_settled(obj.report))

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fields(self, request, obj=None):
        return self.fields if self.has_change_permission(request, obj) else [*self.fields[:-1], "paragraphs_as_read"]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if self.has_change_permission(request, obj) else self.get_fields(request, obj)

    @admin.display(description=_("小標題"), ordering="order")
    def full_heading(self, section):
        return section.label

    @admin.display(description=_("段落"))
    def paragraphs_as_read(self, section):
        return "\n\n".join(section.paragraphs)

    def save_model(self, request, obj, form, change):
        obj.rewrite(heading=form.cleaned_data["heading"], paragraphs=form.paragraphs, drawn=form.drawn)


@admin.register(Figure)
class FigureAdmin(ReadFromFile):
    form = FigureForm
    list_display = ["name", "told", "compared_year", "is_corrected", "section"]
    list_filter = ["section__report", "is_corrected", "is_change", "approximation"]
    list_select_related = ["section"]
    search_fields = ["name", "text"]
    readonly_fields = ["section", "text", "is_corrected"]
    fields = ["section", "text", *FigureForm.Meta.fields, "is_corrected"]

    @admin.display(description=_("數值"), ordering="value")
    def told(self, figure):
        return figure.told

    def get_queryset(self, request):
        return super().get_queryset(request).defer("section__paragraphs")  # they would come with each figure

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and is_settled(obj.section.report))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.section.report.was_ever_published)

    def get_readonly_fields(self, request, obj=None):
        # The name is the address of the figure's page, which stays the same from the first publication on.
        is_known = obj and obj.section.report.was_ever_published
        return ["name", *self.readonly_fields] if is_known else self.readonly_fields

    def delete_model(self, request, obj):
        obj.drop()

    def delete_queryset(self, request, queryset):
        for figure in queryset:
            figure.drop()

    def save_model(self, request, obj, form, change):
        obj.is_corrected = True
        super().save_model(request, obj, form, change)
        entries.reindex([obj.section])
