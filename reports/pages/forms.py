"""What a reader looks for in the reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.search.asking import QueryField


class SearchForm(forms.Form):
    q = QueryField(label=_("在報告裡搜索"))
