"""The rows of a sheet of suggestions taken elsewhere: each is checked as the form of one is."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import PurePath

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.intake.forms import check_campaign, checked_arrival
from feedback.models import Campaign, Category, Channel, District, Suggestion
from feedback.parts.fields import LineField, RowField
from feedback.rules import receipts
from feedback.suggest.forms import NO, YES, KindForm, PersonForm, WordsForm, given_fields
from portal.fields.by_name import NamedField, shortened
from portal.files.upload import SheetField, read
from portal.reading.written_days import written_day

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
# What other offices write above the same columns. 「序號」 is none of them: it begins anew in every sheet.
SPELLINGS = {
    "key": ["登記編號", "登記號", "工單編號", "工單號", "來件號", "流水號"],
    "channel": ["來件渠道", "來源渠道", "受理渠道", "反映渠道", "渠道", "來件方式", "反映方式"],
    "arrived_on": ["收件日期", "來件日期", "收到日期", "來訪日期", "收件時間", "來件時間", "收到時間", "日期"],
    "kind": ["類型", "來件類別", "意見類別"],
    "category": ["業務領域", "所屬領域"],
    "title": ["主題", "題目", "來件標題", "事項"],
    "body": ["主要內容", "具體內容", "反映內容", "建議內容", "意見內容", "意見建議內容", "意見建議", "訴求內容"],
    "district": ["所在區市", "區縣", "所屬區市"],
    "place": ["地點", "地址", "事發地點", "詳細地址"],
    "name": ["市民姓名", "反映人", "反映人姓名", "來訪人", "來信人", "聯繫人"],
    "contact": ["聯繫電話", "電話", "電話號碼", "手機", "手機號", "手機號碼", "聯絡方式", "聯絡電話"],
    "consent": ["是否同意公開", "是否公開"],
    "is_under_14": ["是否未滿14周歲", "未滿14歲"],
    "guardian_name": ["監護人"],
    "guardian_consent": ["監護人是否同意"],
}
HEADINGS = [(heading, COLUMNS[name]) for name, headings in SPELLINGS.items() for heading in headings]
YES_OR_NO = {"是": True, "否": False, "yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}
# Further names of channels, by their codes.
CHANNELS = {
    "來電": "phone", "信件": "letter", "信函": "letter", "走訪": "visit", "上門": "visit", "座談會": "meeting",
    "微信公眾號": "wechat", "12345": "12345", "12345熱線": "12345",
}  # fmt: skip
KINDS = {"意見": "opinion", "建議": "suggestion", "諮詢": "question", "咨詢": "question", "其他": "other"}
# What makes two rows without a number of their own the same one.
SAME = ("channel", "arrived_on", "title", "body", "place", "name", "contact")


class WrittenDayField(forms.Field):
    """A day, however an office writes it; what could be another day as well is refused by its words."""

    def clean(self, value):
        super().clean(value)
        if not value:
            return None
        day = written_day(value)
        if not day:
            told = gettext("「%(value)s」看不出是哪一天，請寫成 2026-01-05 的樣子。")
            raise forms.ValidationError(told % {"value": shortened(value)})
        return day


class RowForm(PersonForm):
    key = LineField(label=_("來件編號"), max_length=40, required=False)
    channel = NamedField(label=_("來源"))
    arrived_on = WrittenDayField(label=_("送達日期"), required=False)
    kind = NamedField(KINDS, label=_("類別"), required=False, blank=Suggestion.Kind.SUGGESTION)
    category = NamedField(label=_("領域"), required=False)
    title = WordsForm.base_fields["title"]
    body = WordsForm.base_fields["body"]
    district = NamedField(label=_("區市"), required=False)
    place = KindForm.base_fields["place"]
    consent = NamedField(YES_OR_NO, label=_("同意公開"), required=False, blank=False)
    is_under_14 = NamedField(YES_OR_NO, label=_("未滿 14 周歲"), required=False, blank=False)
    guardian_consent = NamedField(YES_OR_NO, label=_("監護人同意"), required=False, blank=False)
    notices_by = None  # nobody on a sheet was asked

    field_order = tuple(COLUMNS)

    def __init__(self, *args, campaign, today, channels, categories, districts, **kwargs):
        self.campaign, self.today = campaign, today
        super().__init__(*args, requires_contact=False, **kwargs)
        for name, names in (("channel", channels), ("category", categories), ("district", districts)):
            self.fields[name].names = names

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
        told = given["key"] or json.dumps([_same(given[name]) for name in SAME], ensure_ascii=False)
        kind = "key" if given["key"] else "row"
        return f"sheet-{kind}:{hashlib.sha256(told.encode()).hexdigest()}"


def _same(value):
    """As it was written since the first sheet: a channel by its code, whatever its name is now."""
    return value.pk if isinstance(value, Channel) else str(value)


@dataclass
class Checked:
    """A sheet after its rows were read: `new` are (number, form), `known` are (number, suggestion that it made
    before), `errors` are (number, column, what is wrong)."""

    new: list = field(default_factory=list)
    known: list = field(default_factory=list)
    errors: list = field(default_factory=list)

    def to_file(self):
        return [(form.flow(), form.suggestion_fields()) for _number, form in self.new]


def check(rows, campaign, today, faults=()):
    """Check all `rows`, (number, {field: text}), before any is filed.

    `faults` are (number, field, sentence) of cells that could not be read: nothing more is said of those.
    """
    names = {
        "channels": channel_names(),
        "categories": {row.name: row for row in Category.objects.filter(is_active=True)},
        "districts": {row.name: row for row in District.objects.all()},
    }
    checked, valid = Checked(errors=[(number, _column(RowForm, name), told) for number, name, told in faults]), []
    unread = {(number, name) for number, name, _told in faults}
    for number, cells in rows:
        form = RowForm(cells, campaign=campaign, today=today, **names)
        if form.is_valid():
            valid.append((number, form))
        else:
            checked.errors += [
                (number, _column(form, name), " ".join(told))
                for name, told in form.errors.items()
                if told and (number, name) not in unread
            ]
    _tell_apart(valid, checked)
    checked.errors.sort(key=lambda error: error[0])
    return checked


def channel_names():
    """{name: channel} of those in use, under the names that administrators gave and others that mean the same."""
    channels = {row.pk: row for row in Channel.objects.for_staff()}
    given = {row.name: row for row in channels.values()}
    further = {name: channels[code] for name, code in CHANNELS.items() if code in channels and name not in given}
    return given | further


def _column(form, name):
    """Of a form or its class."""
    return str(form.base_fields[name].label) if name in form.base_fields else gettext("活動")


def _tell_apart(valid, checked):
    """Sort the rows without errors: new, filed before, or the same as another row of the sheet."""
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
    """A file, and the campaign its suggestions are filed under; `rows`, `faults` and `unread` once it is valid."""

    file = SheetField()
    campaign = RowField(
        label=_("歸入活動"),
        queryset=Campaign.objects.published().not_closed().newest_first().prefetch_related("phases"),
        empty_label=None,
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        self.rows, self.faults, self.unread = read(file, COLUMNS, REQUIRED, HEADINGS)
        return file

    @property
    def file_name(self):
        return PurePath(self.cleaned_data["file"].name).name[-120:]
