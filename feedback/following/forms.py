"""What somebody sends who wants to hear of something by mail; and what administrators type to have one forgotten."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.following.subjects import found, groups
from feedback.parts.fields import LineField, SentField, is_email
from feedback.parts.typed import goes_along
from feedback.rules.contacts import addresses_in


def mail_field(**more):
    attrs = {"type": "email", "autocomplete": "email", "inputmode": "email"}
    return LineField(
        label=_("電子郵箱"), max_length=120, widget=forms.TextInput(attrs=attrs),
        error_messages={"required": _("請填寫電子郵箱。")}, **more,
    )  # fmt: skip


class _MailForm(forms.Form):
    def clean_mail(self):
        """In its one spelling, as the key of a contact is made."""
        mail = addresses_in(self.cleaned_data["mail"]).mail
        if not is_email(mail):
            raise forms.ValidationError(gettext("請填寫一個電子郵箱，例如 name@example.com。"))
        return mail


@goes_along
class FollowForm(_MailForm):
    subject = forms.ChoiceField(label=_("關注什麼"), error_messages={"required": _("請選擇關注什麼。")})
    mail = mail_field(help_text=_("只用來發您關注的內容，加密保存，從不公開；每封郵件裡點一下鏈接就可以停止。"))
    is_for_answer = forms.BooleanField(required=False, widget=forms.HiddenInput)
    website = SentField(
        label=_("這一欄請留空"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip

    def __init__(self, *args, chosen=None, **kwargs):
        """`chosen` is the `Subject` that whoever asks came from."""
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        choices = [(label, [(_key(one), one.name) for one in subjects]) for label, subjects in groups() if subjects]
        if chosen and (chosen.kind == "suggestion" or chosen.is_talk):
            choices = [(_key(chosen), chosen.name), *choices]
        self.fields["subject"].choices = [("", _("請選擇")), *choices]
        self.initial.setdefault("subject", _key(chosen) if chosen else "")

    @property
    def is_to_hear_the_answer(self):
        """Whether one mail is wanted and no more, as it was asked for or sent: "False" comes back as a word."""
        return self.fields["is_for_answer"].to_python(self["is_for_answer"].value())

    def clean_subject(self):
        return subject_of(self.cleaned_data["subject"])

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError(gettext("這一欄是用來防機器人的，請清空後再提交。"))

    def clean(self):
        given = super().clean()
        subject = given.get("subject")
        given["is_for_answer"] = bool(given.get("is_for_answer") and subject and subject.kind == "suggestion")
        return given


class ForgetForm(_MailForm):
    mail = mail_field(help_text=_("本人來電要求的，核實以後填寫。刪除以後不能恢復，這個郵箱以後可以重新關注。"))


def subject_of(text):
    """The `Subject` of a value that the form offers, or None."""
    kind, _dot, value = str(text).partition(".")
    return found(kind, value)


def _key(subject):
    return f"{subject.kind}.{subject.value}"
