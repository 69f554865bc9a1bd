"""What staff fill in of a talk: the draft, what of a published one may still change, and its verbs."""

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget, FilteredSelectMultiple
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign, Unit
from feedback.office.staff import shown_name
from feedback.parts.fields import LineField, TextField
from feedback.rounds.verbs import last_event
from feedback.rules.redaction import find, once
from feedback.talks import verbs
from feedback.talks.models import Talk
from feedback.talks.rules import why_not_held
from portal.fields.measured import SlugField, URLField

OF_CAMPAIGN = ("title", "title_en", "slug", "summary", "summary_en")
# What stays as it was announced; the times change by a verb that tells why.
FIXED = ("title", "slug", "unit", *verbs.TIMES, "takes_web")


class People(forms.ModelMultipleChoiceField):
    """Members of staff under the names that staff know them by."""

    def label_from_instance(self, row):
        return shown_name(row)


def _of_campaign(name, form_class, **kwargs):
    return Campaign._meta.get_field(name).formfield(form_class=form_class, **kwargs)


class TalkForm(forms.ModelForm):
    """A talk with what its campaign says of it; what is `FIXED` of a published one is shown and not taken."""

    title = _of_campaign("title", LineField, label=_("主題"))
    title_en = _of_campaign("title_en", LineField, label=_("英文主題"))
    slug = _of_campaign(
        "slug", SlugField, required=False, help_text=_("不填的，用懇談的日期，例如 talk-2026-11-29。公布以後不能再改。")
    )
    summary = _of_campaign(
        "summary", TextField, widget=AdminTextareaWidget, help_text=_("主辦單位、談什麼，公布以前必須填寫。")
    )
    summary_en = _of_campaign("summary_en", TextField, widget=AdminTextareaWidget)
    moderators = People(
        label=_("主持人"), queryset=User.objects.none(), required=False,
        widget=FilteredSelectMultiple(_("主持人"), is_stacked=False),
        help_text=_("在主持台上受理、轉嘉賓、記答覆的工作人員，不限於主辦單位。公布以前至少選一位。"),
    )  # fmt: skip
    questions_open_at = forms.SplitDateTimeField(
        label=_("開始徵集"), required=False, widget=AdminSplitDateTime,
        help_text=_("不填的，從懇談前一天零點起（按全站設置）。"),
    )  # fmt: skip
    broadcast_url = URLField(
        label=_("直播地址"), required=False, assume_scheme="https", max_length=200,
        help_text=_("以 https:// 開頭；沒有直播的不填。"),
    )  # fmt: skip

    class Meta:
        model = Talk
        fields = (
            "unit", "starts_at", "ends_at", "questions_open_at", "takes_web", "hotline", "place", "broadcast_url",
        )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.campaign = self.instance.campaign if self.instance.pk else Campaign()
        chosen = self.campaign.moderators.all() if self.campaign.pk else User.objects.none()
        active = User.objects.filter(is_active=True, is_staff=True)
        self.fields["moderators"].queryset = (active | User.objects.filter(pk__in=chosen)).order_by("pk").distinct()
        if "unit" in self.fields:
            kept = Unit.objects.filter(pk=self.instance.unit_id)
            self.fields["unit"].queryset = (Unit.objects.filter(is_active=True) | kept).distinct()
        for name in OF_CAMPAIGN:
            self.initial.setdefault(name, getattr(self.campaign, name))
        self.initial.setdefault("moderators", list(chosen))
        for name in self.fields.keys() & set(FIXED if self.campaign.is_published else ()):
            self.fields[name].disabled = True

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug and Campaign.objects.filter(slug=slug).exclude(pk=self.campaign.pk).exists():
            raise forms.ValidationError(gettext("這個網址代碼已經用過，請換一個。"))
        return slug

    def clean(self):
        given = super().clean()
        starts_at, ends_at = given.get("starts_at"), given.get("ends_at")
        if not (starts_at and ends_at):
            return given
        given["questions_open_at"] = given.get("questions_open_at") or verbs.default_opening(starts_at)
        if wrong := why_not_held(*verbs.local(starts_at, ends_at, given["questions_open_at"])):
            self.add_error("questions_open_at" if ends_at > starts_at else "ends_at", wrong)
        if not given.get("slug") and "slug" not in self.errors:
            given["slug"] = _free_slug(timezone.localdate(starts_at), self.campaign)
        return given

    def write_campaign(self):
        """The campaign with what was filled in, not saved."""
        for name in OF_CAMPAIGN:
            setattr(self.campaign, name, self.cleaned_data[name])
        return self.campaign


