"""What staff type beside name and password; what the record of their work is narrowed by."""

import re
from datetime import date

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.second_factor import BACKUP_DIGITS
from portal.fields.measured import LineField, MeasuredForm, SentField
from portal.reading.text import cleaned_secret
from portal.serving.addresses import LONGEST_WAY


class SignInForm(MeasuredForm, AdminAuthenticationForm):
    """Name and password, measured before they are looked up and hashed."""


class OwnPasswordForm(MeasuredForm, AdminPasswordChangeForm):
    pass


EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)  # days beside which there are others


class CodeForm(forms.Form):
    code = LineField(
        label=_("驗證碼"), max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        help_text=_("手機驗證器裡的 6 位數字；手機不在身邊的，用一個 10 位備用碼。"),
        error_messages={"required": _("請填寫驗證碼。")},
    )  # fmt: skip

    def clean_code(self):
        code = cleaned_secret(self.cleaned_data["code"])
        if not re.fullmatch(rf"\d{{6}}|\d{{{BACKUP_DIGITS}}}", code):
            raise forms.ValidationError(gettext("驗證碼是 6 位數字，備用碼是 10 位數字。"))
        return code


class EnrolForm(CodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("驗證器裡顯示的 6 位數字。")


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    next = SentField(required=False, max_length=LONGEST_WAY)


class RecordsForm(forms.Form):
    """Whose work of which day; what is not valid is told and left out."""

    person = LineField(
        label=_("用戶名"), max_length=150, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    day = forms.DateField(
        label=_("日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    before = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def clean_day(self):
        return _checked(self.cleaned_data["day"])

    def clean_before(self):
        before = self.cleaned_data["before"]
        _checked(before and before.date())
        return before

    def chosen(self):
        """The filters that are valid; asks for validation first."""
        self.is_valid()
        return self.cleaned_data


def _checked(day):
    if day and not EARLIEST <= day <= LATEST:
        raise forms.ValidationError(gettext("日期有誤，請核對年份。"))
    return day
