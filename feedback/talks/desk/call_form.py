"""The form of those who take the calls of a talk: few fields, in the order in which one listens."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Channel, Suggestion
from feedback.office.channels import HOTLINE, ON_SITE
from feedback.parts.fields import RowField, SentField, TextField
from feedback.suggest.forms import PersonForm, given_fields
from feedback.talks.rules import Call, title_of

WAITS = "waits"  # for its turn in the hall
KEYS = {Call.ANSWERED.value: "1", Call.BACK.value: "2", Call.WRITTEN.value: "3", WAITS: "4"}
ANSWER_LENGTH = 2000


class KeyRadio(forms.RadioSelect):
    """Choices that are made by a key: alone for the page's script, with Alt in any browser."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value in KEYS:
            option["attrs"] |= {"accesskey": KEYS[value], "data-key": KEYS[value]}
        return option


def answer_field(**more):
    return TextField(
        label=_("怎樣答覆的"), max_length=ANSWER_LENGTH, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("請寫下怎樣答覆的。")}, **more,
    )  # fmt: skip


class CallForm(PersonForm):
    asks_for_notices = False
    body = TextField(
        label=_("市民問什麼"), min_length=5, max_length=3000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("照市民的原話記；標題自動取第一句。"),
        error_messages={"required": _("請寫下市民的提問。"), "min_length": _("內容太短，請說得具體一些。")},
    )  # fmt: skip
    channel = RowField(
        label=_("來源"), queryset=Channel.objects.for_staff().filter(pk__in=(HOTLINE, ON_SITE)), empty_label=None,
        initial=HOTLINE, widget=forms.RadioSelect,
        error_messages={
            "required": _("請選來源。"), "invalid_choice": _("您選的來源已經停用或者不能選，請另選一個。"),
        },
    )  # fmt: skip
    call = forms.ChoiceField(
        label=_("怎樣處理"), widget=KeyRadio, error_messages={"required": _("請選怎樣處理。")},
        choices=[
            (Call.ANSWERED.value, _("1 當場答覆")), (Call.BACK.value, _("2 回電答覆")),
            (Call.WRITTEN.value, _("3 書面答覆")), (WAITS, _("4 轉現場，等嘉賓回答")),
        ],
    )  # fmt: skip
    answer = answer_field(required=False, help_text=_("當場答覆的才填，作為答覆的草稿，經審核人審核後公布。"))
    flow = SentField(widget=forms.HiddenInput, max_length=64)
    field_order = (
        "body", "channel", "call", "answer", "name", "contact", "consent", "is_under_14", "guardian_name",
        "guardian_consent",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, requires_contact=False, **kwargs)
        del self.fields["notices_by"]
        self.fields["body"].widget.attrs["autofocus"] = True
        for name in ("name", "contact"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["contact"].label = _("電話")
        self.fields["contact"].help_text = _("要回電的必須留電話，加密保存。沒有留的，回執丟了無法補發。")
        self.fields["consent"].help_text = _("問過市民再選。姓名、電話任何時候都不公開。")
        self.fields["is_under_14"].label = _("提問的人未滿 14 周歲")
        self.fields["guardian_consent"].label = _("監護人在場或者在電話裡同意提交，並同意處理其中的個人信息")

    def clean(self):
        given = super().clean()
        call = given.get("call")
        if call == Call.ANSWERED and not given.get("answer") and "answer" not in self.errors:
            self.add_error("answer", gettext("當場答覆的，請寫下怎樣答覆的。"))
        if call == Call.BACK and not given.get("contact") and "contact" not in self.errors:
            self.add_error("contact", gettext("要回電的，請填寫電話。"))
        return given

    @property
    def call_given(self):
        """The `Call`, or nothing for what waits in the hall."""
        call = self.cleaned_data["call"]
        return "" if call == WAITS else Call(call)

    def suggestion_fields(self):
        given = self.cleaned_data
        unasked = {"kind": Suggestion.Kind.QUESTION, "category": None, "section": None, "district": None, "place": ""}
        fields = given_fields(unasked | given | {"title": title_of(given["body"])}, None)
        return fields | {"channel": given["channel"]}


class CalledForm(forms.Form):
    """What a caller was told who was called back."""

    answer = answer_field(help_text=_("作為答覆的草稿，經審核人審核後公布。"))
