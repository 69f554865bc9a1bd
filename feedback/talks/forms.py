"""What a reader chooses of the page of a talk."""

from django import forms

from feedback.talks.live import ORDERS


class OrderForm(forms.Form):
    """In which order the waiting questions stand; what is not valid is left out."""

    by = forms.ChoiceField(choices=[(name, name) for name in ORDERS], required=False)

    def order(self):
        self.is_valid()
        return self.cleaned_data.get("by") or next(iter(ORDERS))
