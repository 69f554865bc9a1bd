"""What the ledger says of a ballot: the questions before the first vote, the answers after the close, no vote."""

import pytest

from feedback.ballots import closing
from feedback.ballots.models import Answer
from tests import factories, ledger
from tests.feedback.ballots.conftest import AFTER, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def voted():
    """Two of three have voted."""
    voted = make_round()
    voted.cast(1, 1, 2, 3)
    voted.cast(2, 1, 1, None)
    return voted


@pytest.fixture
def counted(voted):
    people = [factories.make_user(username=name) for name in ("counts", "confirms")]
    closing.close(voted.ballot, voted.parts[:2], by=people[0], confirmed_by=people[1], now=AFTER)
    return voted.fresh()


def test_a_vote_leaves_no_entry(voted):
    [opening] = ledger.opened("ballot/")
    assert (ledger.kinds("ballot/"), ledger.shown("ballot/")) == (["ballot_open"], ["ballot_open"])
    assert "您對本年度工作報告滿意嗎" in opening["asked"]


def test_counted_it_says_what_it_came_to(counted):
    closed = ledger.opened("ballot/")[1]
    assert [closed[name] for name in ("invited", "voted", "cast", "unreadable")] == [3, 2, 2, 0]
    assert (ledger.kinds("ballot/"), ledger.differing("ballot/")) == (["ballot_open", "ballot_close"], [])


def test_another_answer_behind_it_is_seen(counted):
    first = Answer.objects.order_by("question__order", "pk").first()
    other = first.question.options.exclude(pk=first.option_id).first()
    ledger.own(Answer)
    Answer.objects.filter(pk=first.pk).update(option=other)
    assert ledger.differing("ballot/") == ["ballot_close"]


def test_what_was_there_before_is_stated_once(counted):
    ledger.forget()
    assert ledger.state(AFTER, "ballot/") == ["standing_ballot", "standing_ballot_end"]
    assert (ledger.differing("ballot/"), ledger.state(AFTER)) == ([], [])
