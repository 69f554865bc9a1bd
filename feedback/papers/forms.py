"""Which paper: a week or a month, which one, and of the bureau or of a unit."""

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office import staff
from feedback.office.names import names
from feedback.papers.rules import Kind, Span
from feedback.parts.fields import DayField


class PaperForm(forms.Form):
    """What is not valid is told and left out; whoever sees the own units only is offered no others."""

    kind = forms.ChoiceField(label=_("週報或月報"), choices=Kind.choices, required=False)
    day = DayField(label=_("其中任一天"))
    unit = forms.TypedChoiceField(label=_("單位"), coerce=int, empty_value=None, required=False)

    def __init__(self, data=None, *, user, today, **how):
        super().__init__(data, **how)
        self.today = today
        every, own = staff.sees_every(user), staff.units_of(user)
        self.units = {key: unit for key, unit in names().unit.items() if every or key in own}
        whole = [("", _("全局"))] if every else []
        self.fields["unit"].choices = [*whole, *((key, str(unit)) for key, unit in self.units.items())]
        self.fields["day"].widget.attrs["max"] = f"{today:%Y-%m-%d}"

    @classmethod
    def of(cls, span, unit, *, user, today):
        """The form as it would be filled in for a paper."""
        initial = {"kind": span.kind, "day": span.first, "unit": unit and unit.pk}
        return cls(user=user, today=today, initial=initial)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day and day > self.today:
            raise forms.ValidationError(gettext("這一天還沒有到。"))
        return day

    def ignored(self):
        """The labels of what was left out."""
        return [self.fields[name].label for name in self.errors]

    @property
    def has_strange_unit(self):
        """Whether a unit is asked for that there is not, or not for this person."""
        return "unit" in self.errors

    @property
    def chosen_unit(self):
        """The unit that is chosen, else the first own one; None of the whole bureau."""
        is_whole_offered = self.fields["unit"].choices[0][0] == ""
        key = self.cleaned_data.get("unit")
        return self.units[key] if key else (None if is_whole_offered else next(iter(self.units.values())))

    @property
    def chosen_span(self):
        """What is chosen; without a day, the last one that is over."""
        kind, day = self.cleaned_data.get("kind") or Kind.WEEK, self.cleaned_data.get("day")
        if day:
            return Span.of(kind, day, self.today)
        return Span.of(kind, self.today, self.today).before()


def query_of(span, unit):
    """The address of a paper behind the question mark."""
    chosen = {"kind": span.kind.value, "day": span.first} | ({"unit": unit.pk} if unit else {})
    return f"?{urlencode(chosen)}"
