"""What staff fill in about promises: rows of a page of many, and what each verb asks."""

import re
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.commitments import verbs
from feedback.commitments.rules import needs_two
from feedback.models import Unit
from feedback.office import staff
from feedback.parts.fields import FIRST_DAY, LAST_DAY, LineField, RowField
from feedback.parts.public_words import PublicWords
from feedback.rules.commitments import State
from portal.fields.measured import URLField
from reports.models import Section

REPORT_PATH = re.compile(r"(?:/zh-hans|/en)?/reports/(\d{4})/")
IS_PUBLIC = _("公開，寫成一兩句話，不要寫姓名等個人信息。")


def day_field(label, *, required=True):
    widget = forms.DateInput(attrs={"type": "date", "min": FIRST_DAY, "max": LAST_DAY}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, input_formats=["%Y-%m-%d"], widget=widget)


class UnitField(RowField):
    def __init__(self, *, required=True):
        super().__init__(label=_("承辦單位"), queryset=Unit.objects.filter(is_active=True), required=required)


def unit_choices():
    return list(UnitField(required=False).choices)


class RowForm(PublicWords):
    """One of many sentences on a page; what stands in it counts where it is picked."""

    public_fields = ("title",)
    pick = forms.BooleanField(label=_("這一句"), required=False)
    title = LineField(label=_("承諾"), max_length=100, required=False)
    unit = UnitField(required=False)
    promised_on = day_field(_("承諾完成日期"), required=False)

    def __init__(self, *args, needs_all, units, **kwargs):
        """`units` are the choices, read once for all rows."""
        self.needs_all = needs_all
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units

    @property
    def is_picked(self):
        return self.fields["pick"].widget.value_from_datadict(self.data, self.files, self.add_prefix("pick"))

    def clean(self):
        given = super().clean()
        needed = ("title", "unit", "promised_on") if self.needs_all else ("title",)
        missing = [str(self.fields[name].label) for name in needed if name not in self.errors and not given.get(name)]
        if missing:
            raise forms.ValidationError(gettext("請填寫：%(names)s。") % {"names": gettext("、").join(missing)})
        return given

    @property
    def given(self):
        return {name: self.cleaned_data[name] for name in ("title", "unit", "promised_on")}


class VerbForm(PublicWords):
    """A verb of a promise; its cleaned fields, but for `aside`, are the arguments."""

    label = ""
    follows = ()
    aside = ("is_checked",)
    verb = None

    def __init__(self, data=None, *, commitment):
        self.commitment = commitment
        super().__init__(data, initial=self.proposed())
        if not self.public_fields:
            del self.fields["is_checked"]

    def proposed(self):
        return {}

    def do(self, *, by, now):
        given = {name: value for name, value in self.cleaned_data.items() if name not in self.aside}
        self.verb(self.commitment, **given, by=by, now=now)


class ConfirmForm(VerbForm):
    label = _("確認為承諾")
    follows = (
        _("出處是公布的報告或者公開的答覆的，隨即列在承諾的頁面上，任何人都能看到。"),
        _("原句不能改。日期以後只能公開改期，最初的日期一直保留。"),
    )
    public_fields = ("title",)
    verb = staticmethod(verbs.confirm)

    title = LineField(label=_("承諾"), max_length=100, help_text=_("公開的簡短說法；原句另外照錄。"))
    unit = UnitField()
    promised_on = day_field(_("承諾完成日期"))

    def proposed(self):
        return {name: getattr(self.commitment, name) for name in ("title", "unit", "promised_on")}


class DropForm(VerbForm):
    label = _("不列為承諾")
    follows = (_("這一句從待確認的裡刪去，以後可以再提出。"),)
    verb = staticmethod(verbs.drop)


class WithEvidence(VerbForm):
    """A change that can be seen somewhere: an address elsewhere, or a section of a published report of this site."""

    public_fields = ("reason",)
    evidence = URLField(
        label=_("依據的網址"), required=False, max_length=500, assume_scheme="https",
        help_text=_("以 https:// 開頭；本站報告裡的一節，複製那一節的鏈接。"),
    )  # fmt: skip

    def clean_evidence(self):
        address = self.cleaned_data["evidence"]
        if address and not address.startswith(("https://", settings.SITE_URL)):
            raise forms.ValidationError(gettext("網址要以 https:// 開頭。"))
        return address

    def clean(self):
        given = super().clean()
        given["section"] = section = section_at(given.get("evidence", ""))
        if section:
            given["evidence"] = ""
        return given


