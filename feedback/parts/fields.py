"""Fields that the public forms share: text as a person meant it, and choices in the reader's script."""

import re

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.rules.contacts import one_contact
from portal.fields.measured import LineField, SentField, TextField
from portal.reading.characters import compared
from portal.reading.languages import reading

__all__ = ["ContactField", "LineField", "RowField", "SentField", "TextField"]


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
