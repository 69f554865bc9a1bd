"""What somebody of the staff fills in to say what to be told, and how: one choice for each kind of notice."""

from django import forms

from feedback.rules.cadence import DEFAULTS, Cadence


class WishForm(forms.Form):
    def __init__(self, *args, cadences, **kwargs):
        """`cadences` are {`Kind`: `Cadence`} as they are now."""
        super().__init__(*args, **kwargs)
        for kind in DEFAULTS:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, choices=Cadence.choices, initial=cadences[kind].value
            )

    @property
    def cadences(self):
        """{`Kind`: `Cadence`} of what was chosen anew."""
        return {kind: Cadence(self.cleaned_data[kind]) for kind in DEFAULTS if kind.value in self.changed_data}
