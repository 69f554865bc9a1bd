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
    """The same from a draft, while everybody may read the suggestion."""

    related = RowField(queryset=Suggestion.objects.none(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["related"].queryset = Suggestion.objects.public()


class WrittenForm(forms.Form):
    """The words of a draft; what is too long is not compared."""

    title = LineField(max_length=TITLE_LENGTH, required=False)
    body = TextField(max_length=TEXT_LENGTH, required=False)


class TypedForm(forms.Form):
    """A title that is being typed."""

    title = LineField(min_length=4, max_length=TITLE_LENGTH)
