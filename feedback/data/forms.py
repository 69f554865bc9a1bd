"""The filter of the statistics: a campaign, a year of receipt, both or neither; and by what the units are sorted."""

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from feedback.data.ranking import SORTS
from feedback.models import Campaign, Count
from feedback.parts.fields import RowField

FILTERS = ("campaign", "year")


class StatisticsForm(forms.Form):
    """What is not valid is told and left out."""

    campaign = RowField(
        label=_("活動"), queryset=Campaign.objects.published().newest_first(), to_field_name="slug", required=False,
        empty_label=_("全部活動"),
    )  # fmt: skip
    year = forms.TypedChoiceField(label=_("收到的年份"), required=False, coerce=int, empty_value=None)
    sort = forms.ChoiceField(
        label=_("排序"), required=False, choices=[("", ""), *SORTS.items()], widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campaign"].choices = self._campaigns
        self.fields["year"].choices = [("", _("全部年份")), *((year, year) for year in Count.objects.years())]

    def _campaigns(self):
        """What is offered: of the many talks only the one that the address names."""
        field = self.fields["campaign"]
        rows = [row for row in field.queryset if not row.talk_on or row.slug == self.data.get("campaign")]
        return [("", field.empty_label), *((row.slug, field.label_from_instance(row)) for row in rows)]

    def chosen(self):
        """The filters that are valid; asks for validation first."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in FILTERS}

    @property
    def sorted_by(self):
        self.is_valid()
        return self.cleaned_data.get("sort") or ""

    def ignored(self):
        """The labels of the filters that were left out."""
        return [self.fields[name].label for name in self.errors]

    def is_in_use(self):
        return bool(self.parameters() or self.errors)

    def parameters(self):
        """What is chosen as an address carries it."""
        chosen = self.chosen()
        campaign = chosen["campaign"]
        parameters = {"campaign": campaign and campaign.slug, "year": chosen["year"]}
        return {name: value for name, value in parameters.items() if value}

    def query(self):
        return f"?{urlencode(self.parameters())}" if self.parameters() else ""
