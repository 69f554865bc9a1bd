"""Fields that the public forms share: text as a person meant it, and choices in the reader's script."""

from django import forms

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


class RowField(forms.ModelChoiceField):
    """A choice among stored rows, named in the reader's script."""

    def label_from_instance(self, row):
        return reading(row)
