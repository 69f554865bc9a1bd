"""What staff fill in for verbs that go together: the fields of the one among them that asks for something."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.assign_forms import AssignForm
from feedback.desk.cases.forms import ReleaseForm
from feedback.desk.cases.verb_form import FORMS, VerbForm
from feedback.models import ReplyTemplate
from feedback.rules.acts import TOGETHER, Act
from feedback.rules.workflow import Verb


class ActForm:
    """Before the form of the verb `asks`, whose arguments are what was filled in; the others need none."""

    asks = None

    def do(self, act, suggestion, *, by, now):
        steps = [(verb, self.arguments() if verb == self.asks else {}) for verb in TOGETHER[act].at_once]
        suggestion.together(steps, by=by, now=now)


class AcceptAndAssignForm(ActForm, AssignForm):
    asks = Verb.ASSIGN


class ReleaseAndAcceptForm(ActForm, ReleaseForm):
    asks = Verb.RELEASE


class StartAndDraftForm(ActForm, VerbForm):
    """Which template the draft begins from is no matter of the start: it goes along to the page of the draft."""

    aside = ("revision", "template")
    template = forms.ModelChoiceField(
        label=_("答覆模板"), queryset=ReplyTemplate.objects.none(), required=False, empty_label=_("不用模板")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = ReplyTemplate.objects.for_category(self.suggestion.category)

    def goes_along(self):
        template = self.cleaned_data["template"]
        return {"template": template.pk} if template else {}


ACT_FORMS = {
    Act.ACCEPT_AND_ASSIGN: AcceptAndAssignForm,
    Act.START_AND_DRAFT: StartAndDraftForm,
    Act.RELEASE_AND_ACCEPT: ReleaseAndAcceptForm,
}


def deed_called(name):
    """The verb or the act of that name which has a page, else None."""
    if name in ACT_FORMS:
        return Act(name)
    return Verb(name) if name in FORMS and name != Verb.READ_CONTACT else None


def form_class(deed):
    return ACT_FORMS[deed] if isinstance(deed, Act) else FORMS[deed]
