"""A word that is to be protected, tried on a sentence."""

from django import forms
from django.core.validators import MinLengthValidator
from django.utils.translation import gettext_lazy as _

from portal.fields.measured import LineField, TextField


class TryWordForm(forms.Form):
    """A word that is to be protected, and a sentence to see what that does."""

    word = LineField(label=_("詞或名稱"), max_length=40, validators=[MinLengthValidator(2)])
    simplified = LineField(
        label=_("简体寫法"), max_length=40, required=False, validators=[MinLengthValidator(2)],
        help_text=_("不填表示兩種字體寫法相同。"),
    )  # fmt: skip
    sentence = TextField(
        label=_("一句話"), max_length=400, help_text=_("含有這個詞的一句話，繁體、简体都可以。這裡只試，不保存。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
