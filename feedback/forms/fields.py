"""Fields that the public forms share: text as a person meant it, and choices in the reader's script."""

import re
import unicodedata

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext

from portal.templatetags.reading import reading
from portal.text import cleaned


class TextField(forms.CharField):
    """Several lines, cleaned before their length is counted."""

    widget = forms.Textarea

    def to_python(self, value):
        return cleaned(super().to_python(value))


class LineField(forms.CharField):
    """One line, cleaned before its length is counted."""

    def to_python(self, value):
        return " ".join(cleaned(super().to_python(value)).split())


class ContactField(LineField):
    """A telephone number or an e-mail address, the same text however it was typed: it is found by its digest."""

    def clean(self, value):
        typed = unicodedata.normalize("NFKC", super().clean(value)).replace(" ", "")
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
