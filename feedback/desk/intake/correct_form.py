"""What staff mend of a suggestion that they registered themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.verb_form import VerbForm, form_of, words
from feedback.models import District
from feedback.parts.fields import ContactField, LineField, RowField
from feedback.rules.kinds import Kind
from feedback.rules.workflow import Verb
from feedback.verbs.correcting import SEALED, TOLD


@form_of(Verb.CORRECT_INTAKE)
class CorrectIntakeForm(VerbForm):
    """Name and contact are not shown: what is typed replaces them, what is left empty stays as it is."""

    title = LineField(label=_("標題"), min_length=2, max_length=60)
    body = words(_("內容"), _("照市民的原話或來信記。原來的文字仍留在辦理記錄裡。"), rows=9, max_length=3000)
    kind = forms.ChoiceField(label=_("類別"), choices=Kind)
    district = RowField(label=_("區市"), queryset=District.objects.all(), required=False, empty_label=_("不限／不清楚"))
    place = LineField(label=_("具體地點"), max_length=120, required=False)
    name = LineField(
        label=_("姓名"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("登記錯了才填，填了就替換原來的；不填的不變。"),
    )  # fmt: skip
    contact = ContactField(
        label=_("聯繫方式"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("登記錯了才填，填了就替換原來的；不填的不變。"),
    )  # fmt: skip
    note = words(_("更正的原因"), _("市民憑回執看到，公眾看不到。"), rows=2, max_length=500)

    def proposed(self):
        return super().proposed() | {name: self._as_it_is(name) for name in TOLD}

    def _as_it_is(self, name):
        return self.suggestion.district_id if name == "district" else getattr(self.suggestion, name)

    def arguments(self):
        """Of name and contact only what was typed."""
        given = super().arguments()
        return {name: value for name, value in given.items() if value or name not in SEALED}

    def changed(self):
        """The names of the fields that are filled in otherwise than they stand now."""
        if not self.is_bound:
            return []
        given = {name: self.cleaned_data[name] for name in (*TOLD, *SEALED) if name in self.cleaned_data}
        told = [name for name in TOLD if name in given and given[name] != getattr(self.suggestion, name)]
        return told + [name for name in SEALED if given.get(name)]
