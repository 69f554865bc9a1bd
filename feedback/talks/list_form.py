"""What a reader of the past talks chooses: a year, a unit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.parts.fields import RowField
from feedback.talks import listing


class PastForm(forms.Form):
    """What is not valid is told and left out."""

    year = forms.TypedChoiceField(label=_("年份"), required=False, coerce=int, empty_value=None)
    unit = RowField(label=_("主辦單位"), queryset=None, to_field_name="code", required=False, empty_label=_("全部"))

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("全部")), *((year, str(year)) for year in listing.years(now))]
        self.fields["unit"].queryset = listing.units(now)

    def chosen(self):
        """{name: value} of what is valid; asks for validation first."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}

    def ignored(self):
        """The labels of what was left out."""
        return [self.fields[name].label for name in self.errors]
