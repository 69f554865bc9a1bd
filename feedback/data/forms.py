"""The filter of the statistics: a campaign, a year of receipt, both or neither."""

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign, Count
from feedback.parts.fields import RowField


class StatisticsForm(forms.Form):
    """What is not valid is told and left out."""

    campaign = RowField(
        label=_("活動"), queryset=Campaign.objects.newest_first(), to_field_name="slug", required=False,
        empty_label=_("全部活動"),
    )  # fmt: skip
    year = forms.TypedChoiceField(label=_("收到的年份"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("全部年份")), *((year, year) for year in Count.objects.years())]

    def chosen(self):
        """The filters that are valid; asks for validation first."""
        self.is_valid()
        return self.cleaned_data

    def ignored(self):
        """The labels of the filters that were left out."""
        return [self.fields[name].label for name in self.errors]

    def parameters(self):
        """What is chosen as an address carries it."""
        chosen = self.chosen()
        campaign = chosen.get("campaign")
        parameters = {"campaign": campaign and campaign.slug, "year": chosen.get("year")}
        return {name: value for name, value in parameters.items() if value}

    def query(self):
        return f"?{urlencode(self.parameters())}" if self.parameters() else ""
