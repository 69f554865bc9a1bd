"""What a citizen sends with a receipt: the look-up, and a form for each thing that may be done there."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.parts.fields import LineField, SentField, TextField
from feedback.parts.typed import goes_along
from feedback.rules import receipts
from feedback.rules.workflow import Score

WORDS = 1000


@goes_along
class LookupForm(forms.Form):
    number = LineField(
        label=_("編號"), max_length=40, help_text=_("例如 2021-0170。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}), error_messages={"required": _("請填寫編號。")},
    )  # fmt: skip
    secret = LineField(
        label=_("查詢碼"), max_length=40, help_text=_("回執上的 12 位數字，空格可有可無。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("請填寫查詢碼。")},
    )  # fmt: skip

    def clean_number(self):
        parsed = receipts.parse_number(self.cleaned_data["number"])
        if not parsed:
            raise forms.ValidationError(gettext("編號是四位年份加至少四位數字，例如 2021-0170，請對照回執。"))
        return receipts.number(*parsed)

    def clean_secret(self):
        secret = self.cleaned_data["secret"]
        if receipts.has_letters(secret):
            raise forms.ValidationError(gettext("查詢碼只有數字，您填的裡面有字母或者別的文字，請對照回執。"))
        return secret


class ReceiptForm(forms.Form):
    """Something done with a receipt; `number` and `revision` are those of the page it was sent from."""

    number = SentField(widget=forms.HiddenInput, max_length=20)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class WithdrawForm(ReceiptForm):
    pass


@goes_along
class AnswerForm(ReceiptForm):
    answer = TextField(
        label=_("您的回答"), max_length=WORDS, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("只有工作人員看得到，不公開。"), error_messages={"required": _("請寫下您的回答。")},
    )  # fmt: skip


@goes_along
class ObjectForm(ReceiptForm):
    reason = TextField(
        label=_("您的理由"), max_length=WORDS, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("說明為什麼應當受理。只有工作人員看得到，不公開。"),
        error_messages={"required": _("請寫下您的理由。")},
    )  # fmt: skip


@goes_along
class RateForm(ReceiptForm):
    score = forms.ChoiceField(
        label=_("您對這次答覆是否滿意"), choices=Score, widget=forms.RadioSelect,
        error_messages={"required": _("請選一項。")},
    )  # fmt: skip
    comment = TextField(
        label=_("您想說的話"), max_length=WORDS, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("只有工作人員看得到；公開的只是您選的一項。"),
    )  # fmt: skip
