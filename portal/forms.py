"""What a reader chooses of the site itself."""

from django import forms
from django.core.validators import MinLengthValidator
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.addresses import in_language, is_ours
from portal.comfort import Size
from portal.fields import LineField, SentField, TextField

LONGEST_WAY = 2000  # characters of an address that leads back


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


class ComfortForm(forms.Form):
    size = forms.ChoiceField(
        label=_("文字大小"), choices=Size, widget=forms.RadioSelect,
        help_text=_("選擇保存在這個瀏覽器裡，一年內有效，隨時可以改回來。"),
        error_messages={"required": _("請選一種大小。"), "invalid_choice": _("請選一種大小。")},
    )  # fmt: skip
    next = SentField(required=False, max_length=LONGEST_WAY, widget=forms.HiddenInput)

    def way_back(self):
        """The page the reader came from, in the language of this one; never an address of another site."""
        address = self.cleaned_data["next"]
        return in_language(address, get_language()) if is_ours(address) else reverse("home")
