"""What a reader of the promises chooses: a unit, a year, a state, or those alone that are late."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.commitments import listing
from feedback.commitments.models import Commitment
from feedback.models import Unit
from feedback.parts.fields import RowField
from feedback.rules.commitments import State


class CommitmentForm(forms.Form):
    """What is not valid is told and left out."""

    unit = RowField(label=_("承辦單位"), queryset=None, to_field_name="code", required=False, empty_label=_("全部"))
    year = forms.TypedChoiceField(label=_("承諾完成的年份"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label=_("進展"), required=False, choices=[("", _("全部")), *State.choices])
    late = forms.BooleanField(label=_("只看逾期未完成的"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        public = Commitment.objects.public()
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=public.order_by().values("unit"))
        self.fields["year"].choices = [("", _("全部")), *((year, str(year)) for year in listing.years(public))]

    def chosen(self):
        """{name: value} of what is valid; asks for validation first."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}

    def ignored(self):
        """The labels of what was left out."""
        return [self.fields[name].label for name in self.errors]
