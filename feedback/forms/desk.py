"""What staff fill in: one form for each verb, whose cleaned fields are the verb's arguments."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.deadlines import EXTENSION_DAYS
from feedback.forms.fields import LineField, TextField
from feedback.models import Category, Status, Suggestion, Unit
from feedback.redaction import find, mask
from feedback.workflow import DeclineReason, Outcome, Verb


def _words(label, help_text="", *, required=True, rows=4, max_length=2000):
    widget = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, help_text=help_text, required=required, max_length=max_length, widget=widget)


class VerbForm(forms.Form):
    """A verb without fields: only what the page was read at, so that a stale page is noticed."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    # What only the form asks, not the verb.
    aside = ("revision",)

    def __init__(self, data=None, *, suggestion, user):
        self.suggestion, self.user = suggestion, user
        super().__init__(data, initial=self.proposed())

    def proposed(self):
        """What the fields hold before anybody types."""
        return {"revision": self.suggestion.revision}

    def arguments(self):
        """The verb's keyword arguments."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.aside}


class PublicWordsForm(VerbForm):
    """A verb whose words become public: personal data in them is refused unless a person says it is none."""

    is_checked = forms.BooleanField(
        label=_("我已逐字核對，文中沒有需要遮去的個人信息"), required=False, help_text=_("僅在系統提示有誤時勾選。")
    )
    aside = ("revision", "is_checked")
    public_fields = ("note",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "is_checked"])

    def clean(self):
        fields = super().clean()
        found = [finding for name in self.public_fields for finding in find(fields.get(name, ""))]
        if found and not fields.get("is_checked"):
            listed = gettext("、").join(f"{finding.kind.label} {finding.text}" for finding in found)
            told = gettext("文中似乎還有個人信息：%(found)s。請遮去，或核對無誤後勾選最下方一項。")
            self.add_error(None, told % {"found": listed})
        return fields


class RemarkForm(VerbForm):
    remark = _words(_("內部備註"), _("只有工作人員能看到。"))


class OptionalRemarkForm(VerbForm):
    remark = _words(_("內部備註"), _("只有工作人員能看到，可以不填。"), required=False)


class ProposeDeclineForm(PublicWordsForm):
    reason = forms.ChoiceField(label=_("原因"), choices=DeclineReason, widget=forms.RadioSelect)
    note = _words(_("對市民的說明"), _("寫明為什麼不受理、應當找哪裡。市民憑回執看到；文字已公開的，公眾也看到。"))


class MergeForm(VerbForm):
    main = forms.CharField(label=_("主件編號"), max_length=20, help_text=_("併入哪一件，例如 2026-0017。"))

    def clean_main(self):
        number = self.cleaned_data["main"]
        main = Suggestion.objects.visible_to(self.user).by_number(number).first()
        if not main:
            raise forms.ValidationError(gettext("沒有編號為「%(number)s」的建議，請核對。") % {"number": number})
        return main


class AssignForm(VerbForm):
    unit = forms.ModelChoiceField(label=_("承辦單位"), queryset=Unit.objects.none())
    remark = _words(_("給承辦單位的話"), _("只有工作人員能看到，可以不填。"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.active().exclude(pk=self.suggestion.unit_id)

    def proposed(self):
        category = self.suggestion.category
        return super().proposed() | {"unit": category.unit_id if category else None}


class RecategoriseForm(VerbForm):
    category = forms.ModelChoiceField(label=_("領域"), queryset=Category.objects.filter(is_active=True))


class SetStatusForm(VerbForm):
    status = forms.ModelChoiceField(label=_("狀態"), queryset=Status.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        same_stage = Status.objects.filter(stage=self.suggestion.stage)
        self.fields["status"].queryset = same_stage.exclude(pk=self.suggestion.status_id)


class AskForm(VerbForm):
    body = _words(_("詢問內容"), _("市民憑回執查詢時看到並回答，不對外公開。"))


class ExtendForm(PublicWordsForm):
    days = forms.IntegerField(label=_("延長幾個工作日"), min_value=1, max_value=EXTENSION_DAYS, initial=EXTENSION_DAYS)
    note = _words(_("延長的原因"), _("市民憑回執看到；文字已公開的，公眾也看到。"), rows=3)


class DraftReplyForm(PublicWordsForm):
    public_fields = ("body", "outcome_reason")
    body = _words(_("答覆內容"), _("審核後對外公開，請勿寫入姓名、電話等個人信息。"), rows=10, max_length=5000)
    outcome = forms.ChoiceField(label=_("採納情況"), choices=Outcome, widget=forms.RadioSelect)
    outcome_reason = LineField(
        label=_("未採納的原因"), required=False, max_length=200, help_text=_("選「未採納」時必填。")
    )

    def proposed(self):
        draft = self.suggestion.replies.drafts().first()
        fields = {name: getattr(draft, name) for name in ("body", "outcome", "outcome_reason")} if draft else {}
        return super().proposed() | fields

    def clean(self):
        fields = super().clean()
        if fields.get("outcome") == Outcome.NOT_ADOPTED and not fields.get("outcome_reason"):
            self.add_error("outcome_reason", gettext("「未採納」要寫明原因。"))
        return fields


class ReleaseForm(PublicWordsForm):
    public_fields = ("title", "body")
    title = LineField(label=_("公開標題"), max_length=60)
    body = _words(_("公開內容"), _("電話、證件和車牌號碼已遮去，請再核對姓名、住址等。"), rows=10, max_length=5000)

    def proposed(self):
        title = self.suggestion.public_title or mask(self.suggestion.title)
        body = self.suggestion.public_body or mask(self.suggestion.body)
        return super().proposed() | {"title": title, "body": body}


class ReasonForm(PublicWordsForm):
    note = _words(_("原因"), _("市民憑回執看到；文字已公開的，公眾也看到。"))


FORMS = {
    Verb.ACCEPT: VerbForm,
    Verb.PROPOSE_DECLINE: ProposeDeclineForm,
    Verb.DROP_DECLINE: OptionalRemarkForm,
    Verb.DECLINE: VerbForm,
    Verb.MERGE: MergeForm,
    Verb.UNMERGE: OptionalRemarkForm,
    Verb.ASSIGN: AssignForm,
    Verb.SEND_BACK: RemarkForm,
    Verb.START: VerbForm,
    Verb.ASK: AskForm,
    Verb.DRAFT_REPLY: DraftReplyForm,
    Verb.RETURN_REPLY: RemarkForm,
    Verb.APPROVE_REPLY: VerbForm,
    Verb.REOPEN: ReasonForm,
    Verb.RELEASE: ReleaseForm,
    Verb.TAKE_BACK: RemarkForm,
    Verb.RECATEGORISE: RecategoriseForm,
    Verb.EXTEND: ExtendForm,
    Verb.SET_STATUS: SetStatusForm,
    Verb.READ_CONTACT: VerbForm,
    Verb.REISSUE_RECEIPT: VerbForm,  # asked on a page of its own: feedback.forms.intake
}
