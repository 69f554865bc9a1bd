"""What is sent of 集中分辦: of each row the field, the unit and the handler chosen, and whether it is to be done."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.many.bulk_forms import PAGE_FORMS, PickedField, straight_back
from feedback.models import Category, Event, Route, Unit
from feedback.office import staff
from feedback.records.bulk_runs import Many
from feedback.rules.workflow import Refused, Stage, Verb
from portal.fields.measured import TokenField

ASIDES = ("propose", "all", "none")  # what the buttons do that only change the page


class MorningFilter(forms.Form):
    """Which of those that wait are shown, kept in the address; what is not valid is left out."""

    stage = forms.ChoiceField(
        label=_("階段"), required=False,
        choices=[("", _("待受理和待轉辦")), (Stage.RECEIVED, _("待受理")), (Stage.ACCEPTED, _("待轉辦"))],
    )  # fmt: skip

    @property
    def chosen(self):
        self.is_valid()
        return self.cleaned_data.get("stage", "")


class Choice(NamedTuple):
    """What stands in the fields of a row, by keys; `proposed` is (unit, handler) as the page proposed them."""

    is_picked: bool = False
    category: int | None = None
    unit: int | None = None
    handler: int | None = None
    proposed: tuple = (None, None)


class RowForm(forms.Form):
    pick = forms.BooleanField(required=False)
    category = forms.IntegerField(required=False)
    unit = forms.IntegerField(required=False)
    handler = forms.IntegerField(required=False)
    proposed_unit = forms.IntegerField(required=False)
    proposed_handler = forms.IntegerField(required=False)

    @property
    def choice(self):
        """What was chosen; a key that is no number is none."""
        self.is_valid()
        chosen = self.cleaned_data
        names = ("category", "unit", "handler")
        proposed = chosen.get("proposed_unit"), chosen.get("proposed_handler")
        return Choice(chosen["pick"], *(chosen.get(name) for name in names), proposed)


class MorningForm(forms.Form):
    """All rows of the page. It reads as a form for many does, so that a run that broke off can be done from it."""

    token = TokenField(widget=forms.HiddenInput)
    rows = PickedField()
    aside = forms.ChoiceField(required=False, choices=[(name, name) for name in ASIDES])

    def __init__(self, data=None, *, user):
        self.user = user
        super().__init__(data)

    def clean(self):
        fields = super().clean()
        self.choices = {key: RowForm(self.data, prefix=f"r{key}").choice for key in fields.get("rows", ())}
        return fields

    @property
    def picked(self):
        """{key: revision it was read at} of the rows that are ticked."""
        return {key: revision for key, revision in self.cleaned_data["rows"].items() if self.choices[key].is_picked}

    def refuses(self, suggestion):
        if suggestion.stage not in (Stage.RECEIVED, Stage.ACCEPTED):
            return gettext("這件建議現在是「%(stage)s」，不在這裡分辦。") % {"stage": suggestion.get_stage_display()}
        return ""

    def do(self, act, suggestion, *, by, now):
        """Change its field, accept it and assign it, as far as each is needed: one act, an event for each verb."""
        choice, category = self.choices[suggestion.pk], None
        if choice.category not in (None, suggestion.category_id) and staff.may(by, Verb.RECATEGORISE, suggestion):
            category = Category.objects.filter(pk=choice.category, is_active=True).first()
            if not category:
                raise Refused(gettext("所選的領域已停用，請選別的領域。"))
            suggestion.recategorise(category, by=by, now=now)
        returns = Event.objects.returns_of([suggestion]).get(suggestion.pk, ())
        unit, handler = _goal(suggestion, choice, returns, is_moved=category is not None)
        if suggestion.stage == Stage.RECEIVED:
            suggestion.accept(by=by, now=now)
        suggestion.assign(unit, handler=handler, by=by, now=now)


PAGE_FORMS[Many.MORNING] = MorningForm


def _goal(suggestion, choice, returns, *, is_moved):
    """(unit, handler or None) for it: those chosen; where its field changed and nobody chose another, by its route."""
    is_as_proposed = choice.unit == choice.proposed[0]
    if is_moved and is_as_proposed:
        proposal = Route.objects.proposed(suggestion, returns)
        if not proposal.unit:
            told = gettext("「%(category)s」沒有可以建議的單位，請選承辦單位。")
            raise Refused(told % {"category": suggestion.category})
        return proposal
    unit = Unit.objects.filter(pk=choice.unit).first() if choice.unit else None
    if not unit:
        raise Refused(gettext("請選承辦單位。"))
    if told := straight_back(suggestion, unit, returns):
        raise Refused(told)
    if choice.handler is None or (not is_as_proposed and choice.handler == choice.proposed[1]):
        return unit, None  # whoever was proposed goes with the unit that was
    handler = unit.handlers().filter(pk=choice.handler).first()
    if not handler:
        raise Refused(gettext("承辦人要從「%(unit)s」的承辦人中選。") % {"unit": unit})
    return unit, handler
