"""One press: which question, and which answer or that it is taken back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.opinions.rules import ANSWERS

NOTHING = "none"


class PressForm(forms.Form):
    """`say` is `useful-yes`, or `useful-none` to take back what was said of it."""

    say = forms.ChoiceField(error_messages={"invalid_choice": _("沒有這個選項，請重新選擇。")})

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        said = [(question, answer) for question in questions for answer in (*ANSWERS[question], NOTHING)]
        self.fields["say"].choices = [(f"{question}-{answer}", "") for question, answer in said]

    def chosen(self):
        """(question, its answer or None); of a valid form."""
        question, _dash, answer = self.cleaned_data["say"].partition("-")
        return question, None if answer == NOTHING else answer
