"""The export of the list: the same filters, every row, holding only a few in memory at a time."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.desk.lists.export_form import MOST_ROWS, ExportForm
from feedback.desk.lists.forms import ListForm
from feedback.models import Rating, Suggestion
from feedback.office.calendar import working_days
from feedback.office.levels import level_names
from feedback.office.staff import may, roles_of
from feedback.rules import roles
from feedback.rules.marks import Marks
from feedback.rules.workflow import Verb
from feedback.suggestions.queries import RAW
from feedback.verbs.filing import record_reading
from portal.accounts.records import record
from portal.files import spreadsheet, workbook

FORMATS = {"xlsx": workbook.stream, "csv": spreadsheet.stream}
ROWS_AT_ONCE = 1000


def _day(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def _yes(value):
    return gettext("是") if value else ""


def _card(row):
    card = row.marks.card(row)
    return card.label if card else ""


def _late(row):
    late = row.marks.late(row)
    return late.label if late else ""


def _days_late(row):
    late = row.marks.late(row)
    return late.days if late else ""


def _outcome(rating):
    return rating.get_outcome_display() or gettext("還沒有結果")


def _each(said):
    return gettext("、").join(map(str, said))


# Heading, and what a row says under it; a row comes with its `Marks` of today, with
# its ratings in order (`said`) and with the names of the levels.
COLUMNS = [
    (_("編號"), lambda row: row.number),
    (_("收到時間"), lambda row: _day(row.received_at)),
    (_("送達日期"), lambda row: row.arrived_on or ""),
    (_("來源"), lambda row: row.channel),
    (_("類別"), lambda row: row.get_kind_display()),
    (_("領域"), lambda row: row.category or ""),
    (_("標題"), lambda row: row.title),
    (_("內容"), lambda row: row.body),
    (_("區市"), lambda row: row.district or ""),
    (_("具體地點"), lambda row: row.place),
    (_("活動"), lambda row: row.campaign),
    (_("階段"), lambda row: row.get_stage_display()),
    (_("狀態"), lambda row: row.status),
    (_("承辦單位"), lambda row: row.unit or ""),
    (_("受理期限"), lambda row: row.accept_due_on or ""),
    (_("首次辦理的答覆期限"), lambda row: row.first_due_on or ""),
    (_("第幾次辦理"), lambda row: row.period_count),
    (_("這次的答覆期限"), lambda row: row.due_on or ""),
    (_("期限暫定"), lambda row: _yes(row.is_due_provisional)),
    (_("亮牌"), _card),
    (_("現在是否逾期"), _late),
    (_("已逾期（工作日）"), _days_late),
    (_("首次答覆時間"), lambda row: _day(row.first_replied_at)),
    (_("答覆時間"), lambda row: _day(row.replied_at)),
    (_("辦結時間"), lambda row: _day(row.closed_at)),
    (_("怎樣辦結"), lambda row: row.get_closing_display()),
    (_("首次評議"), lambda row: row.levels.get(row.first_level_id, "")),
    (_("評議"), lambda row: row.levels.get(row.level_id, "")),
    (_("解決了嗎"), lambda row: row.said[-1].get_solved_display() if row.said else ""),
    (_("不滿意的原因"), lambda row: _each(rating.reason for rating in row.said if rating.reason)),
    (_("不滿意的結果"), lambda row: _each(_outcome(rating) for rating in row.said if rating.level.is_low)),
    (_("評議憑工作人員開具的回執"), lambda row: _yes(row.is_rating_on_staff_receipt)),
    (_("同意公開"), lambda row: _yes(row.has_consent)),
    (_("公開標題"), lambda row: row.public_title),
    (_("主件"), lambda row: row.main or ""),
    (_("重辦次數"), lambda row: row.redo_count),
    (_("退回次數"), lambda row: row.bounce_count),
    (_("督辦"), lambda row: _yes(row.marks.is_supervised(row))),
    (_("回執由工作人員開具"), lambda row: _yes(row.is_issued_by_staff)),
]
PERSON = [
    (_("姓名"), lambda row: row.name),
    (_("聯繫方式"), lambda row: row.contact),
    (_("監護人"), lambda row: row.guardian_name),
]
JOINED = ("channel", "category", "district", "campaign", "status", "unit", "main")


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
        form = ExportForm(request.POST or None, count=len(pks), may_read_contacts=_may_read_contacts(request.user))
        if form.is_valid():
            return self._export(request, pks, **form.cleaned_data)
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

    def _export(self, request, pks, kind, contacts=False):
        if contacts:
            told, name = _("連聯繫方式一起導出 %(count)s 件建議（%(kind)s）"), "suggestions-with-contacts"
            columns, rows = [*COLUMNS, *PERSON], self._with_contacts(request, pks)
        else:
            told, name = _("導出 %(count)s 件建議（%(kind)s）"), "suggestions"
            columns, rows = COLUMNS, _in_turn(pks)
        record(request.user, told, count=len(pks), kind=kind)
        cells = ([says(row) for _heading, says in columns] for row in rows)
        headings = [str(heading) for heading, _says in columns]
        return FORMATS[kind](f"{name}-{timezone.localdate()}", headings, cells)

    def _with_contacts(self, request, pks):
        """The rows with the person, where this member of staff may read it; each reading is recorded first."""
        rows = list(_in_turn(pks, hidden=()))
        readable = [row for row in rows if may(request.user, Verb.READ_CONTACT, row)]
        record_reading(readable, by=request.user, now=timezone.now())
        allowed = {row.pk for row in readable}
        for row in rows:
            if row.pk not in allowed:
                row.name = row.contact = row.guardian_name = gettext("無權查看")
        return rows


def _in_turn(pks, hidden=("name", "contact", "guardian_name")):
    """The suggestions of `pks` in their order, so many at once: no query stays open while a slow reader takes them."""
    marks, levels = Marks(timezone.localdate(), working_days()), {level.code: level.name for level in level_names()}
    said = Prefetch("ratings", Rating.objects.select_related("level", "reason").in_order(), to_attr="said")
    for start in range(0, len(pks), ROWS_AT_ONCE):
        part = pks[start : start + ROWS_AT_ONCE]
        of_main = (f"main__{name}" for name in RAW)
        rows = Suggestion.objects.select_related(*JOINED).defer(*hidden, *of_main).prefetch_related(said).in_bulk(part)
        for row in (rows[pk] for pk in part if pk in rows):
            row.marks, row.levels = marks, levels
            yield row


def _may_read_contacts(user):
    return roles.may(roles_of(user), Verb.READ_CONTACT, is_own=True)
