"""What staff enter for a citizen: what came by phone, letter, visit or at a meeting; a receipt to be issued anew."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.forms import VerbForm
from feedback.models import Campaign, Category, Channel
from feedback.parts import telling
from feedback.parts.fields import ContactField, RowField, SentField
from feedback.suggest.forms import CategoryField, KindForm, PersonForm, WordsForm, given_fields

EARLIEST = timedelta(days=366)  # an older day is a slip of the pen


def checked_arrival(day, today):
    """The day it reached the office, None for today; raises `ValidationError` for one that cannot be."""
    if day and day > today:
        raise forms.ValidationError(gettext("送達日期不能晚於今天。"))
    if day and day < today - EARLIEST:
        raise forms.ValidationError(gettext("送達日期早於一年前，請核對年份。"))
    return None if day == today else day


def check_campaign(form, campaign, day):
    """Tell in `form` what keeps its suggestion, there on `day`, from being filed under `campaign`."""
    if not campaign.takes_on(day):
        name = "campaign" if "campaign" in form.fields else None  # a sheet's is chosen for all of its rows
        form.add_error(name, gettext("「%(title)s」在那一天不徵集意見建議，請另選一個。") % {"title": campaign})
    if campaign.requires_contact:
        for name in ("name", "contact"):
            if not form.cleaned_data.get(name) and name not in form.errors:
                form.add_error(name, form.fields[name].error_messages["required"])


class RegisterForm(WordsForm, KindForm, PersonForm):
    """The citizen's form, filled in by a member of staff for somebody who speaks or wrote on paper."""

    website = None
    asks_for_notices = False
    category = CategoryField(
        label=_("領域"), queryset=Category.objects.filter(is_active=True), required=False, blank=True,
        empty_label=_("不確定，由工作人員判定"), widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("您選的領域已經停用，請另選一個。")},
    )  # fmt: skip
    channel = RowField(
        label=_("來源"), queryset=Channel.objects.for_staff(), empty_label=None, widget=forms.RadioSelect,
        error_messages={
            "required": _("請選來源。"), "invalid_choice": _("您選的來源已經停用或者不能選，請另選一個。"),
        },
    )  # fmt: skip
    arrived_on = forms.DateField(
        label=_("送達日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("今天以前來的才填。編號按登記的先後，受理和答覆的期限從送達日期起算。"),
    )  # fmt: skip
    campaign = RowField(
        label=_("歸入活動"),
        queryset=Campaign.objects.published().not_closed().newest_first().prefetch_related("phases"),
        empty_label=None,
    )
    flow = SentField(widget=forms.HiddenInput, max_length=64)
    field_order = (
        "channel", "arrived_on", "campaign", "kind", "category", "title", "body", "district", "place", "section",
        "name", "contact", "notices_by", "consent", "is_under_14", "guardian_name", "guardian_consent",
    )  # fmt: skip

    def __init__(self, *args, today, **kwargs):
        self.today = today
        super().__init__(*args, requires_contact=False, **kwargs)
        told = {
            "title": _("用一句話概括。最多 60 字。"),
            "body": _("照市民的原話或來信記，何時、何地、什麼情況，希望怎樣解決。"),
            "contact": _("電話或電子郵箱。沒有留的，回執丟了無法補發。"),
            "notices_by": _("市民要求通知的才選，發到上面的聯繫方式。市民隨時可以憑回執更改。"),
            "consent": _("向市民說明後，按市民的意思選。"),
        }
        for name, help_text in told.items():
            self.fields[name].help_text = help_text
        self.fields["notices_by"].label = _("有進展時怎樣通知市民")
        if not telling.offered():
            del self.fields["notices_by"]
        self.fields["body"].error_messages["required"] = _("請寫下市民的意見或建議。")
        self.fields["guardian_consent"].label = _("監護人在場或者在電話裡同意提交，並同意處理其中的個人信息")

    def clean_arrived_on(self):
        return checked_arrival(self.cleaned_data["arrived_on"], self.today)

    def clean(self):
        given = super().clean()
        if given.get("campaign") and "arrived_on" in given:
            check_campaign(self, given["campaign"], given["arrived_on"] or self.today)
        return given

    def suggestion_fields(self):
        given = self.cleaned_data
        extra = {"channel": given["channel"], "arrived_on": given["arrived_on"]}
        return given_fields(given, given["campaign"]) | extra


class ReissueForm(VerbForm):
    """What the citizen says the contact is; it is compared, and neither kept nor recorded."""

    contact = ContactField(
        label=_("市民所說的聯繫方式"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("請市民說出當初留的電話或電子郵箱，照填。與登記的一致才能補發。"),
        error_messages={"required": _("請填寫市民所說的聯繫方式。")},
    )  # fmt: skip
    flow = SentField(widget=forms.HiddenInput, max_length=64)
