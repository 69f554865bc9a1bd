"""The rows of a sheet of suggestions taken elsewhere: each is checked as the form of one is."""

import hashlib
import json
import unicodedata
from dataclasses import dataclass, field
from pathlib import PurePath

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback import receipts, sheets
from feedback.forms.fields import LineField, RowField
from feedback.forms.intake import check_campaign, checked_arrival
from feedback.forms.public import NO, YES, PersonForm, WordsForm, given_fields
from feedback.models import Campaign, Category, District, Suggestion
from portal.text import to_simplified

# The columns by the fields they fill. They are named in Chinese for everybody: sheets go from office to office.
COLUMNS = {
    "key": "來件編號",
    "channel": "來源",
    "arrived_on": "送達日期",
    "kind": "類別",
    "category": "領域",
    "title": "標題",
    "body": "內容",
    "district": "區市",
    "place": "具體地點",
    "name": "姓名",
    "contact": "聯繫方式",
    "consent": "同意公開",
    "is_under_14": "未滿14周歲",
    "guardian_name": "監護人姓名",
    "guardian_consent": "監護人同意",
}
REQUIRED = ("channel", "title", "body")
YES_OR_NO = {"是": True, "否": False, "yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}
CHANNELS = {"電話": "phone", "來信": "letter", "信件": "letter", "來訪": "visit", "座談": "meeting"}
KINDS = {"意見": "opinion", "建議": "suggestion", "諮詢": "question", "咨詢": "question", "其他": "other"}
DAYS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]
# What makes two rows without a number of their own the same one.
SAME = ("channel", "arrived_on", "title", "body", "place", "name", "contact")


class NamedField(forms.Field):
    """A choice by its name, in either script; `names` is {name: what it stands for}."""

    def __init__(self, names=(), *, blank=None, **kwargs):
        self.blank = blank
        super().__init__(**kwargs)
        self.names = dict(names)

    def clean(self, value):
        name = _plain(value or "")
        if not name and not self.required:
            return self.blank
        super().clean(name)
        by_name = {_plain(known): meant for known, meant in self.names.items()}
        if name not in by_name:
            told = gettext("「%(value)s」不能填在這裡，可以填：%(names)s。")
            usual = {meant: name for name, meant in reversed(self.names.items())}  # of several spellings the first
            names = gettext("、").join(reversed(usual.values()))
            raise forms.ValidationError(told % {"value": value, "names": names})
        return by_name[name]


def _plain(text):
    return to_simplified(unicodedata.normalize("NFKC", text).strip()).casefold()


class RowForm(PersonForm):
    key = LineField(label=_("來件編號"), max_length=40, required=False)
    channel = NamedField(CHANNELS, label=_("來源"))
    arrived_on = forms.DateField(
        label=_("送達日期"), required=False, input_formats=DAYS,
        error_messages={"invalid": _("日期請寫成 2026-01-05 的樣子。")},
    )  # fmt: skip
    kind = NamedField(KINDS, label=_("類別"), required=False, blank=Suggestion.Kind.SUGGESTION)
    category = NamedField(label=_("領域"), required=False)
    title = WordsForm.base_fields["title"]
    body = WordsForm.base_fields["body"]
    district = NamedField(label=_("區市"), required=False)
    place = WordsForm.base_fields["place"]
    consent = NamedField(YES_OR_NO, label=_("同意公開"), required=False, blank=False)
    is_under_14 = NamedField(YES_OR_NO, label=_("未滿 14 周歲"), required=False, blank=False)
    guardian_consent = NamedField(YES_OR_NO, label=_("監護人同意"), required=False, blank=False)

    field_order = tuple(COLUMNS)

    def __init__(self, *args, campaign, today, categories, districts, **kwargs):
        self.campaign, self.today = campaign, today
        super().__init__(*args, requires_contact=False, **kwargs)
        self.fields["category"].names, self.fields["district"].names = categories, districts

    def clean_arrived_on(self):
        return checked_arrival(self.cleaned_data["arrived_on"], self.today)

    def clean_consent(self):
        return YES if self.cleaned_data["consent"] else NO

    def clean(self):
        given = super().clean()
        if "arrived_on" in given:
            check_campaign(self, self.campaign, given["arrived_on"] or self.today)
        return given

    def suggestion_fields(self):
        given = self.cleaned_data
        extra = {"channel": given["channel"], "arrived_on": given["arrived_on"]}
        return given_fields(given | {"section": None}, self.campaign) | extra

    def flow(self):
        """What makes this row one suggestion however often it comes: its number, else all that tells it apart."""
        given = self.cleaned_data
        told = given["key"] or json.dumps([str(given[name]) for name in SAME], ensure_ascii=False)
        kind = "key" if given["key"] else "row"
        return f"sheet-{kind}:{hashlib.sha256(told.encode()).hexdigest()}"


