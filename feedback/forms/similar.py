"""What a citizen says of similar suggestions: theirs is linked to one, or concerns them too."""

from django import forms

from feedback.forms.fields import LineField, RowField
from feedback.forms.public import StepForm
from feedback.models import Suggestion


class SimilarForm(StepForm):
    """`related` is one of `similar`, or nothing."""

    related = RowField(queryset=Suggestion.objects.none(), required=False)

    def __init__(self, *args, similar, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["related"].queryset = Suggestion.objects.filter(pk__in=[one.pk for one in similar])


class TypedForm(forms.Form):
    """A title as far as it is typed."""

    title = LineField(min_length=4, max_length=60)


class SupportForm(forms.Form):
    undo = forms.BooleanField(required=False, widget=forms.HiddenInput)
