"""The field in which somebody types what they look for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.reading.text import cleaned
from portal.search.query import LONGEST, Query


class QueryField(forms.Field):
    """A `Query` of whatever was typed: nothing is refused; what is shown again is clean and no longer than asked."""

    widget = forms.TextInput(attrs={"type": "search", "maxlength": LONGEST, "autocomplete": "off"})

    def __init__(self, **kwargs):
        super().__init__(**{"label": _("搜索"), "required": False} | kwargs)

    def to_python(self, value):
        return Query(_shown(value))

    def bound_data(self, data, initial):
        return _shown(data)


def _shown(typed):
    return " ".join(cleaned((typed or "")[:LONGEST]).split())