@dataclass
class Checked:
    """A sheet after its rows were read: `new` are (number, form), `known` are (number, suggestion that it made
    before), `errors` are (number, column, what is wrong)."""

    new: list = field(default_factory=list)
    known: list = field(default_factory=list)
    errors: list = field(default_factory=list)

    def to_file(self):
        return [(form.flow(), form.suggestion_fields()) for _number, form in self.new]


def check(rows, campaign, today):
    """Look at all `rows`, (number, {field: text}), before any is filed."""
    names = {
        "categories": {row.name: row for row in Category.objects.filter(is_active=True)},
        "districts": {row.name: row for row in District.objects.all()},
    }
    checked, valid = Checked(), []
    for number, cells in rows:
        form = RowForm(cells, campaign=campaign, today=today, **names)
        if form.is_valid():
            valid.append((number, form))
        else:
            checked.errors += [
                (number, _column(form, name), " ".join(told)) for name, told in form.errors.items() if told
            ]
    _tell_apart(valid, checked)
    checked.errors.sort(key=lambda error: error[0])
    return checked


def _column(form, name):
    return str(form.fields[name].label) if name in form.fields else gettext("活動")


def _tell_apart(valid, checked):
    """Put each row that is right where it belongs: new, filed before, or the same as another one of the sheet."""
    digests = {number: receipts.flow_digest(settings.RECEIPT_KEY, form.flow()) for number, form in valid}
    filed = Suggestion.objects.by_flow_digest(list(digests.values()))
    seen = {}
    for number, form in valid:
        digest = digests[number]
        if digest in seen:
            told = gettext("與第 %(number)s 行重複。確是兩件的，請各填一個「來件編號」。") % {"number": seen[digest]}
            checked.errors.append((number, COLUMNS["key"], told))
        elif digest not in filed:
            checked.new.append((number, form))
        elif _says_the_same(filed[digest], form.cleaned_data):
            checked.known.append((number, filed[digest]))
        else:
            told = gettext("這個編號已經登記為 %(number)s，內容不同。確是另一件的，請換一個不重複的編號。")
            checked.errors.append((number, COLUMNS["key"], told % {"number": filed[digest].number}))
        seen.setdefault(digest, number)


def _says_the_same(suggestion, given):
    return all(getattr(suggestion, name) == given[name] for name in ("title", "body", "contact"))


class SheetForm(forms.Form):
    """A file, and the campaign its suggestions are filed under; `rows` and `unknown` are there once it is valid."""

    file = forms.FileField(
        label=_("文件"), help_text=_("xlsx，或者 UTF-8、GB18030 編碼的 CSV；最多 2000 行、5 MB，只讀第一張表。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("請選擇文件。"), "empty": _("文件是空的。")},
    )  # fmt: skip
    campaign = RowField(
        label=_("歸入活動"), queryset=Campaign.objects.newest_first().prefetch_related("phases"), empty_label=None
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > sheets.MOST_BYTES:
            raise forms.ValidationError(gettext("文件超過 5 MB，請分成幾份，逐份導入。"))
        try:
            table = sheets.read(file.read(), COLUMNS.values(), [COLUMNS[name] for name in REQUIRED])
        except sheets.Unreadable as unreadable:
            raise forms.ValidationError(str(unreadable)) from unreadable
        fields = {column: name for name, column in COLUMNS.items()}
        self.rows = [(number, {fields[name]: text for name, text in row.items()}) for number, row in table.rows]
        self.unknown = table.unknown
        return file

    @property
    def file_name(self):
        return PurePath(self.cleaned_data["file"].name).name[-120:]
