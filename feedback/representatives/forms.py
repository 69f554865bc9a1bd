"""What a citizen sends who applies for 市民代表, or takes the application back."""

from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import District
from feedback.parts.fields import ContactField, LineField, RowField, SentField
from feedback.parts.typed import goes_along
from feedback.representatives import rules
from feedback.representatives.models import Occupation
from portal.reading.languages import reading
from portal.reading.written_days import written_day

FIRST_BIRTH = date(1900, 1, 1)


@goes_along
class ApplyForm(forms.Form):
    name = LineField(
        label=_("姓名"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("請填寫姓名。")},
    )  # fmt: skip
    contact = ContactField(
        label=_("聯繫方式"), max_length=120,
        help_text=_("手機號碼或電子郵箱，用來核對和通知您。同一個聯繫方式只計一份報名，以先報的為準。"),
        error_messages={"required": _("請填寫手機號碼或電子郵箱。")},
    )  # fmt: skip
    born_on = LineField(
        label=_("出生日期"), max_length=40, help_text=_("例如 1990-01-31。"),
        widget=forms.TextInput(attrs={"autocomplete": "bday"}), error_messages={"required": _("請填寫出生日期。")},
    )  # fmt: skip
    district = RowField(
        label=_("居住的區市"), queryset=District.objects.all(), error_messages={"required": _("請選擇區市。")}
    )
    occupation = RowField(
        label=_("職業"), queryset=Occupation.objects.filter(is_active=True),
        error_messages={"required": _("請選擇職業。")},
    )  # fmt: skip
    address = LineField(
        label=_("住址"), max_length=120, required=False, help_text=_("街道和小區，只用來核對居住情況。"),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )  # fmt: skip
    lives_here = forms.BooleanField(error_messages={"required": _("不符合這一項的，不能報名。")})
    has_consented = forms.BooleanField(
        label=_("我已經看過個人信息的說明，同意為徵集市民代表處理我填寫的個人信息"),
        error_messages={"required": _("不同意處理個人信息的，無法報名。")},
    )
    website = SentField(
        label=_("這一欄請留空"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip

    def __init__(self, *args, terms, counted_on, **kwargs):
        """`counted_on` is the day on which the age is counted."""
        super().__init__(*args, **kwargs)
        self.terms, self.counted_on = terms, counted_on
        if not terms.by_occupation:
            del self.fields["occupation"]
        if terms.minimum_years:
            told = gettext("我在本市居住已滿 %(years)s 年")
            self.fields["lives_here"].label = told % {"years": terms.minimum_years}
        else:
            self.fields["lives_here"].label = gettext("我在本市居住")

    def clean_born_on(self):
        born_on = written_day(self.cleaned_data["born_on"])
        if not born_on or not FIRST_BIRTH <= born_on <= self.counted_on:
            raise forms.ValidationError(gettext("看不出是哪一天，請寫成 1990-01-31 的樣子。"))
        if rules.age_on(born_on, self.counted_on) < self.terms.minimum_age:
            told = gettext("市民代表須年滿 %(age)s 周歲，年齡算到%(day)s。") % {
                "age": self.terms.minimum_age, "day": date_format(self.counted_on, "DATE_FORMAT"),
            }  # fmt: skip
            raise forms.ValidationError(told)
        return born_on

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError(gettext("這一欄是用來防機器人的，請清空後再提交。"))

    def typed(self):
        """What was typed, before it is checked: text by the names of the fields."""
        return {name: self.data.get(name, "") for name in self.fields if name != "website"}

    def given(self):
        """What the verb takes, of a valid form."""
        names = ("name", "contact", "born_on", "district", "occupation", "address")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}

    def facts(self):
        """(label, value) of a valid form, for whoever typed it to look over."""
        given = self.given()
        shown = {"born_on": date_format(given["born_on"], "DATE_FORMAT")} | {
            name: reading(given[name]) for name in ("district", "occupation") if name in given
        }
        return [(self.fields[name].label, shown.get(name, value)) for name, value in given.items()]


@goes_along
class WithdrawForm(forms.Form):
    label = LineField(
        label=_("報名編號"), max_length=40, help_text=_("報名時給您的 9 位數字，例如 482-915-507。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("請填寫報名編號。")},
    )  # fmt: skip
    contact = ContactField(
        label=_("聯繫方式"), max_length=120, help_text=_("報名時填寫的手機號碼或電子郵箱。"),
        error_messages={"required": _("請填寫報名時的聯繫方式。")},
    )  # fmt: skip

    def clean_label(self):
        label = rules.parse_label(self.cleaned_data["label"])
        if not label:
            raise forms.ValidationError(gettext("報名編號是 9 位數字，例如 482-915-507。"))
        return label
