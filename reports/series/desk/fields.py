"""A series as somebody names it at the desk: by its number, or by its whole name where only one has it."""

import re

from django import forms
from django.utils.translation import gettext

from portal.fields.choices import LARGEST_KEY
from portal.fields.measured import LineField
from reports.importer.names import key_of
from reports.series.models import Series

NUMBERED = re.compile(r"#\s*(\d{1,19})\s*$")
LIST = "series-names"  # the list of all, which a page offers once


def offered(series):
    """How a series is called in the list that a page offers."""
    return f"{series.name} #{series.pk}"


def series_of(text):
    """The series that `text` names; raises ValidationError."""
    numbered = NUMBERED.search(text)
    if numbered:
        key = int(numbered[1])
        found = Series.objects.filter(pk=key).first() if key <= LARGEST_KEY else None
        found = [found.standing] if found else []
    else:
        found = [one for one in Series.objects.standing() if key_of(one.name) == key_of(text)]
    if len(found) == 1:
        return found[0]
    if found:
        raise forms.ValidationError(gettext("叫「%(text)s」的不止一個，請從列出的裡面選。") % {"text": text})
    raise forms.ValidationError(gettext("沒有叫「%(text)s」的歷年指標，請從列出的裡面選。") % {"text": text})


class SeriesField(LineField):
    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"list": LIST, "autocomplete": "off", "class": "vTextField"})
        super().__init__(max_length=100, widget=widget, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        return series_of(text) if text else None
