"""The list that an address of the board stands for, which its page shows and its download holds."""

from feedback.models import Suggestion
from feedback.suggestions.paging import Part


def listed(form, today):
    """(what the filters of `form` leave, the `Part`s that the list has of it).

    Of words it has what is found; else all, or without the stubs, as the form says.
    """
    suggestions = Suggestion.objects.narrowed(**form.filters, today=today)
    if not form.query.is_empty:
        return suggestions, suggestions.found(form.query)
    return suggestions, [Part(suggestions.public() if form.hides_stubs else suggestions)]
