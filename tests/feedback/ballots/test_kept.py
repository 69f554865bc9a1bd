"""What the database itself keeps: what was published before the first vote, each vote, and what was counted."""

import pytest
from django.db import DatabaseError, connection, transaction

from feedback.ballots import closing
from feedback.ballots.models import Answer, Ballot, Code, Option, Question, Slot
from tests import factories
from tests.feedback.ballots.conftest import AFTER


@pytest.fixture
def voted(opened):
    opened.cast(1, 1, 2, None)
    return opened


def refused(act):
    try:
        with transaction.atomic():
            act()
    except DatabaseError as error:
        return "stays" in str(error)
    return False


def past_the_verbs(ballot):
    """{what somebody would do to the rows: the doing}."""
    question = Question.objects.filter(ballot=ballot).first()
    options, ballots = Option.objects.filter(question=question), Ballot.objects.filter(pk=ballot.pk)
    acts = {
        "weights": lambda: ballots.update(representatives_weight=70, daily_weight=30),
        "key": lambda: ballots.update(public_key="ab" * 32),
        "digest": lambda: ballots.update(questions_digest="0" * 64),
        "points": lambda: ballots.update(daily_points={"five_satisfied": 1}),
        "moment": lambda: ballots.update(opened_at=AFTER),
        "draft again": lambda: ballots.update(state="draft", questions_digest="", opened_at=None),
        "question": lambda: Question.objects.filter(pk=question.pk).update(text="別的問題"),
        "one more question": lambda: Question.objects.create(ballot=ballot, subject="unit", unit=factories.make_unit()),
        "option": lambda: options.update(text="別的選項"),
        "weight of an option": lambda: options.update(weight=7),
        "one more option": lambda: Option.objects.create(question=question, text="很好"),
        "option moved": lambda: options.update(question=Question.objects.exclude(pk=question.pk)[0]),
    }
    if connection.vendor == "postgresql":
        acts |= {
            "option deleted": lambda: options.first().delete(),
            "question deleted": lambda: Question.objects.filter(pk=question.pk)._raw_delete("default"),
            "ballot deleted": lambda: ballots._raw_delete("default"),
        }
    return acts


def test_what_was_published_is_kept_by_the_database(opened):
    acts = past_the_verbs(opened.ballot)
    assert [name for name, act in acts.items() if not refused(act)] == []


def test_a_draft_is_written_as_one_likes(opened):
    draft = Ballot.objects.create(campaign=factories.make_campaign(slug="other", year=2019))
    question = Question.objects.create(ballot=draft, subject="report", text="問題")
    Option.objects.create(question=question, text="好")
    Option.objects.filter(question=question).update(weight=7)
    draft.delete()
    assert Question.objects.filter(text="問題").exists() is False


def test_a_vote_and_that_it_was_given_are_kept(voted):
    acts = [
        lambda: Slot.objects.filter(is_filled=True).update(sealed=b"x"),
        lambda: Slot.objects.filter(is_filled=True).update(is_filled=False),
        lambda: Code.objects.filter(is_used=True).update(is_used=False),
        lambda: Code.objects.filter(is_used=True).update(digest="0" * 64),
    ]
    assert [refused(act) for act in acts] == [True] * 4


def test_what_was_counted_is_kept(voted, administrator):
    other = factories.make_user(username="counting")
    closing.close(voted.ballot, voted.parts[:2], by=administrator, confirmed_by=other, now=AFTER)
    ballots, question = Ballot.objects.filter(pk=voted.ballot.pk), voted.ballot.questions.first()
    acts = [
        lambda: ballots.update(cast=9),
        lambda: ballots.update(state="opened", closed_at=None, cast=None, unreadable=None),
        lambda: ballots.update(later_points={"a": 1}),
        lambda: Answer.objects.update(option=None),
        lambda: Answer.objects.create(question=question, option=None),
    ]
    assert ([refused(act) for act in acts], ballots.update(compacted_at=AFTER)) == ([True] * 5, 1)
