"""What a representative sends: a code, then what was chosen. Nothing of it is kept between the pages."""

import re

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.ballots import codes
from feedback.parts.fields import LineField
from portal.reading.readers import shown


class CodeForm(forms.Form):
    """The field is called a passcode: what bears such a name is given back by no page of an error."""

    passcode = LineField(
        label=_("投票碼"), max_length=60, help_text=_("投票碼單上的 16 位數字，空格可有可無。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("請填寫投票碼。")},
    )  # fmt: skip

    def clean_passcode(self):
        code = re.sub(r"[\s-]", "", self.cleaned_data["passcode"])
        if not re.fullmatch(rf"\d{{{codes.DIGITS}}}", code, re.ASCII):
            raise forms.ValidationError(gettext("投票碼是 16 位數字，請對照投票碼單。"))
        return code


class VoteForm(forms.Form):
    """A field for each of the `questions`; one that is left out, or answered with a blank, is a blank."""

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = {f"q{question.pk}": question for question in questions}
        for name, question in self.questions.items():
            options = [(str(option.pk), shown(option.shown_text)) for option in question.options.all()]
            self.fields[name] = forms.ChoiceField(
                label=shown(question.shown_text), choices=[*options, ("", _("不評"))], required=False,
                widget=forms.RadioSelect,
            )  # fmt: skip

    def chosen(self):
        """{key of a question: key of an option} of what is valid."""
        return {self.questions[name].pk: int(key) for name, key in self.cleaned_data.items() if key}

    def shown_choices(self):
        """(question, what was chosen or None), in order."""
        labels = {name: dict(field.choices) for name, field in self.fields.items()}
        return [
            (self.fields[name].label, labels[name][self.cleaned_data[name]] if self.cleaned_data[name] else None)
            for name in self.fields
        ]

    def blanks(self):
        return sum(not self.cleaned_data[name] for name in self.fields)
