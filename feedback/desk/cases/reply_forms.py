"""The draft of a reply and of its correction, begun from a template if there is one."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.verb_form import PublicWordsForm, form_of, words
from feedback.models import Reply, ReplyTemplate
from feedback.office.outcomes import choices, outcomes
from feedback.parts.fields import LineField
from feedback.rules.workflow import Verb


@form_of(Verb.DRAFT_REPLY)
class DraftReplyForm(PublicWordsForm):
    """Beside submitting the draft it can be kept, filled from a template and shown as the citizen will see it.

    What this person keeps of it (暫存) comes before what was submitted last.
    """

    button = _("送審答覆")
    is_correction = False
    aside = (*PublicWordsForm.aside, "template")
    public_fields = ("body", "outcome_reason")
    of_reply = ("body", "outcome", "outcome_reason")
    of_writing = of_reply
    template = forms.ModelChoiceField(
        label=_("答覆模板"), queryset=ReplyTemplate.objects.none(), required=False, empty_label=_("請選擇")
    )
    body = words(_("答覆內容"), _("審核後對外公開，請勿寫入姓名、電話等個人信息。"), rows=10, max_length=5000)
    outcome = forms.ChoiceField(label=_("採納情況"), choices=(), widget=forms.RadioSelect)
    outcome_reason = LineField(
        label=_("未採納的原因"), required=False, max_length=200, help_text=_("採納情況是「未採納」一類的，必須填寫。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = choices(outcomes(), self.initial.get("outcome"))
        templates = ReplyTemplate.objects.for_category(self.suggestion.category)
        if templates.exists():
            self.fields["template"].queryset = templates
        else:
            del self.fields["template"]

    def proposed(self):
        return super().proposed() | self.submitted() | self.own_words()

    def submitted(self):
        """What the draft says that was submitted last."""
        return self.kept(self.suggestion.replies.unapproved().first())

    def own_words(self):
        """What this person keeps of it."""
        own = self.writing
        return {name: getattr(own, name) for name in self.of_writing} if own else {}

    @cached_property
    def writing(self):
        """What this person keeps, or None."""
        return self.suggestion.writings.kept().of(self.user, is_correction=self.is_correction).first()

    def kept(self, reply):
        """The fields as `reply` has them; nothing without one."""
        return {name: getattr(reply, name) for name in self.of_reply} if reply else {}

    def with_template(self, today):
        """A form to go on with: all that was typed, and the text of the chosen template after it.

        Without one, what was sent, and that one is to be chosen first.
        """
        template = self._chosen(self.data.get("template"))
        if not template:
            self.errors.clear()
            place = "template" if "template" in self.fields else None
            self.add_error(place, gettext("請先選一個模板，再點擊「填入模板」。"))
            return self
        typed = {name: self.data.get(name, "") for name in self.fields}
        typed |= self._filled_from(template, typed, today)
        form = type(self)(suggestion=self.suggestion, user=self.user)
        form.initial |= typed
        return form

    def begin(self, query, today):
        """With the template that the address names, as if it had been chosen here."""
        template = self._chosen(query.get("template"))
        if template:
            self.initial |= {"template": template.pk} | self._filled_from(template, self.initial, today)

    def _filled_from(self, template, typed, today):
        """The body with the text of `template` after what was typed, and its outcome where none was chosen."""
        text = template.filled(self.suggestion, today)
        body = "\n\n".join(part for part in (typed.get("body", "").strip(), text) if part)
        return {"body": body, "outcome": typed.get("outcome") or template.outcome_id}

    def _chosen(self, key):
        try:
            return self.fields["template"].clean(key) if "template" in self.fields else None
        except forms.ValidationError:
            return None

    def preview(self, now):
        """The reply as it would stand if it were approved now, or None while the form is not complete."""
        if not self.is_valid():
            return None
        fields = {name: self.cleaned_data[name] for name in self.of_reply}
        return Reply(unit=self.suggestion.unit, approved_at=now, **fields)

    def clean(self):
        fields = super().clean()
        outcome = outcomes().get(fields.get("outcome"))
        if outcome and outcome.needs_reason and not fields.get("outcome_reason"):
            self.add_error("outcome_reason", gettext("「%(outcome)s」要寫明原因。") % {"outcome": outcome})
        return fields


@form_of(Verb.CORRECT_REPLY)
class CorrectReplyForm(DraftReplyForm):
    button = _("送審更正")
    is_correction = True
    public_fields = ("body", "outcome_reason", "note")
    of_writing = (*DraftReplyForm.of_reply, "note")
    body = words(_("更正後的答覆"), _("審核後替換現在的答覆，原文仍作為更正前的版本公開。"), rows=10, max_length=5000)
    note = words(_("更正的原因"), _("與更正一同公開。"), rows=2, max_length=500)

    def submitted(self):
        """The draft of the correction, or the reply that stands to begin from."""
        draft = self.suggestion.replies.unapproved().first()
        note = {"note": draft.correction_note} if draft else {}
        return self.kept(draft or self.suggestion.replies.approved().last()) | note

    def preview(self, now):
        reply = super().preview(now)
        if reply:
            reply.corrects, reply.correction_note = self.suggestion.replies.approved().last(), self.cleaned_data["note"]
        return reply
