"""What a citizen says of similar suggestions: theirs is linked to one, or concerns them too."""

from django import forms

from feedback.models import Suggestion
from feedback.parts.fields import LineField, RowField, TextField
from feedback.suggest.forms import TEXT_LENGTH, TITLE_LENGTH, StepForm


class SimilarForm(StepForm):
    """`related` is one of `similar`, or nothing."""

    related = RowField(queryset=Suggestion.objects.none(), required=False)

    def __init__(self, *args, similar, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["related"].queryset = Suggestion.objects.filter(pk__in=[one.pk for one in similar])


class RelatedForm(forms.Form):
    """The same as a draft holds it, while everybody may read it."""

    related = RowField(queryset=Suggestion.objects.none(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["related"].queryset = Suggestion.objects.public()


class WrittenForm(forms.Form):
    """The words of a draft, of a length that the like may be looked for."""

    title = LineField(max_length=TITLE_LENGTH, required=False)
    body = TextField(max_length=TEXT_LENGTH, required=False)


class TypedForm(forms.Form):
    """A title as far as it is typed."""

    title = LineField(min_length=4, max_length=TITLE_LENGTH)
