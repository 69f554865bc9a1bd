"""Fields that the public forms share: text as a person meant it, and choices in the reader's script."""

import re

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext

from portal.characters import compared
from portal.fields import LineField, SentField, TextField
from portal.templatetags.reading import reading

__all__ = ["ContactField", "LineField", "RowField", "SentField", "TextField"]


class ContactField(LineField):
    """A telephone number or an e-mail address, the same text however it was typed: it is found by its digest."""

    def clean(self, value):
        typed = compared(super().clean(value)).replace(" ", "")
        if "@" in typed:
            validate_email(typed)
            return typed.lower()
        digits = re.sub(r"[()-]", "", typed)
        if digits and not re.fullmatch(r"\+?\d{7,15}", digits, re.ASCII):
            raise forms.ValidationError(gettext("請填寫電話號碼或電子郵箱。"))
        return digits


class RowField(forms.ModelChoiceField):
    """A choice among stored rows, named in the reader's script."""

    def label_from_instance(self, row):
        return reading(row)
