"""An act of a person on the draft: a form with its target, the revision that its page showed, and the edit it makes."""

from django import forms
from django.utils.translation import gettext

ACTS = {}  # {name in the address: form}


def act(name):
    """Make a form known as what is sent to the address of that name."""

    def known(form):
        ACTS[name] = form
        form.act = name
        return form

    return known


class Act(forms.Form):
    """`of` says what `key` is the key of: "figure", "section" or "earlier"; `target` is None when that is gone."""

    of = ""
    query = {}  # what the address of an unsent form says besides
    RARE = ()  # fields that few need

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data=None, *, draft, key, revision=None, query=None):
        self.draft, self.key, self.query = draft, key, query or {}
        self.target = self._target()
        starts = self.starts() if self.target else {}
        super().__init__(data, initial={"revision": revision, **starts})

    def _target(self):
        if self.of == "figure":
            return self.draft.figure(self.key)[1]
        return self.draft.section(self.key) if self.of == "section" else self.draft.listed(self.key)

    def starts(self):
        """What its fields begin with."""
        return {}

    def edited(self):
        """The draft after it; raises EditRefused."""
        raise NotImplementedError

    def done(self, draft):
        """What was done, in a few words; `draft` is the draft after it."""
        return str(self.label)

    def clean(self):
        if not self.target:
            raise forms.ValidationError(gettext("這一處已經不在草稿裡，可能在另一個窗口刪去了；您填的還在下面。"))
        return super().clean()

    @property
    def often(self):
        return [field for field in self.visible_fields() if field.name not in self.RARE]

    @property
    def rarely(self):
        return [field for field in self.visible_fields() if field.name in self.RARE]

    @property
    def is_rare_open(self):
        return any(field.errors or field.value() for field in self.rarely)
