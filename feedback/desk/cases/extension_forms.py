"""More days: asked for a reason that becomes public, and granted as they were asked."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.verb_form import PublicWordsForm, VerbForm, form_of, words
from feedback.rules.deadlines import EXTENSION_DAYS
from feedback.rules.workflow import Verb


def days_field():
    return forms.IntegerField(label=_("延長幾個工作日"), min_value=1, max_value=EXTENSION_DAYS, initial=EXTENSION_DAYS)


def reason_field():
    return words(_("延長的原因"), _("批准以後，市民憑回執看到；文字已公開的，公眾也看到。"), rows=3)


@form_of(Verb.ASK_EXTENSION)
class AskExtensionForm(PublicWordsForm):
    days = days_field()
    note = reason_field()


@form_of(Verb.EXTEND)
class GrantExtensionForm(VerbForm):
    """Nothing to fill in: what was asked for is granted as it is."""

    button = _("同意延長")

    @cached_property
    def asked(self):
        """The request that waits, or None."""
        return self.suggestion.extension_requests.open().select_related("asked_by").first()
