"""What somebody asks in a talk: one text, and what the law wants asked with it."""

from functools import lru_cache

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from feedback.parts import telling
from feedback.parts.fields import SentField, TextField
from feedback.parts.honeypot import HoneypotForm
from feedback.parts.typed import goes_along
from feedback.rules import redaction
from feedback.rules.kinds import Kind
from feedback.suggest.forms import NO, YES, PersonForm, given_fields
from feedback.talks.rules import title_of

QUESTION_LENGTH = 1000
NOT_ASKED = {"kind": Kind.QUESTION, "category": None, "section": None, "district": None, "place": ""}


@goes_along
class AskForm(HoneypotForm, PersonForm):
    """The question and the person on one page; `fingerprint` tells which question was shown with what was found."""

    not_kept = frozenset({"website", "fingerprint"})
    field_order = ["question", "consent", "name", "contact", "notices_by", "is_under_14"]
    folded = ("name", "contact", "notices_by")
    of_children = ("is_under_14", "guardian_name", "guardian_consent")
    beside = (*folded, *of_children, "website")

    question = TextField(
        label=_("您的問題"), min_length=5, max_length=QUESTION_LENGTH, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("想問什麼，是什麼情況。請不要寫別人的姓名、電話、證件號碼。"),
        error_messages={"required": _("請寫下您的問題。"), "min_length": _("問題太短，請說得具體一些。")},
    )  # fmt: skip
    fingerprint = SentField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].choices = [
            (YES, _("同意：隱去個人信息、經工作人員審核後，公開問題和答覆")),
            (NO, _("不同意：問題和答覆都不公開，只公開編號、階段、日期等，答覆憑回執查看")),
        ]
        self.fields["consent"].help_text = _("姓名和聯繫方式任何時候都不公開。是否同意，都會答覆。")
        self.fields["is_under_14"].label = _("提問的人未滿 14 周歲")
        if not self.fields["contact"].required:
            told = _("電話或電子郵箱，只用來就這個問題與您聯繫，加密保存。不留也可以憑回執查看答覆。")
            self.fields["contact"].help_text = told

    def is_any(self, names):
        """Whether something was said, or is to be mended, in the fields of `names`: then they are shown unfolded."""
        required = (self.fields[name].required for name in names)
        return any(required) or any(self[name].errors or self[name].value() for name in names)

    def shows_person(self):
        return self.is_any(self.folded)

    def shows_child(self):
        return self.is_any(self.of_children)

    @property
    def empty(self):
        """A form with nothing in it, the same one for all, where nobody wrote anything beside the question; else None.

        What stands beside the question is drawn once for all of them.
        """
        if any(self[name].errors or self[name].value() for name in self.beside):
            return None
        return _empty(self.fields["contact"].required, tuple(telling.offered()))

    @cached_property
    def findings(self):
        """What a valid question holds of personal data, as `redaction.find` gives it."""
        names = [self.cleaned_data["name"], self.cleaned_data["guardian_name"]]
        return redaction.find(self.cleaned_data["question"], [name for name in names if name])

    @cached_property
    def words(self):
        """Title and text of a valid question; nothing that is found in the text is cut in two in the title."""
        text = self.cleaned_data["question"]
        return title_of(text, [(finding.start, finding.end) for finding in self.findings]), text

    def fields_of(self, campaign):
        """The fields of the suggestion that a valid form makes."""
        title, body = self.words
        return given_fields(self.cleaned_data | NOT_ASKED | {"title": title, "body": body}, campaign)


@lru_cache(maxsize=8)
def _empty(requires_contact, _channels):
    return AskForm(requires_contact=requires_contact)
