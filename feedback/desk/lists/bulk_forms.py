"""What staff fill in for many suggestions at once: which ones, the verb, and what that verb needs."""

import re
from uuid import uuid4

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.extension_forms import days_field, reason_field
from feedback.desk.cases.merge_form import NamesMain
from feedback.models import Label, Unit
from feedback.parts.fields import LineField, SentField, TextField
from feedback.parts.public_words import PublicWords
from feedback.rules.redaction import find, once
from feedback.rules.workflow import Refused, Verb
from portal.fields.choices import RowsField
from portal.fields.measured import TokenField
from portal.frame import Places

MOST_PICKED = 500

FORMS = {}  # {verb: the form whose cleaned fields are its arguments}; each makes itself known where it is written
VERBS = Places()  # in the order of their buttons


def bulk_form_of(verb, place):
    """Make a form known as that of `verb` for many at once, whose button stands at `place`."""

    def known(form):
        if verb in FORMS:
            raise ImproperlyConfigured(f"{form} cannot be the form of {verb!r} for many: {FORMS[verb]} is.")
        VERBS.add(place, verb)
        FORMS[verb] = form
        return form

    return known


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
    """The boxes of the list and the button pressed."""

    verb = forms.ChoiceField(choices=(), widget=forms.HiddenInput)
    picked = PickedField()
    back = SentField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, data, *, verbs):
        super().__init__(data)
        self.fields["verb"].choices = [(verb.value, verb.label) for verb in verbs]


class BulkForm(forms.Form):
    """A verb that needs nothing more; the token makes sure that it is done once."""

    token = TokenField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, user):
        self.user = user
        super().__init__(data, initial={"token": uuid4().hex})

    def arguments(self):
        """The verb's keyword arguments."""
        return {name: value for name, value in self.cleaned_data.items() if name != "token"}

    def do(self, verb, suggestion, *, by, now):
        """Act on one; the form of a verb that the suggestion does not know by name calls the function of that verb."""
        getattr(suggestion, verb)(**self.arguments(), by=by, now=now)


@bulk_form_of(Verb.ASSIGN, 20)
class BulkAssignForm(BulkForm):
    unit = forms.ModelChoiceField(label=_("承辦單位"), queryset=Unit.objects.active(), empty_label=_("請選擇"))
    remark = TextField(
        label=_("給承辦單位的話"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("每一件都記上這句話，只有工作人員能看到，可以不填。"),
    )  # fmt: skip


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
