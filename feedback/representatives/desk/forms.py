"""What staff send about applications and representatives."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign, District
from feedback.parts.fields import ContactField, LineField, RowField
from feedback.representatives.models import Representative
from feedback.representatives.rules import Reason, State

ELIGIBLE = State.ELIGIBLE.value


class CheckForm(forms.Form):
    """What the check of an application came to."""

    result = forms.ChoiceField(
        label=_("核對結果"), widget=forms.RadioSelect, choices=[(ELIGIBLE, State.ELIGIBLE.label), *Reason.choices],
        help_text=_("後幾項都是不符合條件的原因：公布各有多少件，不公布是誰。"),
        error_messages={"required": _("請選一項。")},
    )  # fmt: skip

    @property
    def reason(self):
        result = self.cleaned_data["result"]
        return "" if result == ELIGIBLE else result


class ContactForm(forms.Form):
    contact = ContactField(
        label=_("聯繫方式"), max_length=120, help_text=_("報名時填寫的手機號碼或電子郵箱。"),
        error_messages={"required": _("請填寫聯繫方式。")},
    )  # fmt: skip


class ButtonForm(forms.Form):
    """A button that needs nothing more."""


def open_campaigns():
    return Campaign.objects.filter(closed_at__isnull=True, kind=Campaign.Kind.SANMIN).newest_first()


class RepresentativeForm(forms.ModelForm):
    """One representative, entered by hand."""

    campaign = RowField(label=_("活動"), queryset=Campaign.objects.none(), empty_label=None)
    name = LineField(label=_("姓名"), max_length=40)
    contact = ContactField(label=_("聯繫方式"), max_length=120, help_text=_("手機號碼或電子郵箱，加密保存。"))
    district = RowField(label=_("區市"), queryset=District.objects.all(), required=False, empty_label=_("不選"))

    class Meta:
        model = Representative
        fields = ("campaign", "name", "contact", "district")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "campaign" in self.fields:  # a page that only shows one has no fields
            self.fields["campaign"].queryset = open_campaigns()
