"""Fields that the public forms share: text as a person meant it, and choices in the reader's script."""

import re
from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.rules.contacts import one_contact
from portal.fields.measured import LineField, SentField, TextField
from portal.reading.characters import compared
from portal.reading.languages import reading

__all__ = ["ContactField", "DayField", "LineField", "RowField", "SentField", "TextField"]

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


class DayField(forms.DateField):
    """A day that a list is narrowed by, as the browser's own input sends it; `attrs` are further ones of the input."""

    def __init__(self, *, label, **attrs):
        super().__init__(
            label=label, required=False, input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(attrs={"type": "date"} | attrs, format="%Y-%m-%d"),
            validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
        )  # fmt: skip

    def bound_data(self, data, initial):
        """Nothing of what is no day: the input would not show it, and the browser complains."""
        try:
            self.clean(data)
        except forms.ValidationError:
            return ""
        return data


class ContactField(LineField):
    """A telephone number or an e-mail address, kept as it was written, but for what stands between and around.

    A sheet's row without a number is known again by this very text, so what was taken once is kept in the same way for
    good; that two spellings are one contact is known by their keys (`feedback.rules.contacts`).
    """

    def clean(self, value):
        typed = compared(super().clean(value)).replace(" ", "")
        digits = re.sub(r"[()-]", "", typed)
        if not digits or re.fullmatch(r"\+?\d{7,15}", digits, re.ASCII):
            return digits
        if is_email(typed):
            return typed.lower()
        contact = one_contact(typed)
        if not contact or ("@" in contact and not is_email(contact)):
            raise forms.ValidationError(gettext("請填寫電話號碼或電子郵箱。"))
        return contact


def is_email(text):
    try:
        validate_email(text)
    except forms.ValidationError:
        return False
    return True


class RowField(forms.ModelChoiceField):
    """A choice among stored rows, named in the reader's script."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"empty_label": _("請選擇"), **kwargs})

    def label_from_instance(self, row):
        return reading(row)
