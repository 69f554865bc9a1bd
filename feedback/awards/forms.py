"""What staff fill in about awards."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.awards import verbs
from feedback.awards.rules import Consent, Grade
from feedback.desk.queries.suggestions import at_desk
from feedback.parts.fields import LineField, SentField, TextField
from feedback.parts.public_words import PublicWords


class NominateForm(forms.Form):
    """`number` is cleaned to the suggestion that the user may see under it."""

    number = LineField(label=_("編號"), max_length=40, help_text=_("推薦哪一件，例如 2026-0017。"))
    note = TextField(
        label=_("推薦理由"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("只有工作人員能看到。"),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_number(self):
        number = self.cleaned_data["number"]
        found = at_desk(self.user).by_number(number).first()
        if not found:
            raise forms.ValidationError(gettext("沒有編號為「%(number)s」的建議，請核對。") % {"number": number})
        return found


class AwardForm(forms.Form):
    """A verb of a nomination; its cleaned fields, but for `aside`, are the arguments."""

    label = told = ""
    aside = ("is_checked",)
    verb = None

    def __init__(self, data=None, *, nomination):
        self.nomination = nomination
        super().__init__(data)

    def do(self, *, by, now):
        given = {name: value for name, value in self.cleaned_data.items() if name not in self.aside}
        type(self).verb(self.nomination, **given, by=by, now=now)


class ProposeForm(AwardForm):
    label = _("提出等次")
    told = _("由另一位同事決定；決定以前公眾看不到，可以改提。")
    verb = verbs.propose

    grade = forms.ChoiceField(label=_("等次"), choices=Grade, widget=forms.RadioSelect)


class DecideForm(AwardForm):
    label = _("評定")
    told = _("評定以後，編號和已經公開的文字立即列在優秀建議的頁面上。姓名不公開，除非本人另外同意。")
    verb = verbs.decide

    grade = SentField(max_length=8, widget=forms.HiddenInput)  # the one that was read, whatever is proposed meanwhile

    def __init__(self, data=None, *, nomination):
        super().__init__(data, nomination=nomination)
        self.initial["grade"] = nomination.grade


class WithdrawForm(PublicWords, AwardForm):
    label = _("撤銷評定")
    told = _("撤銷以後，這一件連同原因仍列在頁面上，標明已經撤銷；公開過的姓名一併刪除。")
    verb = verbs.withdraw
    public_fields = ("reason",)

    reason = LineField(label=_("撤銷的原因"), max_length=200, help_text=_("公眾看到。"))

    @property
    def known_names(self):
        return self.nomination.suggestion.known_names


class ShowNameForm(AwardForm):
    label = _("記錄同意公開姓名")
    told = _("只寫本人同意公開的稱呼。這一件的文字公開期間，姓名隨評定一起公開；本人隨時可以要求不再公開。")
    verb = verbs.show_name

    name = LineField(label=_("公開的姓名"), max_length=40)
    consent = forms.ChoiceField(label=_("本人怎樣同意的"), choices=Consent, widget=forms.RadioSelect)
    is_by_guardian = forms.BooleanField(
        label=_("由監護人同意"), required=False, help_text=_("提建議的人未滿 14 周歲的，必須由監護人同意。")
    )


class HideNameForm(AwardForm):
    label = _("不再公開姓名")
    told = _("姓名立即從頁面上撤下，並從系統中刪除。")
    verb = verbs.hide_name


FORMS = {
    "propose": ProposeForm,
    "decide": DecideForm,
    "withdraw": WithdrawForm,
    "show-name": ShowNameForm,
    "hide-name": HideNameForm,
}


def offered(nomination, award, user):
    """The names of the verbs, keys of `FORMS`, that `user` may do to `nomination` as it stands."""
    if not user.has_perm(verbs.DECIDE):
        return []
    if award:
        return ["withdraw", "show-name", *(["hide-name"] if award.name else [])]
    is_second = bool(nomination.grade) and nomination.proposed_by_id != user.pk
    return [*(["decide"] if is_second else []), "propose"]
