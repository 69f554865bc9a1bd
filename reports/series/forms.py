"""What a reader looks for among the figures."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.reading.languages import reading
from portal.reading.simplified import one_script
from portal.search.asking import QueryField
from portal.search.query import Query
from reports.series.letters import LETTERS, OTHER

LONGEST = 60  # characters of a field


class FiguresForm(forms.Form):
    """What is not valid is left out."""

    q = QueryField(label=_("名稱裡的字"))
    letter = forms.ChoiceField(label=_("拼音首字母"), required=False)
    field = forms.ChoiceField(label=_("領域"), required=False)

    def __init__(self, *args, entries, **kwargs):
        super().__init__(*args, **kwargs)
        letters, fields = {entry.letter for entry in entries}, {entry.field for entry in entries if entry.field}
        self.fields["letter"].choices = [
            ("", _("全部")),
            *((letter.lower(), letter) for letter in LETTERS if letter in letters),
            *([("other", _("其他"))] if OTHER in letters else []),
        ]
        self.fields["field"].choices = [
            ("", _("全部")),
            *((one_script(name), reading(name)) for name in sorted(fields)),
        ]
        self.known = {one_script(name): name for name in fields}  # an address is the same in every language

    def chosen(self):
        self.is_valid()
        letter = self.cleaned_data.get("letter", "")
        return {
            "q": self.cleaned_data.get("q") or Query(""),
            "letter": OTHER if letter == "other" else letter.upper(),
            "field": self.known.get(one_script(self.data.get("field", "")[:LONGEST]), ""),  # in either script
        }