class MoveForm(WithEvidence):
    label = _("更新進展")
    follows = (_("進展連同說明和依據隨即公開，以後不能刪改；答覆裡的承諾，同時通知提建議的市民。"),)
    verb = staticmethod(verbs.move)

    state = forms.ChoiceField(label=_("進展"), widget=forms.RadioSelect)
    reason = LineField(label=_("公開說明"), required=False, max_length=300, help_text=IS_PUBLIC)
    field_order = ("state", "reason", "evidence")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = choices(self.commitment.state, takes_two=False)


class ProposeEndForm(WithEvidence):
    label = _("提請完成或者撤回")
    follows = (_("由另一位同事確認以後才公開；確認以前公眾看不到。"),)
    verb = staticmethod(verbs.propose_end)

    state = forms.ChoiceField(label=_("進展"), widget=forms.RadioSelect)
    reason = LineField(label=_("公開說明"), max_length=300, help_text=IS_PUBLIC)
    field_order = ("state", "reason", "evidence")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = choices(self.commitment.state, takes_two=True)


class DecideForm(VerbForm):
    """What was proposed is what was read, whatever is proposed meanwhile."""

    is_agreed = False
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def proposed(self):
        proposal = self.commitment.proposal
        return {"seen": proposal.pk if proposal else 0}

    def do(self, *, by, now):
        verbs.decide_end(self.commitment, is_agreed=self.is_agreed, seen=self.cleaned_data["seen"], by=by, now=now)


class AgreeForm(DecideForm):
    label = _("確認提請")
    follows = (_("進展連同說明和依據隨即公開，以後不能刪改；答覆裡的承諾，同時通知提建議的市民。"),)
    is_agreed = True


class RefuseForm(DecideForm):
    label = _("不同意提請")
    follows = (_("承諾照舊，以後可以再提請；公眾看不到。"),)


class RescheduleForm(VerbForm):
    label = _("改期")
    follows = (_("新的日期連同原因隨即公開；最初的日期保留，推遲過的一直寫明。"),)
    public_fields = ("reason",)
    verb = staticmethod(verbs.reschedule)

    promised_on = day_field(_("新的日期"))
    reason = LineField(label=_("改期的原因"), max_length=300, help_text=IS_PUBLIC)


class PassOnForm(VerbForm):
    label = _("移交")
    follows = (_("改由所選的單位負責，連同原因公開。"),)
    public_fields = ("reason",)
    verb = staticmethod(verbs.pass_on)

    unit = UnitField()
    reason = LineField(label=_("移交的原因"), max_length=300, help_text=IS_PUBLIC)


FORMS = {
    "confirm": ConfirmForm,
    "drop": DropForm,
    "move": MoveForm,
    "propose-end": ProposeEndForm,
    "agree": AgreeForm,
    "refuse": RefuseForm,
    "reschedule": RescheduleForm,
    "pass-on": PassOnForm,
}


def choices(state, *, takes_two):
    """The states that may follow, of those that take two people or of the others."""
    return [(one.value, one.label) for one in State if one != state and needs_two(state, one) == takes_two]


def section_at(address):
    """The section of a published report that an address of this site leads to, or None."""
    parts = urlsplit(address)
    path = REPORT_PATH.fullmatch(parts.path) if address.startswith(f"{settings.SITE_URL}/") else None
    sections = Section.objects.published().select_related("report")
    return path and sections.filter(report__year=path[1], anchor=parts.fragment).first()


def offered(commitment, user):
    """The names of the verbs, keys of `FORMS`, that `user` may do to it as it stands."""
    confirms = user.has_perm(verbs.CONFIRM)
    if not commitment.is_confirmed:
        may_drop = confirms or commitment.proposed_by_id == user.pk
        return [*(["confirm"] if confirms else []), *(["drop"] if may_drop else [])]
    moves = verbs.may_move(user, commitment)
    if proposal := commitment.proposal:
        is_second = (moves or confirms) and proposal.by_id != user.pk
        return [*(["agree"] if is_second else []), *(["refuse"] if moves or confirms else [])]
    names = [] if commitment.is_ended else ["move"]
    names += ["propose-end", *([] if commitment.is_ended else ["reschedule"])]
    is_supervising = confirms and staff.is_supervisor(user)
    return [*(names if moves else []), *(["pass-on"] if is_supervising else [])]
