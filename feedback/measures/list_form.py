"""What a reader of the measures chooses: a field, a district, a unit, a year."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.measures.models import Measure
from feedback.models import Category, District, Unit
from feedback.parts.fields import RowField


class MeasuresForm(forms.Form):
    """What is not valid is told and left out."""

    category = RowField(label=_("領域"), queryset=Category.objects.all(), required=False, empty_label=_("全部"))
    district = RowField(
        label=_("區市"), queryset=District.objects.all(), to_field_name="code", required=False, empty_label=_("全部")
    )
    unit = RowField(
        label=_("承辦單位"), queryset=Unit.objects.all(), to_field_name="code", required=False, empty_label=_("全部")
    )
    year = forms.TypedChoiceField(label=_("完成年份"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = Measure.objects.public().years()
        self.fields["year"].choices = [("", _("全部")), *((year, str(year)) for year in years)]

    def chosen(self):
        """{name: value} of what is valid; asks for validation first."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}

    def ignored(self):
        """The labels of what was left out."""
        return [self.fields[name].label for name in self.errors]
