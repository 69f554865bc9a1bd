"""What a suggestion shows on one day: its card, 督辦, and how late it is. Computed from its due days.

What is stored of it, `card` and `is_supervised`, is what the daily work has told of in the timeline; it may be days
late. The same as conditions of queries stands in `feedback.suggestions.watching`.
"""

from django.conf import settings

from feedback.rules import deadlines
from feedback.rules.lateness import LateOn
from feedback.rules.workflow import OPEN_STAGES


class Marks:
    """Of any number of suggestions on `today`."""

    def __init__(self, today, calendar):
        self._cards = deadlines.card_days(today, calendar)
        self._supervised_until = supervised_until(today, calendar)
        self._late_on = LateOn(today, calendar)

    def card(self, suggestion):
        return self._cards.card(suggestion.next_due_on)

    def is_supervised(self, suggestion):
        """Whether it is under 督辦, or late for so long that it ought to be; what is not open any more is not."""
        due_on = suggestion.next_due_on
        is_marked = suggestion.is_supervised and suggestion.stage in OPEN_STAGES
        return is_marked or (due_on is not None and due_on <= self._supervised_until)

    def late(self, suggestion):
        """A `Late`, or None."""
        return self._late_on.of(suggestion.owed)


def supervised_until(today, calendar):
    """What was due on this day or before and is still unanswered on `today` ought to be under 督辦."""
    return calendar.passed(today, settings.SUPERVISE_AFTER_DAYS)
