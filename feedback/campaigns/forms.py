"""What a reader chooses of the wall."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from feedback.rules.drawn.wall import Choice
from feedback.rules.workflow import Stage


class WallForm(forms.Form):
    """What is not valid is told and left out. `months` are the first days of those that the campaign has."""

    month = forms.ChoiceField(label=_("月份"), required=False)
    stage = forms.ChoiceField(label=_("階段"), choices=Stage, required=False)
    late = forms.BooleanField(label=_("逾期"), required=False)

    def __init__(self, *args, months, **kwargs):
        super().__init__(*args, **kwargs)
        self.months = {f"{month:%Y-%m}": month for month in months}
        self.fields["month"].choices = [
            (code, date_format(month, "YEAR_MONTH_FORMAT")) for code, month in self.months.items()
        ]

    def chosen(self):
        """A `Choice` of what is valid; asks for validation first."""
        self.is_valid()
        data = self.cleaned_data
        return Choice(
            month=self.months.get(data.get("month")), stage=data.get("stage", ""), is_late=data.get("late", False)
        )

    def ignored(self):
        """The labels of what was left out."""
        return [self.fields[name].label for name in self.errors]
