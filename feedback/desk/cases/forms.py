"""What staff fill in for most verbs; what is assigned and answered has files of its own."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.verb_form import PublicWordsForm, VerbForm, form_of, words
from feedback.models import Category, Label, Status
from feedback.office.outcomes import choices, decline_reasons
from feedback.office.words.cues import fields_proposed
from feedback.parts.fields import LineField
from feedback.rules.redaction import mask
from feedback.rules.workflow import Verb
from portal.fields.choices import RowsField
from portal.reading.languages import reading


@form_of(Verb.SEND_BACK, Verb.RETURN_REPLY, Verb.TAKE_BACK, Verb.REFUSE_EXTENSION)
class RemarkForm(VerbForm):
    remark = words(_("內部備註"), _("只有工作人員能看到。"))


@form_of(Verb.DROP_DECLINE, Verb.UNMERGE, Verb.RECALL, Verb.DROP_ERASURE)
class OptionalRemarkForm(VerbForm):
    remark = words(_("內部備註"), _("只有工作人員能看到，可以不填。"), required=False)


@form_of(Verb.CHASE)
class ChaseForm(VerbForm):
    remark = words(_("催辦的內容"), _("承辦單位看到；市民和公眾看不到。"), rows=3)


@form_of(Verb.PROPOSE_DECLINE)
class ProposeDeclineForm(PublicWordsForm):
    reason = forms.ChoiceField(label=_("原因"), choices=(), widget=forms.RadioSelect)
    note = words(_("對市民的說明"), _("寫明為什麼不受理、應當找哪裡。市民憑回執看到；文字已公開的，公眾也看到。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = choices(decline_reasons())


@form_of(Verb.RECATEGORISE)
class RecategoriseForm(VerbForm):
    category = forms.ModelChoiceField(
        label=_("領域"), queryset=Category.objects.filter(is_active=True), empty_label=_("請選擇")
    )

    def __init__(self, *args, **kwargs):
        """Where nobody has named a field yet, what the words speak for is told as to the citizen; it is not chosen."""
        super().__init__(*args, **kwargs)
        if self.suggestion.category_id:
            return
        for best in fields_proposed(self.suggestion.title, self.suggestion.body)[:1]:
            told = gettext("從來件裡的%(words)s看，可能屬於「%(category)s」。")
            quoted = "".join(gettext("「%(word)s」") % {"word": word} for word in best.words)
            category = Category.objects.filter(pk=best.key).first()
            self.fields["category"].help_text = told % {"words": quoted, "category": reading(category)}


@form_of(Verb.SET_STATUS)
class SetStatusForm(VerbForm):
    status = forms.ModelChoiceField(label=_("狀態"), queryset=Status.objects.none(), empty_label=_("請選擇"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        same_stage = Status.objects.filter(stage=self.suggestion.stage)
        self.fields["status"].queryset = same_stage.exclude(pk=self.suggestion.status_id)


@form_of(Verb.ASK)
class AskForm(VerbForm):
    body = words(_("詢問內容"), _("市民憑回執查詢時看到並回答，不對外公開。"))


@form_of(Verb.RELEASE)
class ReleaseForm(PublicWordsForm):
    public_fields = ("title", "body")
    title = LineField(label=_("公開標題"), max_length=60)
    body = words(
        _("公開內容"), _("找到的號碼、賬號、住址和市民的姓名已遮去，請再核對別人的姓名等。"), rows=10, max_length=5000
    )

    def proposed(self):
        names = self.suggestion.known_names
        title = self.suggestion.public_title or mask(self.suggestion.title, names)
        body = self.suggestion.public_body or mask(self.suggestion.body, names)
        return super().proposed() | {"title": title, "body": body}


@form_of(Verb.LABEL)
class LabelForm(VerbForm):
    labels = RowsField(
        label=_("標籤"), queryset=Label.objects.all(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("只有工作人員能看到。"),
    )  # fmt: skip

    def proposed(self):
        return super().proposed() | {"labels": [label.pk for label in self.suggestion.labels.all()]}

    def arguments(self):
        chosen, has = set(self.cleaned_data["labels"]), set(self.suggestion.labels.all())
        return {"add": _in_order(chosen - has), "remove": _in_order(has - chosen)}


def _in_order(labels):
    return sorted(labels, key=lambda label: (label.order, label.pk))


@form_of(Verb.REOPEN, Verb.REVOKE_DECLINE)
class ReasonForm(PublicWordsForm):
    note = words(_("原因"), _("市民憑回執看到；文字已公開的，公眾也看到。"))


form_of(
    Verb.ACCEPT,
    Verb.DECLINE,
    Verb.START,
    Verb.REVIEW_REPLY,
    Verb.APPROVE_REPLY,
    Verb.APPROVE_CORRECTION,
    Verb.CLOSE,
    Verb.READ_CONTACT,
    Verb.REISSUE_RECEIPT,  # asked on a page of its own: feedback.desk.intake.forms
)(VerbForm)