class TalkVerbForm(forms.Form):
    """A verb of a talk; `seen` tells whether its campaign changed since the page was made."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data=None, *, talk):
        self.talk = talk
        super().__init__(data, initial={"seen": last_event(talk.campaign)} | self.now_of(talk))

    def now_of(self, talk):
        """{name: what stands there now}."""
        return {}


class RescheduleForm(TalkVerbForm):
    label = _("改期")
    follows = (
        _("懇談頁和活動記錄上寫明原來的時間、新的時間和原因，不能改回。"),
        _("還沒有答覆的提問，答覆期限從新的日期重新算起，每件都記一筆；要了通知的市民會收到通知。"),
        _("開始以後只能推遲結束時間，結束以後不能再改。"),
    )
    starts_at = forms.SplitDateTimeField(label=_("開始"), widget=AdminSplitDateTime)
    ends_at = forms.SplitDateTimeField(label=_("結束"), widget=AdminSplitDateTime)
    questions_open_at = forms.SplitDateTimeField(label=_("開始徵集"), widget=AdminSplitDateTime)
    reason = LineField(label=_("原因"), max_length=200, help_text=_("公開，寫成一句話。"))
    is_checked = forms.BooleanField(
        label=_("我已逐字核對，文中沒有需要遮去的個人信息"), required=False, help_text=_("僅在系統提示有誤時勾選。")
    )

    def now_of(self, talk):
        return {name: getattr(talk, name) for name in verbs.TIMES}

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
        times = [given[name] for name in ("starts_at", "ends_at", "questions_open_at")]
        verbs.reschedule(self.talk, *times, reason=given["reason"], by=by, now=now, seen=given["seen"])


class CountForm(TalkVerbForm):
    label = _("填寫來電統計")
    follows = (
        _("懇談頁上列出這些數，註明由誰統計，和本站自己統計的分開；沒有統計的不填，也不列出。"),
        _("活動記錄上留下一筆；數有改動的，可以再填。"),
    )
    counted_by = LineField(
        label=_("由誰統計"), max_length=60, help_text=_("單位名稱，例如「指揮中心」。公開，不寫個人姓名。")
    )

    def __init__(self, data=None, *, talk):
        super().__init__(data, talk=talk)
        for name in verbs.CALLS:
            field = Talk._meta.get_field(name)
            self.fields[name] = forms.IntegerField(
                label=field.verbose_name, min_value=0, max_value=1_000_000, required=False
            )  # fmt: skip
        self.order_fields(["seen", *verbs.CALLS, "counted_by"])

    def now_of(self, talk):
        return {name: getattr(talk, name) for name in verbs.CALLS} | {"counted_by": talk.calls_counted_by}

    def do(self, *, by, now):
        given = self.cleaned_data
        counts = {name: given[name] for name in verbs.CALLS}
        verbs.count_calls(
            self.talk, counts, counted_by=given["counted_by"], by=by, now=now, seen=given["seen"]
        )  # fmt: skip


FORMS = {"reschedule": RescheduleForm, "count-calls": CountForm}


def _free_slug(day, campaign):
    """`talk-` and the day, with a number where there is one of that day."""
    first = slug = f"talk-{day:%Y-%m-%d}"
    taken = set(Campaign.objects.filter(slug__startswith=first).exclude(pk=campaign.pk).values_list("slug", flat=True))
    place = 1
    while slug in taken:
        place += 1
        slug = f"{first}-{place}"
    return slug
