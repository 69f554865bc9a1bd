"""What staff fill in to ask further units (會辦), to write the part of their own, and to excuse one."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.verb_form import VerbForm, form_of, words
from feedback.models import Unit
from feedback.office import staff
from feedback.office.calendar import working_days
from feedback.rules.answering.contributions import MOST_UNITS, latest_due, proposed_due
from feedback.rules.workflow import Verb
from portal.fields.choices import RowsField
from portal.reading.readers import name_shown
from portal.serving import generation


@form_of(Verb.INVOLVE)
class InvolveForm(VerbForm):
    """Several units at once, each by an entry of its own."""

    units = RowsField(label=_("會辦單位"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple)
    due_on = forms.DateField(
        label=_("會辦期限"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    words = words(_("請會辦單位做什麼"), _("只有工作人員能看到，可以不填。"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        taken = {self.suggestion.unit_id, *self.suggestion.co_units}
        units = self.fields["units"]
        units.queryset = Unit.objects.active().exclude(pk__in=taken)
        units.help_text = gettext("公眾看到請了哪些單位會辦，最多 %(most)s 個。答覆由承辦單位作出，期限不變。") % {
            "most": MOST_UNITS
        }
        latest = latest_due(self.suggestion.due_on, timezone.localdate(), working_days())
        if latest:
            self.fields["due_on"].help_text = gettext("最晚 %(day)s。") % {"day": latest}

    def proposed(self):
        due_on = proposed_due(self.suggestion.due_on, timezone.localdate(), working_days())
        return super().proposed() | {"due_on": due_on}

    def do(self, verb, suggestion, *, by, now):
        given = self.arguments()
        with generation.publishing():
            for unit in given.pop("units"):
                suggestion.involve(unit, **given, by=by, now=now)


class UnitOfContribution(VerbForm):
    """A form whose `unit` is one of those that take part; where there is but one it goes along unseen."""

    unit = forms.ModelChoiceField(label=_("會辦單位"), queryset=Unit.objects.none(), empty_label=_("請選擇"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units, field = [one.unit for one in self.parts()], self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        field.label_from_instance = name_shown
        if len(units) == 1:
            field.widget = forms.HiddenInput()
            self.initial["unit"] = units[0]

    def parts(self):
        """The contributions that may be chosen."""
        raise NotImplementedError


@form_of(Verb.CONTRIBUTE)
class ContributeForm(UnitOfContribution):
    body = words(
        _("會辦意見"), _("只有工作人員能看到，供承辦單位答覆時採用。可以再次提交，以最後一次為準。"),
        rows=8, max_length=5000,
    )  # fmt: skip

    def parts(self):
        """Those of the own units."""
        mine = staff.units_of(self.user)
        return [one for one in self.suggestion.contributions.all() if one.is_standing and one.unit_id in mine]

    def proposed(self):
        parts = self.parts()
        return super().proposed() | ({"body": parts[0].body} if len(parts) == 1 else {})


@form_of(Verb.EXCUSE)
class ExcuseForm(UnitOfContribution):
    remark = words(_("內部備註"), _("只有工作人員能看到，可以不填。"), required=False)

    def parts(self):
        return [one for one in self.suggestion.contributions.all() if one.is_unwritten]
