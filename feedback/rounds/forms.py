"""What staff fill in to publish, extend, close or copy a campaign, and what they are told will follow."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Phase
from feedback.parts.fields import LineField, RowField
from feedback.rounds import verbs
from feedback.rules.phases import day_told
from feedback.rules.redaction import find, once


class ConductForm(forms.Form):
    """A verb that only asks for the button; `seen` tells whether the campaign changed since the page was made."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data=None, *, campaign, today):
        self.campaign, self.today = campaign, today
        super().__init__(data, initial={"seen": verbs.last_event(campaign)})

    def do(self, *, by, now):
        """Act, and return the campaign to go to."""
        self.verb(self.campaign, by=by, now=now, seen=self.cleaned_data["seen"])
        return self.campaign


class PublishForm(ConductForm):
    label = _("公布")
    follows = (
        _("活動出現在網站上，各個環節按日期開放和截止。"),
        _("日期以後只能延長，延長的原因公開；網址、種類和年度不能再改。"),
    )
    verb = staticmethod(verbs.publish)


class ProposeCloseForm(ConductForm):
    label = _("提請結束")
    follows = (_("由另一個人確認以後才結束；確認以前可以撤回。"),)
    verb = staticmethod(verbs.propose_close)


class DropCloseForm(ConductForm):
    label = _("撤回提請")
    follows = (_("活動照常，以後可以再提請結束。"),)
    verb = staticmethod(verbs.drop_close)


class CloseForm(ConductForm):
    label = _("確認結束")
    follows = (
        _("活動結束，不能恢復；頁面留在網站上，寫明結束的日期和還沒有辦完的事項。"),
        _("辦理情況報告在這一刻定稿。已經提交的意見建議照常辦理。"),
    )
    verb = staticmethod(verbs.close)


class CopyForm(ConductForm):
    label = _("按去年的辦法起草")
    follows = (
        _("得到下一次活動的草稿：各個環節的日期順延到新的年度，評議的題目和權重照舊。"),
        _("簡介和工作報告不帶過去，請重新填寫；草稿由另一個人公布。"),
    )

    def do(self, *, by, now):
        return verbs.copy(self.campaign, by=by, now=now)


class ExtendForm(ConductForm):
    label = _("延長環節")
    follows = (
        _("活動頁上寫明原來的日期、新的日期和原因，不能改回。"),
        _("已經結束的環節不能再延長。"),
    )
    phase = RowField(label=_("環節"), queryset=Phase.objects.none(), empty_label=None)
    ends_on = forms.DateField(
        label=_("新的截止日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("當天仍在內。"),
    )  # fmt: skip
    reason = LineField(label=_("原因"), max_length=200, help_text=_("公開，寫成一句話。"))
    is_checked = forms.BooleanField(
        label=_("我已逐字核對，文中沒有需要遮去的個人信息"), required=False, help_text=_("僅在系統提示有誤時勾選。")
    )

    def __init__(self, data=None, *, campaign, today):
        super().__init__(data, campaign=campaign, today=today)
        self.fields["phase"].queryset = campaign.phases.not_over(today)
        self.fields["phase"].label_from_instance = _with_days

    def clean(self):
        given = super().clean()
        found, _doubts = once(find(given.get("reason", ""), ()))
        if found and not given.get("is_checked"):
            listed = gettext("、").join(f"{finding.kind.label} {finding.text}" for finding in found)
            told = gettext("文中似乎還有個人信息：%(found)s。請遮去，或核對無誤後勾選最下方一項。")
            self.add_error(None, told % {"found": listed})
        return given

    def do(self, *, by, now):
        given = self.cleaned_data
        phase = given["phase"]
        phase.campaign = self.campaign
        verbs.extend(phase, given["ends_on"], reason=given["reason"], by=by, now=now, seen=given["seen"])
        return self.campaign


FORMS = {
    "publish": PublishForm,
    "extend": ExtendForm,
    "propose-close": ProposeCloseForm,
    "drop-close": DropCloseForm,
    "close": CloseForm,
    "copy": CopyForm,
}


def _with_days(phase):
    if not phase.ends_on:
        return gettext("%(name)s（沒有截止日期）") % {"name": phase}
    return gettext("%(name)s（到%(day)s）") % {"name": phase, "day": day_told(phase.ends_on)}
