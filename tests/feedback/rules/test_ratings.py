"""What follows from a rating, and how each low one ends."""

import pytest

from feedback.rules import ratings
from feedback.rules.ratings import ASKED, Meaning, RatingOutcome, Solved
from feedback.rules.workflow import Verb

FOLLOWS = [
    # meaning, whether an explanation answers its reason, answers redone so far, all content, what follows
    (Meaning.CONTENT, False, 0, True, Verb.CLOSE),
    (Meaning.CONTENT, False, 1, True, Verb.CLOSE),
    (Meaning.CONTENT, False, 0, False, None),
    (Meaning.LOW, False, 0, False, Verb.REDO),
    (Meaning.LOW, False, 1, False, Verb.SUPERVISE),
    (Meaning.LOW, False, 2, False, Verb.SUPERVISE),
    (Meaning.LOW, True, 0, False, None),
    (Meaning.LOW, True, 1, False, None),
]


@pytest.mark.parametrize(("meaning", "is_explained", "redo_count", "is_everyone_content", "verb"), FOLLOWS)
def test_what_follows_from_a_rating(meaning, is_explained, redo_count, is_everyone_content, verb):
    follows = ratings.verb_after_rating(
        meaning, is_answered_by_explanation=is_explained, redo_count=redo_count,
        is_everyone_content=is_everyone_content,
    )  # fmt: skip
    assert follows == verb


@pytest.mark.parametrize(
    ("meaning", "outcome"),
    [(Meaning.CONTENT, RatingOutcome.CONTENT_AFTER_REDO), (Meaning.LOW, RatingOutcome.LOW_AFTER_REDO)],
)
def test_the_next_word_of_the_same_receipt_says_how_a_low_one_ended(meaning, outcome):
    assert ratings.outcome_by_next(meaning) == outcome


@pytest.mark.parametrize(
    ("is_explained", "is_on_redone_answer", "has_later_answer", "outcome"),
    [
        (True, False, False, RatingOutcome.EXPLAINED),
        (True, True, False, RatingOutcome.EXPLAINED),
        (False, False, True, RatingOutcome.EXPLAINED),
        (False, True, True, RatingOutcome.EXPLAINED),
        (False, True, False, RatingOutcome.LOW_AFTER_REDO),
        (False, False, False, RatingOutcome.EXPLAINED),
    ],
)
def test_without_another_word_the_end_says_it(is_explained, is_on_redone_answer, has_later_answer, outcome):
    ended = ratings.outcome_at_end(
        is_answered_by_explanation=is_explained, is_on_redone_answer=is_on_redone_answer,
        has_later_answer=has_later_answer,
    )  # fmt: skip
    assert ended == outcome


def test_nobody_is_offered_to_say_that_it_was_not_asked():
    assert [code for code, _ in ASKED] == [Solved.SOLVED, Solved.PARTLY, Solved.UNSOLVED, Solved.EXPLAINED]
