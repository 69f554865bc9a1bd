"""「我也遇到」, said and taken back."""

from django import forms


class SupportForm(forms.Form):
    undo = forms.BooleanField(required=False, widget=forms.HiddenInput)
