"""What staff fill in for many suggestions at once: which ones, the verb, and what that verb needs."""

import re
from uuid import uuid4

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.extension_forms import days_field, reason_field
from feedback.desk.cases.merge_form import NamesMain
from feedback.desk.queries.loads import by_unit, loads
from feedback.models import Event, Label, Route, Unit
from feedback.office import staff
from feedback.parts.fields import LineField, SentField, TextField
from feedback.parts.public_words import PublicWords
from feedback.records.bulk_runs import Many
from feedback.rules.redaction import find, once
from feedback.rules.roles import Role
from feedback.rules.workflow import Refused, Verb
from portal.fields.choices import RowsField
from portal.fields.measured import TokenField
from portal.frame import Places
from portal.reading.readers import name_shown

MOST_PICKED = 500

FORMS = {}  # {act: the form whose cleaned fields are its arguments}; each makes itself known where it is written
PAGE_FORMS = {}  # {act: form} of those that have a page of their own instead of a button below the list
ACTS = Places()  # verbs and what is done by one, in the order of their buttons
VERB_OF = {Many.ASSIGN_BY_ROUTE: Verb.ASSIGN}


def bulk_form_of(act, place):
    """Make a form known as that of `act`, a verb mostly, for many at once, whose button stands at `place`."""

    def known(form):
        if act in FORMS:
            raise ImproperlyConfigured(f"{form} cannot be the form of {act!r} for many: {FORMS[act]} is.")
        ACTS.add(place, act)
        FORMS[act] = form
        return form

    return known


def acts_of(user):
    """The acts that `user` may do to some suggestions at least."""
    return [act for act in ACTS if staff.may_for_own_unit(user, VERB_OF.get(act, act))]


class PickedField(forms.Field):
    """Suggestions as the list's boxes name them, `key.revision`; cleaned to {key: revision it was read at}."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"required": _("請先在列表裡勾選要辦理的建議。")}

    def to_python(self, value):
        marks = [re.fullmatch(r"(\d{1,18})\.(\d{1,9})", mark, re.ASCII) for mark in value or ()]
        if not all(marks):
            raise forms.ValidationError(gettext("所選的建議有誤，請回到列表重新勾選。"))
        picked = {int(mark[1]): int(mark[2]) for mark in marks}
        if len(picked) > MOST_PICKED:
            told = gettext("一次最多辦理 %(most)s 件，您選了 %(count)s 件，請分批辦理。")
            raise forms.ValidationError(told % {"most": MOST_PICKED, "count": len(picked)})
        return picked


class PickForm(forms.Form):
    """The boxes of the list and the button pressed, which is called `verb` in the form."""

    verb = forms.ChoiceField(choices=(), widget=forms.HiddenInput)
    picked = PickedField()
    back = SentField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, data, *, acts):
        super().__init__(data)
        self.fields["verb"].choices = [(act.value, act.label) for act in acts]


class BulkForm(forms.Form):
    """A verb that needs nothing more; the token makes sure that it is done once."""

    token = TokenField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, user):
        self.user = user
        super().__init__(data, initial={"token": uuid4().hex})

    def arguments(self):
        """The verb's keyword arguments."""
        return {name: value for name, value in self.cleaned_data.items() if name != "token"}

    def refuses(self, suggestion):
        """Why this one is not done along with the others, in a sentence; empty when it is."""
        return ""

    def told_of(self, suggestions):
        """{key: what the page says of each before anything is done}, where that is not the same for all."""
        return {}

    def do(self, act, suggestion, *, by, now):
        """Act on one; the form of a verb that the suggestion does not know by name calls the function of that verb."""
        getattr(suggestion, act)(**self.arguments(), by=by, now=now)


def straight_back(suggestion, unit, returns):
    """Why `unit` does not get it along with others: it sent it back, and gets it again only singly."""
    for one in returns:
        if one.unit == unit.pk:
            told = gettext("「%(unit)s」退回過這一件（%(reason)s），請單獨轉辦。")
            return told % {"unit": name_shown(one.name), "reason": one.reason or gettext("沒有寫原因")}
    return ""


