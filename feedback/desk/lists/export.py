"""The export of the list: the same filters, every row, holding only a few in memory at a time."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.desk.lists.export_columns import PERSON, of_codes
from feedback.desk.lists.export_form import MOST_ROWS, ExportForm
from feedback.desk.lists.export_rows import in_turn
from feedback.desk.lists.forms import ListForm
from feedback.models import SavedList
from feedback.office.staff import may, roles_of
from feedback.rules import roles
from feedback.rules.workflow import Verb
from feedback.verbs.filing import record_reading
from portal.accounts.records import record
from portal.files import spreadsheet, workbook

FORMATS = {"xlsx": workbook.stream, "csv": spreadsheet.stream}


class ExportDesk:
    """The export of the list; a part of the suggestions' admin."""

    def get_urls(self):
        return [
            path("export/", self.admin_site.admin_view(self.export_view), name="feedback_suggestion_export"),
            *super().get_urls(),
        ]

    def list_tools(self, request, form):
        address = reverse("admin:feedback_suggestion_export") + form.query()
        return [*super().list_tools(request, form), (gettext("導出"), address)]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def export_view(self, request):
        """The list that the filters in the address leave, as a file; every export is recorded."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        filters = ListForm(request.GET, user=request.user)
        listed = self.listed(request, filters, timezone.now())
        pks = list(listed.values_list("pk", flat=True)[: MOST_ROWS + 1])
        saved = SavedList.objects.chosen_by(request.user, filters.cleaned_data.get("saved"))
        form = ExportForm(
            request.POST or None, count=len(pks), may_read_contacts=_may_read_contacts(request.user),
            saved=saved, is_own=bool(saved) and not saved.of_another(request.user),
        )  # fmt: skip
        if form.is_valid():
            form.keep_columns()
            return self._export(request, pks, **form.chosen())
        context = self._intake_context(
            request,
            title=gettext("導出"),
            form=form,
            filters=filters,
            count=len(pks),
            most=MOST_ROWS,
            back=reverse("admin:feedback_suggestion_changelist") + filters.query(),
        )
        return TemplateResponse(request, "admin/feedback/suggestion/export.html", context)

    def _export(self, request, pks, kind, codes, contacts=False):
        columns = of_codes(codes)
        if contacts:
            told, name = _("連聯繫方式一起導出 %(count)s 件建議（%(kind)s）"), "suggestions-with-contacts"
            columns, rows = [*columns, *PERSON], self._with_contacts(request, pks)
        else:
            told, name = _("導出 %(count)s 件建議（%(kind)s）"), "suggestions"
            rows = in_turn(pks)
        record(request.user, told, count=len(pks), kind=kind)
        cells = ([column.says(row) for column in columns] for row in rows)
        headings = [str(column.heading) for column in columns]
        return FORMATS[kind](f"{name}-{timezone.localdate()}", headings, cells)

    def _with_contacts(self, request, pks):
        """The rows with the person, where this member of staff may read it; each reading is recorded first."""
        rows = list(in_turn(pks, hidden=()))
        readable = [row for row in rows if may(request.user, Verb.READ_CONTACT, row)]
        record_reading(readable, by=request.user, now=timezone.now())
        allowed = {row.pk for row in readable}
        for row in rows:
            if row.pk not in allowed:
                row.name = row.contact = row.guardian_name = gettext("無權查看")
        return rows


def _may_read_contacts(user):
    return roles.may(roles_of(user), Verb.READ_CONTACT, is_own=True)
