"""The forms of the moderator's page: those of the suggestion's verbs, made short for hurry."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.forms import ProposeDeclineForm, ReleaseForm, RemarkForm
from feedback.desk.cases.reply_forms import DraftReplyForm
from feedback.desk.cases.verb_form import VerbForm
from feedback.desk.queries.suggestions import every
from feedback.office.outcomes import outcomes
from feedback.parts.fields import LineField, SentField
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import MAIN_STAGES
from feedback.talks.models import Guest
from feedback.talks.moderating import verbs
from feedback.talks.moderating.offered import LEAVES_STAGE_TO, OFFERS, Deed


class HereForm(VerbForm):
    """A verb of the suggestion by its own name, for which nothing is asked but that the page is not old."""

    deed = None

    def do(self, suggestion, *, by, now):
        getattr(suggestion, OFFERS[self.deed].verb)(**self.arguments(), by=by, now=now)


class Hurried(forms.Form):
    """Asks whether what was found is no personal data only once something was found."""

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if data is None:
            del self.fields["is_checked"]


class ApproveHere(HereForm):
    deed = Deed.APPROVE


class ConfirmHere(HereForm):
    deed = Deed.CONFIRM


class ReturnHere(HereForm, RemarkForm):
    deed = Deed.RETURN


class TakeBackHere(HereForm, RemarkForm):
    deed = Deed.TAKE_BACK


class ReleaseHere(Hurried, HereForm, ReleaseForm):
    deed = Deed.RELEASE

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["rows"] = 7


class DeclineHere(Hurried, HereForm, ProposeDeclineForm):
    deed = Deed.DECLINE


class AnswerHere(Hurried, DraftReplyForm):
    """The answer as it was said; without a choice it explains."""

    deed = Deed.ANSWER

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("template", None)

    def proposed(self):
        explained = (code for code, one in outcomes().items() if one.is_active and one.meaning == Adoption.EXPLAINED)
        return {"outcome": next(explained, None)} | super().proposed()

    def do(self, suggestion, *, by, now):
        verbs.answer(suggestion, **self.arguments(), by=by, now=now)


class MergeHere(HereForm):
    """Into another question of the same talk, by one press on a similar one or by its number."""

    deed = Deed.MERGE
    main = LineField(label=_("主件編號"), max_length=40, help_text=_("併入這場懇談的哪一件提問，例如 2026-0017。"))

    @property
    def others(self):
        rows = every().filter(campaign=self.suggestion.campaign_id, stage__in=MAIN_STAGES)
        return rows.exclude(pk=self.suggestion.pk)

    @property
    def similar(self):
        return self.others.similar_at_desk(self.suggestion)

    def clean_main(self):
        number = self.cleaned_data["main"]
        main = self.others.by_number(number).first()
        if not main:
            told = gettext("這場懇談沒有編號為「%(number)s」的、可以併入的提問，請核對。")
            raise forms.ValidationError(told % {"number": number})
        return main


class PlaceForm(forms.Form):
    """What is sent with a move: what the page showed (`seen`), and what the move asks for."""

    seen = SentField(required=False, max_length=40, validators=[RegexValidator(r"^\d{1,9}\.[a-z_]{1,8}-\d{1,18}\Z")])
    leaving = forms.ChoiceField(choices=[(place, place.label) for place in LEAVES_STAGE_TO], required=False)
    guest = forms.ModelChoiceField(queryset=Guest.objects.none(), required=False)

    def __init__(self, *args, talk, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["guest"].queryset = talk.guests.all()

    @property
    def seen_revision(self):
        return int(self.cleaned_data["seen"].partition(".")[0]) if self.cleaned_data.get("seen") else None

    @property
    def seen_place(self):
        return self.cleaned_data.get("seen", "").partition(".")[2] or None


FORMS = {
    form.deed: form
    for form in (
        ApproveHere, ReturnHere, ConfirmHere, AnswerHere, ReleaseHere, MergeHere, DeclineHere, TakeBackHere
    )
}  # fmt: skip
