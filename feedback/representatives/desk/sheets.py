"""A sheet of representatives: upload, look at who would be entered, enter all of them.

Between the two steps the rows stand encrypted in the page and nowhere else; after a working day they are too old.
"""

import json

from cryptography.fernet import InvalidToken
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.models import Campaign, District
from feedback.parts.fields import ContactField, LineField, RowField
from feedback.records.contact_keys import contact_key
from feedback.records.sheets import KEPT_FOR
from feedback.representatives import verbs
from feedback.representatives.desk.forms import open_campaigns
from feedback.representatives.rules import Source
from feedback.rules.workflow import Refused
from portal.files import sheets, workbook
from portal.reading.characters import compared
from portal.reading.simplified import one_script
from portal.tables.encrypted import fernet

# Named in Chinese for everybody: sheets go from office to office.
COLUMNS = {"name": "姓名", "contact": "聯繫方式", "district": "區市"}
REQUIRED = ("姓名", "聯繫方式")
HEADINGS = [
    *((other, "姓名") for other in ("代表姓名", "市民姓名", "名字")),
    *((other, "聯繫方式") for other in ("聯繫電話", "電話", "手機", "手機號", "手機號碼", "電話號碼", "聯絡方式")),
    *((other, "區市") for other in ("所在區市", "居住區市", "區縣", "所屬區市")),
]
EXAMPLE = ("示例市民（填寫時刪去這一行）", "13800000000", "市南區")
SHOWN_ROWS, SHOWN_ERRORS = 20, 200


class RowForm(forms.Form):
    """One row, checked as one that is entered by hand."""

    name = LineField(label=_("姓名"), max_length=40)
    contact = ContactField(label=_("聯繫方式"), max_length=120)
    district = LineField(label=_("區市"), max_length=40, required=False)

    def __init__(self, *args, districts, **kwargs):
        super().__init__(*args, **kwargs)
        self.districts = districts

    def clean_district(self):
        name = self.cleaned_data["district"]
        if name and _plain(name) not in self.districts:
            raise forms.ValidationError(gettext("沒有叫「%(name)s」的區市。") % {"name": name})
        return self.districts.get(_plain(name)) if name else None


def _plain(name):
    return one_script(compared(name).strip())


class Checked:
    """The rows of a sheet: `new` are (number, row) to be entered, `known` the numbers of rows of who serves already,
    `errors` are (number, column, what is wrong)."""

    def __init__(self, campaign, rows, faults=()):
        districts = {_plain(district.name): district for district in District.objects.all()}
        self.new, self.known, seen = [], [], {}
        self.errors = [(number, COLUMNS[name], told) for number, name, told in faults]
        forms_of = [(number, RowForm(cells, districts=districts)) for number, cells in rows]
        keys = {number: contact_key(form.cleaned_data["contact"]) for number, form in forms_of if form.is_valid()}
        serving = verbs.of_contacts(campaign, keys.values())
        for number, form in forms_of:
            self.errors += [(number, COLUMNS[name], " ".join(told)) for name, told in form.errors.items()]
            key = keys.get(number)
            if key and key in seen:
                told = gettext("與第 %(number)s 行是同一個聯繫方式。") % {"number": seen[key]}
                self.errors.append((number, COLUMNS["contact"], told))
            elif key and key in serving:
                self.known.append(number)
            elif key:
                self.new.append((number, form.cleaned_data))
            seen.setdefault(key, number)
        self.errors.sort(key=lambda error: error[0])


class SheetForm(forms.Form):
    """First a file; then, looked at, the same rows encrypted in `payload`. `checked` is what its rows came to."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_("xlsx，或者 UTF-8、GB18030 編碼的 CSV；最多 2000 行、5 MB，只讀第一張可見的工作表。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("請選擇文件。"), "empty": _("文件是空的，請選擇有內容的文件。")},
    )  # fmt: skip
    campaign = RowField(label=_("活動"), queryset=Campaign.objects.none(), empty_label=None)
    payload = forms.CharField(widget=forms.HiddenInput, required=False)  # nothing reads it but the cipher of this site

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = open_campaigns()
        self.fields["file"].required = not self.data.get("payload")
        self.checked = self.unread = None

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        rows, faults = self._opened(given["payload"]) if given["payload"] else self._read(given["file"])
        if not self.errors:
            self.checked = Checked(given["campaign"], rows, faults)
            self.sealed = fernet().encrypt(json.dumps(rows, ensure_ascii=False).encode()).decode()
        return given

    def _read(self, file):
        """(rows, faults) of an uploaded file."""
        if file.size > sheets.MOST_BYTES:
            self.add_error("file", gettext("文件超過 5 MB，請分成幾份，逐份導入。"))
        else:
            try:
                table = sheets.read(file.read(), COLUMNS.values(), REQUIRED, HEADINGS)
            except sheets.Unreadable as unreadable:
                self.add_error("file", str(unreadable))
            else:
                fields = {column: name for name, column in COLUMNS.items()}
                self.unread = table.unread
                rows = [(number, {fields[name]: text for name, text in row.items()}) for number, row in table.rows]
                return rows, [(number, fields[column], told) for number, column, told in table.faults]
        return [], []

    def _opened(self, payload):
        try:
            return json.loads(fernet().decrypt(payload.encode(), ttl=int(KEPT_FOR.total_seconds()))), []
        except (InvalidToken, ValueError):
            self.add_error(None, gettext("這一頁放得太久，請重新上傳。"))
            return [], []


class RepresentativeSheets:
    """Entering a whole sheet; a part of the representatives' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name="representatives_representative_import"),
            path("import/template.xlsx", view(self.template_view), name="representatives_representative_template"),
            *super().get_urls(),
        ]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def import_view(self, request):
        self._require_add(request)
        form = SheetForm(request.POST or None, request.FILES or None)
        checked = form.checked if form.is_valid() else None
        is_confirmed = checked and form.cleaned_data["payload"] and checked.new and not checked.errors
        if is_confirmed and self._entered(request, form):
            return HttpResponseRedirect(reverse("admin:representatives_representative_changelist"))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("導入市民代表"),
            "form": form,
            "checked": checked,
            "unread": form.unread.sentences() if form.unread else [],
            "shown": checked.new[:SHOWN_ROWS] if checked else [],
            "errors": checked.errors[:SHOWN_ERRORS] if checked else [],
            "error_count": len(checked.errors) if checked else 0,
            "wrong_count": len({number for number, _column, _told in checked.errors}) if checked else 0,
        }
        return TemplateResponse(request, "admin/representatives/representative/import.html", context)

    def _entered(self, request, form):
        rows, campaign = [row for _number, row in form.checked.new], form.cleaned_data["campaign"]
        try:
            verbs.enter(campaign, rows, by=request.user, now=timezone.now(), source=Source.IMPORTED)
        except Refused as refused:
            form.add_error(None, refused.reason)
            return False
        self.message_user(request, gettext("已錄入 %(count)s 人。") % {"count": len(rows)}, messages.SUCCESS)
        return True

    @method_decorator(require_safe)
    def template_view(self, request):
        self._require_add(request)
        return workbook.stream("representatives", COLUMNS.values(), [EXAMPLE])

    def _require_add(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
