"""The fields of the board's form that are no common ones: each takes what an address says and refuses the rest."""

from django import forms
from django.utils.translation import gettext

from feedback.rules.receipts import parse_number

LAST = "end"  # what the address of the last page says instead of a number


class NamedField(forms.Field):
    """A choice among rows that are in memory, by what an address has for them."""

    rows: dict

    def to_python(self, value):
        if not value:
            return None
        if value not in self.rows:
            raise forms.ValidationError(gettext("沒有這一項，請從列表裡選。"))
        return self.rows[value]


class CodeField(forms.ChoiceField):
    """A choice among codes, or none of them."""

    def __init__(self, *, label, labels):
        super().__init__(label=label, required=False, choices=[("", ""), *labels.items()])


class NumberField(forms.Field):
    """A public number, or one of some other words; anything else is read as nothing."""

    def __init__(self, *, words=()):
        super().__init__(required=False)
        self.words = words

    def to_python(self, value):
        return value if value and (value in self.words or parse_number(value)) else ""


class PlaceField(forms.Field):
    """In which part of the hits the neighbouring page ended; anything else is read as nothing."""

    def to_python(self, value):
        return int(value) if value in ("0", "1", "2") else None
