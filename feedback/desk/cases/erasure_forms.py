"""銷毀: proposed with a coded reason and words for everybody, and confirmed by somebody who says that they know."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.verb_form import PublicWordsForm, VerbForm, form_of, words
from feedback.rules.erasing import ErasureReason
from feedback.rules.workflow import Verb


@form_of(Verb.PROPOSE_ERASURE)
class ProposeErasureForm(PublicWordsForm):
    reason = forms.ChoiceField(label=_("銷毀的原因"), choices=ErasureReason, widget=forms.RadioSelect)
    note = words(_("公開的說明"), _("確認以後，公眾看到。不要寫姓名、號碼和來件的內容。"), rows=3)


@form_of(Verb.ERASE)
class EraseForm(VerbForm):
    """What was proposed is done as it is, once somebody says that they know what goes."""

    aside = ("revision", "is_known")
    is_confirming = True  # the page says what goes and what stays
    is_known = forms.BooleanField(label=_("我已核對：銷毀以後，任何人都無法恢復。"))

    @cached_property
    def erasure(self):
        """The proposal that waits, or None."""
        return self.suggestion.erasure_requests.waiting().select_related("proposed_by").first()
