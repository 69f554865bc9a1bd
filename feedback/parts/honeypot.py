"""A field that nobody sees and machines fill in."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.parts.fields import SentField


class HoneypotForm(forms.Form):
    """Whoever filled it in all the same, by a browser that fills in forms, is told; nothing they typed is lost."""

    website = SentField(
        label=_("這一欄請留空"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError(gettext("這一欄是用來防機器人的，請清空後再提交。"))
