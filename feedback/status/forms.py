"""What a citizen sends with a receipt: the look-up, and a form for each thing that may be done there."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office.levels import Level, LowReason, levels_of
from feedback.parts import telling
from feedback.parts.fields import LineField, RowField, SentField, TextField
from feedback.parts.typed import goes_along
from feedback.rules import receipts
from feedback.rules.ratings import ASKED
from portal.reading.languages import reading

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


class NoticesForm(forms.Form):
    """One button: the channel by which the citizen is told from now on, or none. It may come from an older page."""

    notices_by = forms.ChoiceField(choices=telling.choices)


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


class ReasonField(RowField):
    """Reasons, each saying where an explanation is the answer and nothing is done over."""

    def label_from_instance(self, row):
        name = super().label_from_instance(row)
        return gettext("%(reason)s（不再辦理）") % {"reason": name} if row.is_answered_by_explanation else name


@goes_along
class RateForm(ReceiptForm):
    """The two questions of `campaign`; which reason a low level needs is said beside it, and asked of nobody else."""

    solved = forms.ChoiceField(
        label=_("事情解決了嗎"), choices=ASKED, widget=forms.RadioSelect, error_messages={"required": _("請選一項。")},
    )  # fmt: skip
    level = RowField(
        label=_("您對辦理滿意嗎"), queryset=Level.objects.none(), widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": _("請選一項。"), "invalid_choice": _("請選一項。")},
    )  # fmt: skip
    low_reason = ReasonField(
        label=_("不滿意的原因"), queryset=LowReason.objects.none(), required=False, widget=forms.RadioSelect,
        empty_label=None, help_text=_("選了不滿意的，請選一個原因。"),
        error_messages={"invalid_choice": _("請選一個原因。")},
    )  # fmt: skip
    comment = TextField(
        label=_("您想說的話"), max_length=WORDS, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("可以不寫。"),
    )  # fmt: skip
    has_consent = forms.BooleanField(
        label=_("同意公開我寫的話"), required=False,
        help_text=_("經工作人員審核、隱去個人信息後公開；不勾選的，只有工作人員看得到。"),
    )  # fmt: skip

    def __init__(self, *args, campaign, **kwargs):
        super().__init__(*args, **kwargs)
        self.levels = levels_of(campaign)
        self.fields["level"].queryset = Level.objects.filter(pk__in=[level.pk for level in self.levels])
        self.fields["low_reason"].queryset = LowReason.objects.in_use()
        self.fields["low_reason"].is_asked_for = True

    def clean(self):
        cleaned = super().clean()
        level = cleaned.get("level")
        if level and level.is_low and not cleaned.get("low_reason") and "low_reason" not in self.errors:
            self.add_error("low_reason", gettext("選了不滿意的，請選一個原因。"))
        return cleaned

    def content_levels(self):
        """The names of the levels that close it, quoted, one after the other."""
        return self._quoted(is_low=False)

    def low_levels(self):
        return self._quoted(is_low=True)

    def _quoted(self, *, is_low):
        levels = [level for level in self.levels if level.is_low == is_low]
        return "".join(gettext("「%(word)s」") % {"word": reading(level)} for level in levels)
