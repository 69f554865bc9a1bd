"""The contact that suggestions are looked for by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.parts.fields import ContactField


class ContactSearchForm(forms.Form):
    contact = ContactField(
        label=_("電話或電子郵箱"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("寫法不必與登記的一樣，要寫完整；座機請連區號一起填。"),
        error_messages={"required": _("請填寫要查找的電話或電子郵箱。")},
    )  # fmt: skip
