"""What staff type for a ballot: its key, the number of a representative, a part of the private key."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.ballots.models import Ballot
from feedback.ballots.sealed import sealing
from feedback.parts.fields import LineField


class BallotForm(forms.ModelForm):
    class Meta:
        model = Ballot
        fields = ("campaign", "representatives_weight", "daily_weight", "public_key", "key_parts_seen")

    def clean_public_key(self):
        """A key that votes can be sealed to; nothing while there is none."""
        text = "".join(self.cleaned_data["public_key"].split()).lower()
        if not text:
            return ""
        try:
            sealing.seal([sealing.BLANK], bytes.fromhex(text), "")
        except ValueError as error:
            told = gettext("公鑰是 64 個數字或字母（0 到 9、a 到 f），請照原樣抄寫。")
            raise forms.ValidationError(told) from error
        return text

    def clean(self):
        given = super().clean()
        weights = given.get("representatives_weight"), given.get("daily_weight")
        if None not in weights and sum(weights) != 100:
            self.add_error("daily_weight", gettext("代表評議和日常評議合計應當是 100。"))
        return given


class ConfirmForm(forms.Form):
    """A verb that only asks for the button."""


class ReissueForm(forms.Form):
    number = forms.IntegerField(
        label=_("代表的序號"), min_value=1, max_value=1_000_000,
        error_messages={"required": _("請填寫代表的序號。")},
    )  # fmt: skip


class PartForm(forms.Form):
    """The field is called a secret: what bears such a name is given back by no page of an error."""

    secret_part = LineField(
        label=_("一份私鑰"), max_length=100, help_text=_("紙條上的 8 組，每組 8 個字母或數字；大小寫和空格不計。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("請輸入一份私鑰。")},
    )  # fmt: skip
