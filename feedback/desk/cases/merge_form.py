"""Merging: the main one is found by its number, by words or by likeness, and read side by side before it is done."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.verb_form import VerbForm, form_of
from feedback.desk.queries.suggestions import at_desk
from feedback.parts.fields import LineField
from feedback.rules.receipts import parse_number
from feedback.rules.workflow import MAIN_STAGES, Verb
from portal.search import Query

# Words are looked for in so many of the newest; so many candidates are listed.
MOST_LOOKED_THROUGH, MOST_CANDIDATES = 5000, 10


class NamesMain:
    """A form whose `main` is typed as a number and cleaned to the suggestion the user may see under it."""

    def clean_main(self):
        number = self.cleaned_data["main"]
        main = at_desk(self.user).by_number(number).first()
        if not main:
            raise forms.ValidationError(gettext("沒有編號為「%(number)s」的建議，請核對。") % {"number": number})
        return main


@form_of(Verb.MERGE)
class MergeForm(NamesMain, VerbForm):
    """It is done once the main one stood on the page (`seen`): two numbers are easily mistaken, two texts are not."""

    aside = ("revision", "seen")
    main = LineField(label=_("主件編號"), max_length=40, help_text=_("併入哪一件，例如 2026-0017。"))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    words, compared = "", None

    def begin(self, query, today):
        """The words to look for, and the main one that was chosen from what they found."""
        self.words = Query(query.get("q", "")).text.strip()
        self.compared = self._others().by_number(query.get("main", "")).first()
        if self.compared:
            self.initial |= {"main": self.compared.number, "seen": self.compared.pk}

    def clean(self):
        fields = super().clean()
        main = fields.get("main")
        if main and fields.get("seen") != main.pk:
            self.compared = main
            self.data = self.data.copy()
            self.data["seen"] = main.pk
            raise forms.ValidationError(gettext("主件已列在上面，請對照兩件的內容，確認後再提交。"))
        return fields

    @cached_property
    def candidates(self):
        """Those that it may be merged into: by the words that were typed, else what says much the same."""
        query = Query(self.words)
        if parse_number(self.words):
            return list(self._others().by_number(self.words))
        if query.is_empty:
            return [one for one in self._others().similar_at_desk(self.suggestion) if one.stage in MAIN_STAGES]
        rows = self._others().filter(stage__in=MAIN_STAGES).order_by("-received_at", "-pk")
        return list(rows.first_mentioning_at_desk(query, MOST_LOOKED_THROUGH)[0][:MOST_CANDIDATES])

    def _others(self):
        rows = at_desk(self.user).exclude(pk=self.suggestion.pk).select_related("status", "unit")
        return rows.defer("name", "contact", "guardian_name")
