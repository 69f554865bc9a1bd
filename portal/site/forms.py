"""What a reader chooses of the site itself."""

from django import forms
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.fields.measured import SentField
from portal.serving.addresses import LONGEST_WAY, in_language, is_ours
from portal.serving.comfort import Size


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