@bulk_form_of(Many.ASSIGN_BY_ROUTE, 15)
class BulkRouteForm(BulkForm):
    """Each to the unit, and maybe the handler, that its route proposes; only what no unit has."""

    remark = TextField(
        label=_("給承辦單位的話"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("每一件都記上這句話，只有工作人員能看到，可以不填。"),
    )  # fmt: skip

    def refuses(self, suggestion):
        if suggestion.unit:
            return gettext("這件建議已在「%(unit)s」，按規則轉辦只用於還沒有轉辦的。") % {"unit": suggestion.unit}
        if suggestion.decline_proposed_by_id:
            return gettext("有人提請不予受理，請單獨辦理。")
        return ""

    def told_of(self, suggestions):
        told = {}
        for key, (unit, handler) in Route.objects.proposals(suggestions, Event.objects.returns_of(suggestions)).items():
            told[key] = gettext("沒有可以建議的單位，不會轉辦") if not unit else str(unit)
            if handler:
                places = {"unit": unit, "person": staff.shown_name(handler)}
                told[key] = gettext("%(unit)s（%(person)s）") % places
        return told

    def do(self, act, suggestion, *, by, now):
        returns = Event.objects.returns_of([suggestion]).get(suggestion.pk, ())
        unit, handler = Route.objects.proposed(suggestion, returns)
        if not unit:
            raise Refused(gettext("按領域和區市沒有可以建議的單位，請單獨轉辦。"))
        suggestion.assign(unit, self.cleaned_data["remark"], handler=handler, by=by, now=now)


@bulk_form_of(Verb.ASSIGN, 20)
class BulkAssignForm(BulkForm):
    unit = forms.ModelChoiceField(label=_("承辦單位"), queryset=Unit.objects.active(), empty_label=_("請選擇"))
    remark = TextField(
        label=_("給承辦單位的話"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("每一件都記上這句話，只有工作人員能看到，可以不填。"),
    )  # fmt: skip

    def refuses(self, suggestion):
        returns = Event.objects.returns_of([suggestion]).get(suggestion.pk, ())
        return straight_back(suggestion, self.cleaned_data["unit"], returns)


@bulk_form_of(Verb.HAND_OVER, 25)
class BulkHandOverForm(BulkForm):
    handler = forms.ModelChoiceField(label=_("承辦人"), queryset=User.objects.none(), empty_label=_("請選擇"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.active()
        if not staff.may_for_every_unit(self.user, Verb.HAND_OVER):
            units = units.filter(pk__in=staff.units_of(self.user))
        field = self.fields["handler"]
        field.queryset = User.objects.filter(
            is_active=True, is_staff=True, groups__name=Role.HANDLER, units__in=units
        ).distinct()
        people = [load for load in loads(units, timezone.localdate()) if load.is_available]
        field.choices = [("", gettext("請選擇")), *by_unit(people)]

    def refuses(self, suggestion):
        if suggestion.handler_id == self.cleaned_data["handler"].pk:
            return gettext("已由這個人承辦。")
        return ""


@bulk_form_of(Verb.MERGE, 30)
class BulkMergeForm(NamesMain, BulkForm):
    main = LineField(
        label=_("主件編號"), max_length=40, help_text=_("都併入這一件，例如 2026-0017。主件本身不必勾選。")
    )


@bulk_form_of(Verb.LABEL, 50)
class BulkLabelForm(BulkForm):
    add = RowsField(label=_("加上"), queryset=Label.objects.all(), required=False, widget=forms.CheckboxSelectMultiple)
    remove = RowsField(
        label=_("去掉"), queryset=Label.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean(self):
        fields = super().clean()
        add, remove = set(fields.get("add") or ()), set(fields.get("remove") or ())
        if not self.errors and not add | remove:
            raise forms.ValidationError(gettext("請至少選一個要加上或去掉的標籤。"))
        if add & remove:
            raise forms.ValidationError(gettext("同一個標籤不能既加上又去掉。"))
        return fields


@bulk_form_of(Verb.SUPERVISE, 80)
class BulkSuperviseForm(BulkForm):
    remark = TextField(
        label=_("內部備註"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("為什麼，每一件都記上這句話，只有工作人員能看到；公眾看到「督辦部門決定」。"),
    )  # fmt: skip


@bulk_form_of(Verb.ASK_EXTENSION, 70)
class BulkAskExtensionForm(PublicWords, BulkForm):
    """One reason for all; where it names the citizen of one of them, that one is asked for singly."""

    public_fields = ("note",)
    days = days_field()
    note = reason_field()

    def arguments(self):
        return {name: self.cleaned_data[name] for name in ("days", "note")}

    def do(self, verb, suggestion, *, by, now):
        found, _doubts = once(find(self.cleaned_data["note"], suggestion.known_names))
        if found and not self.cleaned_data["is_checked"]:
            raise Refused(gettext("延長的原因裡似乎有這一件的個人信息，請單獨申請。"))
        super().do(verb, suggestion, by=by, now=now)


bulk_form_of(Verb.ACCEPT, 10)(BulkForm)
bulk_form_of(Verb.CLOSE, 40)(BulkForm)
bulk_form_of(Verb.EXTEND, 72)(BulkForm)
