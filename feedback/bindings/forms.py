"""What staff fill in to bind a number of a report: which number, what it counts, and as of when."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.bindings import verbs
from feedback.bindings.models import Binding
from feedback.bindings.queries import QUERIES
from feedback.rules.workflow import Refused

CHOICES = [(name, query.label) for name, query in QUERIES.items()]


class BindingForm(forms.ModelForm):
    query = forms.ChoiceField(label=_("統計口徑"), choices=CHOICES, help_text=_("同一個指標可以按幾個口徑各綁定一次。"))

    class Meta:
        model = Binding
        fields = ("figure", "query", "campaign", "category", "as_of")
        help_texts = {
            "campaign": _("不選的，統計全部活動。"),
            "category": _("不選的，統計全部領域。按現在的領域歸入。"),
            "as_of": _("報告說的是哪個時間的數，例如報告公布的時間。"),
        }

    def clean(self):
        given = super().clean()
        figure = given.get("figure") or getattr(self.instance, "figure", None)
        if not self.errors and figure:
            try:
                verbs.check(figure, given["query"], given["as_of"], now=timezone.now())
            except Refused as refusal:
                raise forms.ValidationError(str(refusal.reason)) from refusal
        return given
