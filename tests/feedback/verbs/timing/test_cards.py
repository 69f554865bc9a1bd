"""Cards that an act satisfies."""

import pytest

from feedback.rules.deadlines import Card
from feedback.rules.workflow import Stage
from feedback.tasks import run_recount
from tests import factories
from tests.factories import at
from tests.feedback.verbs.reading import fresh
from tests.feedback.verbs.timing.periods import counted

pytestmark = pytest.mark.django_db


def carded(stage, on):
    """One that shows the card of the day `on`, as dealt that morning."""
    suggestion = counted(stage)
    run_recount(at(f"{on} 06:10"))
    return fresh(suggestion)


def test_the_card_of_acceptance_gives_way_with_the_acceptance(triage_officer):
    suggestion = carded(Stage.RECEIVED, "2020-12-04")
    before = suggestion.card
    suggestion.accept(by=triage_officer, now=at("2020-12-04 10:00"))
    assert (before, fresh(suggestion).card) == (Card.RED, Card.NONE)


def test_accepted_at_last_on_the_eve_of_the_answer_it_shows_the_card_of_the_answer(triage_officer):
    suggestion = carded(Stage.RECEIVED, "2020-12-21")
    suggestion.accept(by=triage_officer, now=at("2020-12-21 10:00"))
    assert fresh(suggestion).card == Card.YELLOW


@pytest.mark.parametrize("act", ["decline", "merge", "withdraw", "reply"])
def test_what_ends_the_period_takes_the_card_with_it(act, triage_officer):
    suggestion = carded(Stage.IN_PROGRESS if act == "reply" else Stage.ACCEPTED, "2020-12-23")
    before, now = suggestion.card, at("2020-12-23 10:00")
    {
        "decline": lambda: factories.decline(suggestion, now=now),
        "merge": lambda: suggestion.merge(factories.receive(), by=triage_officer, now=now),
        "withdraw": lambda: suggestion.withdraw(now=now),
        "reply": lambda: factories.reply(suggestion, now=now),
    }[act]()
    assert (before, fresh(suggestion).card) == (Card.RED, Card.NONE)
