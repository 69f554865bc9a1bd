"""A sheet of suggestions taken elsewhere: upload, look at what would be filed, file all of it, print the receipts."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.desk.intake.register import printed, ticket
from feedback.desk.intake.sheet_forms import COLUMNS, SheetForm, check
from feedback.models import Channel, Sheet, Suggestion
from feedback.office.campaigns import for_new_suggestion
from feedback.office.staff import may_for_every_unit
from feedback.records.alongside import tell_of_sheet
from feedback.rules import receipts
from feedback.rules.workflow import Verb
from portal.accounts.records import record
from portal.files import workbook
from portal.reading.languages import reading

SHOWN_ERRORS = 200
SHOWN_ROWS = 20
EXAMPLE = {
    "key": "2026-電-0001",
    "channel": "電話",
    "arrived_on": "2026-01-05",
    "kind": "建議",
    "title": "香港中路東海路口加一塊待轉提示",
    "body": "早高峰左轉的車排到了直行道，建議加一塊待轉提示牌。（這一行是示例，填寫時請刪去。）",
    "consent": "是",
    "is_under_14": "否",
}


class SheetDesk:
    """Entering a whole sheet; a part of the suggestions' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.upload_view), name="feedback_suggestion_import"),
            path("import/template.xlsx", view(self.template_view), name="feedback_suggestion_import_template"),
            path("import/<int:pk>/", view(self.sheet_view), name="feedback_suggestion_import_sheet"),
            path("import/<int:pk>/receipts/", view(self.tickets_view), name="feedback_suggestion_import_receipts"),
            *super().get_urls(),
        ]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def upload_view(self, request):
        self._require_register(request)
        now = timezone.now()
        today = timezone.localdate(now)
        initial = {"campaign": for_new_suggestion(today)}
        form = SheetForm(request.POST or None, request.FILES or None, initial=initial)
        checked = None
        if form.is_valid():
            campaign = form.cleaned_data["campaign"]
            checked = check(form.rows, campaign, today, form.faults)
            if not checked.errors:
                sheet = Sheet.objects.keep(
                    form.rows, unread=form.unread, name=form.file_name, campaign=campaign, by=request.user, now=now
                )
                return HttpResponseRedirect(reverse("admin:feedback_suggestion_import_sheet", args=[sheet.pk]))
        context = self._intake_context(
            request,
            title=gettext("導入來件表"),
            form=form,
            channels=gettext("、").join(map(reading, Channel.objects.for_staff())),
            **_told(checked, checked and form.unread),
        )
        return TemplateResponse(request, "admin/feedback/suggestion/import.html", context)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def sheet_view(self, request, pk):
        self._require_register(request)
        now = timezone.now()
        with transaction.atomic():
            sheet = self._sheet(request, pk, locked=request.method == "POST")
            if sheet.filed_at:
                return HttpResponseRedirect(reverse("admin:feedback_suggestion_import_receipts", args=[pk]))
            checked = check(sheet.rows, sheet.campaign, timezone.localdate(now))
            if request.method == "POST" and not checked.errors:
                self._file(request, sheet, checked, now)
                return HttpResponseRedirect(reverse("admin:feedback_suggestion_import_receipts", args=[pk]))
        context = self._intake_context(
            request, title=gettext("核對來件表"), sheet=sheet, **_told(checked, sheet.unread)
        )
        return TemplateResponse(request, "admin/feedback/suggestion/import_check.html", context)

    def _file(self, request, sheet, checked, now):
        """All rows in one transaction, the caller's."""
        rows = checked.to_file()
        Suggestion.objects.register(rows, by=request.user, now=now)
        sheet.filed_at, sheet.payload, sheet.keys = now, "", [flow for flow, _fields in rows]
        sheet.save()
        tell_of_sheet(sheet, len(rows))
        told = _("導入來件表「%(name)s」，登記 %(count)s 件")
        record(request.user, told, name=sheet.name, count=len(rows))
        told = gettext("已登記 %(count)s 件。") % {"count": len(rows)}
        self.message_user(request, told, messages.SUCCESS)

    @method_decorator([never_cache, require_safe])
    def tickets_view(self, request, pk):
        """The receipts of what a sheet filed: for whoever filed it, as long as a citizen sees theirs."""
        self._require_register(request)
        sheet = self._sheet(request, pk)
        lasts_until = sheet.filed_at and sheet.filed_at + timedelta(minutes=receipts.FLOW_MINUTES)
        if not lasts_until or timezone.now() >= lasts_until:
            told = gettext("導入的回執只在登記後 %(minutes)s 分鐘內可以打印。市民丟了的，可以逐件補發。")
            self.message_user(request, told % {"minutes": receipts.FLOW_MINUTES}, messages.WARNING)
            return HttpResponseRedirect(reverse("admin:feedback_suggestion_changelist"))
        context = self._intake_context(
            request, title=gettext("導入的回執"), tickets=_tickets(sheet), minutes=receipts.FLOW_MINUTES
        )
        return TemplateResponse(request, "admin/feedback/suggestion/receipts.html", context)

    @method_decorator(require_safe)
    def template_view(self, request):
        self._require_register(request)
        return workbook.stream("template", COLUMNS.values(), [[EXAMPLE.get(name, "") for name in COLUMNS]])

    def _require_register(self, request):
        if not may_for_every_unit(request.user, Verb.REGISTER):
            raise PermissionDenied

    def _sheet(self, request, pk, *, locked=False):
        """The sheet, if this person uploaded it; `locked` holds it, so that it is filed once."""
        sheets = Sheet.objects.of(request.user).filter(pk=pk).prefetch_related("campaign__phases")
        sheet = (sheets.select_for_update(no_key=True) if locked else sheets).first()
        if not sheet:
            raise Http404
        return sheet


def _tickets(sheet):
    """A receipt for each that was filed, in the order of the numbers; one that was issued anew since is left out."""
    by_digest = {receipts.flow_digest(settings.RECEIPT_KEY, flow): flow for flow in sheet.keys}
    filed = Suggestion.objects.select_related("channel").by_flow_digest(list(by_digest)).values()
    tickets = []
    for suggestion in sorted(filed, key=lambda one: one.sequence):
        secret = receipts.secret_of(settings.RECEIPT_KEY, by_digest[suggestion.flow_digest])
        if receipts.matches(settings.RECEIPT_KEY, suggestion.number, secret, suggestion.secret_digest):
            tickets.append(ticket(suggestion, secret))
    return printed(tickets)


def _told(checked, unread):
    """What a page says of a sheet that was looked at."""
    if not checked:
        return {}
    return {
        "unread": unread.sentences() if unread else [],
        "new": checked.new[:SHOWN_ROWS],
        "new_count": len(checked.new),
        "known": checked.known[:SHOWN_ROWS],
        "known_count": len(checked.known),
        "errors": checked.errors[:SHOWN_ERRORS],
        "error_count": len(checked.errors),
        "wrong_count": len({number for number, _column, _told in checked.errors}),
    }
