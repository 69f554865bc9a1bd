"""A sheet of representatives: upload, look at who would be entered, enter all of them.

Between the two steps the rows stand encrypted in the page and nowhere else; after a working day they are too old.
"""

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
from feedback.representatives import verbs
from feedback.representatives.desk.forms import open_campaigns
from feedback.representatives.rules import Source
from feedback.rules.workflow import Refused
from portal.fields.by_name import plain_name
from portal.files import workbook
from portal.files.upload import SheetForm

# Named in Chinese for everybody: sheets go from office to office.
COLUMNS = {"name": "姓名", "contact": "聯繫方式", "district": "區市"}
REQUIRED = ("name", "contact")
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
        if name and plain_name(name) not in self.districts:
            raise forms.ValidationError(gettext("沒有叫「%(name)s」的區市。") % {"name": name})
        return self.districts.get(plain_name(name)) if name else None


class Checked:
    """The rows of a sheet: `new` are (number, row) to be entered, `known` the numbers of rows of who serves already,
    `errors` are (number, column, what is wrong)."""

    def __init__(self, campaign, rows, faults=()):
        districts = {plain_name(district.name): district for district in District.objects.all()}
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


class RepresentativeSheetForm(SheetForm):
    """`checked` is what its rows came to."""

    columns, required, headings = COLUMNS, REQUIRED, HEADINGS

    campaign = RowField(label=_("活動"), queryset=Campaign.objects.none(), empty_label=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = open_campaigns()
        self.checked = None

    def clean(self):
        given = super().clean()
        if not self.errors:
            self.checked = Checked(given["campaign"], self.rows, self.faults)
        return given


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
        form = RepresentativeSheetForm(request.POST or None, request.FILES or None)
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
