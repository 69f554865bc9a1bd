"""What staff fill in for a note, on one suggestion and on many."""

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.verb_form import VerbForm, form_of, words
from feedback.desk.many.bulk_forms import BulkForm, bulk_form_of
from feedback.notes import verbs
from feedback.notes.people import who_sees
from feedback.office.staff import shown_name
from feedback.rules.workflow import Verb
from portal.fields.choices import RowsField

LONGEST = 2000


class PeopleField(RowsField):
    def label_from_instance(self, person):
        return shown_name(person)


def _text(help_text):
    return words(_("便箋內容"), help_text, rows=3, max_length=LONGEST)


def _pinned():
    return forms.BooleanField(label=_("置頂"), required=False)


@form_of(Verb.NOTE)
class NoteForm(VerbForm):
    text = _text(_("寫「@用戶名」或者「@姓名」提到同事，對方在工作臺首頁看到。"))
    is_pinned = _pinned()
    people = PeopleField(
        label=_("提到的同事"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("能看到這件建議的同事，可以不選。"),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = who_sees(self.suggestion).exclude(pk=self.user.pk)

    def on_page(self):
        """As it stands on the page of the suggestion: short, beside other forms."""
        del self.fields["people"]
        self.auto_id = "note_%s"
        return self

    def do(self, verb, suggestion, *, by, now):
        verbs.write(suggestion, **self.arguments(), by=by, now=now)


@bulk_form_of(Verb.NOTE, 60)
class BulkNoteForm(BulkForm):
    text = _text(_("每一件都寫上這張便箋，只有工作人員能看到。"))
    is_pinned = _pinned()

    def do(self, verb, suggestion, *, by, now):
        verbs.write(suggestion, **self.arguments(), by=by, now=now)
