"""Fields in which somebody types: what was sent is measured before anything reads it, then cleaned, then counted.

What counts are the characters of the cleaned text, as the database's columns count them; a line break is one.
"""

from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.reading.characters import has_words
from portal.reading.text import cleaned

# Somebody may send more than a field takes, in blanks and decomposed letters that cleaning makes fewer.
RAW_TIMES, RAW_MORE = 4, 1000
UNNAMED = 1000  # what a field takes that names no limit, a password
# What the counter beside a field says near its limit and beyond.
LEFT, OVER = _("還可以寫 {n} 字。"), _("超出 {n} 字，請刪去。")


def raw_most(most):
    """How many characters are read where `most` may be kept."""
    return RAW_TIMES * (most or UNNAMED) + RAW_MORE


def check_length(count, most):
    if count > most:
        told = gettext("最多 %(most)s 字，現在是 %(count)s 字，請刪去 %(over)s 字。")
        raise ValidationError(told, code="max_length", params={"most": most, "count": count, "over": count - most})


class Measured:
    """Measures a text field first: what is too long reaches no normaliser or pattern."""

    def to_python(self, value):
        value = "" if value in self.empty_values else str(value)
        most = self.max_length or UNNAMED
        if len(value) > raw_most(most):
            check_length(len(value) - value.count("\r\n"), most)
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        text = self.read(text)
        if self.max_length is not None:
            check_length(len(text), self.max_length)
        return text

    def read(self, text):
        """What was sent as it is taken."""
        return text


class SentField(Measured, forms.CharField):
    """What a page put there itself and gets back as it was."""


class TokenField(Measured, forms.UUIDField):
    """What makes sure that something is done once."""


class SlugField(Measured, forms.SlugField):
    """A word of an address."""


class URLField(Measured, forms.URLField):
    """The address of a page elsewhere."""


class Typed(Measured):
    """Cleaned; where it is required it has words. Nothing that is typed or pasted is cut off by the browser."""

    def validate(self, value):
        super().validate(value)
        if self.required and not has_words(value):
            raise ValidationError(gettext("請用文字填寫，至少有一個字或者數字。"), code="wordless")

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        most = attrs.pop("maxlength", None)
        return attrs | {"data-most": most, "data-left": LEFT, "data-over": OVER} if most else attrs


class LineField(Typed, forms.CharField):
    """One line."""

    def read(self, text):
        return " ".join(cleaned(text).split())


class TextField(Typed, forms.CharField):
    """Several lines; the hint says how many characters it takes."""

    widget = forms.Textarea

    def read(self, text):
        return cleaned(text)

    @property
    def help_text(self):
        if self.max_length is None:
            return self._hint
        return gettext("%(hint)s最多 %(most)s 字。") % {"hint": self._hint, "most": self.max_length}

    @help_text.setter
    def help_text(self, hint):
        self._hint = hint


class MeasuredForm:
    """A form with fields of Django's own: each text field of it is measured as well."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and not isinstance(field, Measured):
                field.__class__ = _measured(type(field))


@cache
def _measured(kind):
    return type(f"Measured{kind.__name__}", (Measured, kind), {})
