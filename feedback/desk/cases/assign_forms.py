"""To whom a suggestion goes: a unit, and maybe one of its handlers, as the routes propose."""

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.verb_form import VerbForm, form_of, words
from feedback.desk.queries.loads import by_unit, loads
from feedback.models import Event, Route, Unit
from feedback.office.staff import shown_name
from feedback.rules.roles import Role
from feedback.rules.workflow import Verb


@form_of(Verb.ASSIGN)
class AssignForm(VerbForm):
    unit = forms.ModelChoiceField(label=_("承辦單位"), queryset=Unit.objects.none(), empty_label=_("請選擇"))
    handler = forms.ModelChoiceField(
        label=_("承辦人"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("可以不選，由承辦單位自行安排；只有一位承辦人的單位，自動交給這一位。"),
    )
    remark = words(_("給承辦單位的話"), _("只有工作人員能看到，可以不填。"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.active().exclude(pk=self.suggestion.unit_id)
        self.fields["unit"].queryset = units
        self.fields["unit"].help_text = self._why()
        self.fields["unit"].label_from_instance = self._unit_label
        handlers = self.fields["handler"]
        handlers.queryset = User.objects.filter(is_active=True, is_staff=True, groups__name=Role.HANDLER)
        # Asked for when they are shown: most pages that have this form propose a unit and show no choice.
        handlers.choices = lambda: [("", gettext("不指定")), *by_unit(self.people)]

    @cached_property
    def people(self):
        """Who may be named, each with the load of today."""
        units = self.fields["unit"].queryset
        return [load for load in loads(units, timezone.localdate()) if load.is_available]

    @cached_property
    def returns(self):
        """Which units sent it back, and why."""
        return Event.objects.returns_of([self.suggestion]).get(self.suggestion.pk, [])

    @cached_property
    def proposal(self):
        return Route.objects.proposed(self.suggestion, self.returns)

    def _unit_label(self, unit):
        has_returned = unit.pk in {one.unit for one in self.returns}
        return gettext("%(unit)s（退回過）") % {"unit": unit} if has_returned else str(unit)

    def proposed(self):
        return super().proposed() | {"unit": self.proposal.unit, "handler": self.proposal.handler}

    def _why(self):
        category, district, unit = self.suggestion.category, self.suggestion.district, self.proposal.unit
        if not category:
            return gettext("領域未定，沒有可以建議的單位。")
        if not unit and (self.returns or self.suggestion.unit_id):
            told = gettext("按領域「%(category)s」沒有別的單位可以建議，請選一個。")
            return told % {"category": category}
        if not unit:
            return gettext("「%(category)s」還沒有轉辦規則。") % {"category": category}
        places = {"category": category, "district": district or "", "unit": unit}
        if district:
            return gettext("按領域「%(category)s」和區市「%(district)s」，建議轉%(unit)s。") % places
        return gettext("按領域「%(category)s」，建議轉%(unit)s。") % places

    def clean(self):
        fields = super().clean()
        unit, handler = fields.get("unit"), fields.get("handler")
        if unit and handler and not unit.handlers().contains(handler):
            told = gettext("%(person)s不是「%(unit)s」的承辦人。")
            self.add_error("handler", told % {"person": shown_name(handler), "unit": unit})
        return fields


@form_of(Verb.HAND_OVER)
class HandOverForm(VerbForm):
    handler = forms.ModelChoiceField(label=_("承辦人"), queryset=User.objects.none(), empty_label=_("請選擇"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field, suggestion = self.fields["handler"], self.suggestion
        field.queryset = suggestion.unit.handlers().exclude(pk=suggestion.handler_id)
        people = loads([suggestion.unit_id], timezone.localdate())
        others = [load for load in people if load.is_available and load.person.pk != suggestion.handler_id]
        field.choices = [("", gettext("請選擇")), *((load.person.pk, str(load)) for load in others)]
