"""How the tests of verbs read what became of a suggestion."""

import pytest

from feedback.rules.workflow import Refused


def steps(suggestion):
    """Its history: each verb with the stages it led from and to, in the order in which it was recorded."""
    rows = suggestion.events.order_by("pk")
    return [(event.verb, event.from_stage, event.to_stage) for event in rows]


def last(suggestion):
    """The newest record of its history."""
    return suggestion.events.order_by("pk").last()


def fresh(suggestion):
    """The suggestion as the database has it."""
    return type(suggestion).objects.get(pk=suggestion.pk)


def refusal(verb, *args, **kwargs):
    """The words in which `verb` is refused; fails when it is not. What it would have changed stays as it was."""
    with pytest.raises(Refused) as refused:
        verb(*args, **kwargs)
    return str(refused.value)
