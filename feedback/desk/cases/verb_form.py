"""Which form asks for what a verb needs, and what they share: the revision of the page, words that become public."""

from django import forms
from django.core.exceptions import ImproperlyConfigured

from feedback.parts.fields import TextField
from feedback.parts.public_words import PublicWords

FORMS = {}  # {verb: the form whose cleaned fields are its arguments}; each makes itself known where it is written


def form_of(*verbs):
    """Make a form known as that of `verbs`. Whatever has such forms is imported by an `admin.py`."""

    def known(form):
        for verb in verbs:
            if verb in FORMS:
                raise ImproperlyConfigured(f"{form} cannot be the form of {verb!r}: {FORMS[verb]} is.")
            FORMS[verb] = form
        return form

    return known


def words(label, help_text="", *, required=True, rows=4, max_length=2000):
    widget = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, help_text=help_text, required=required, max_length=max_length, widget=widget)


class VerbForm(forms.Form):
    """A verb without fields: only what the page was read at, so that a stale page is noticed."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    # What only the form asks, not the verb.
    aside = ("revision",)
    # What the button says and what is said to be done, where that is not the name of the verb.
    button = ""

    def __init__(self, data=None, *, suggestion, user):
        self.suggestion, self.user = suggestion, user
        super().__init__(data, initial=self.proposed())

    def proposed(self):
        """What the fields hold before anybody types."""
        return {"revision": self.suggestion.revision}

    def begin(self, query, today):
        """Fill in what the address of the page asks for (`query`), before anything was sent."""

    def arguments(self):
        """The verb's keyword arguments."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.aside}

    def do(self, verb, suggestion, *, by, now):
        """Act; the form of a verb that the suggestion does not know by name calls the function of that verb."""
        getattr(suggestion, verb)(**self.arguments(), by=by, now=now)


class PublicWordsForm(PublicWords, VerbForm):
    """A verb whose words become public."""

    aside = ("revision", "is_checked")
    public_fields = ("note",)

    @property
    def known_names(self):
        return self.suggestion.known_names
