"""Who reviews an answer, how often, and who goes on writing one."""

from datetime import timedelta
from itertools import product

import pytest

from feedback.rules.answering.reviewing import (
    AT_IT,
    Drafting,
    check_approval,
    check_first_review,
    check_writers,
    drafting,
    is_at_it,
    is_first_review_next,
    joined,
    may_review,
    may_take_over,
)
from tests.factories import NOW
from tests.feedback.rules.answering.test_extensions import told

WRITER, REVIEWER, THIRD = 1, 2, 3


def test_each_answer_in_work_is_in_one_state():
    names = ("has_draft", "is_returned", "is_reviewed", "is_kept")
    found = {}
    for facts in product([False, True], repeat=4):
        found.setdefault(drafting(**dict(zip(names, facts, strict=True))), []).append(facts)
    assert {state: len(cases) for state, cases in found.items()} == {
        Drafting.NONE: 4, Drafting.KEPT: 4, Drafting.WAITING: 2, Drafting.REVIEWED: 2, Drafting.RETURNED: 4,
    }  # fmt: skip
    assert drafting(has_draft=True, is_returned=True, is_reviewed=False, is_kept=True) == Drafting.RETURNED


def test_nobody_reviews_the_own_words_or_twice():
    steps = [may_review(person, writers={WRITER}, reviewed_by=REVIEWER) for person in (WRITER, REVIEWER, THIRD)]
    assert steps == [False, False, True]


def test_who_wrote_a_part_is_refused_in_words():
    why = "答覆須由另一位同事審核，起草或改過這份答覆的人不能審核。"
    assert (told(check_writers, WRITER, {WRITER}), told(check_writers, REVIEWER, {WRITER})) == (why, "")


@pytest.mark.parametrize(
    ("needs_two", "reviewed_by", "is_next", "review", "approval"),
    [
        (False, None, False, "這件建議只需要審核一次，請直接審核。", ""),
        (True, None, True, "", "這件建議的答覆要審核兩次，請先由一位審核人初審。"),
        (True, REVIEWER, False, "這份答覆已經初審，請由另一位審核人終審。", ""),
        (
            True,
            THIRD,
            False,
            "這份答覆已經初審，請由另一位審核人終審。",
            "初審和終審由兩個人分別做，初審的人不能再終審。",
        ),
        (False, THIRD, False, "這件建議只需要審核一次，請直接審核。", "初審和終審由兩個人分別做，初審的人不能再終審。"),
    ],
)
def test_one_review_or_two_by_two_people(needs_two, reviewed_by, is_next, review, approval):
    facts = {"needs_two": needs_two, "reviewed_by": reviewed_by}
    assert is_first_review_next(**facts) == is_next
    assert (told(check_first_review, **facts), told(check_approval, THIRD, **facts)) == (review, approval)


def test_somebody_is_at_it_for_half_an_hour():
    moments = [AT_IT - timedelta(seconds=1), AT_IT]
    assert [is_at_it(NOW, NOW + later) for later in moments] == [True, False]


@pytest.mark.parametrize(
    ("person", "handler", "stands_in_for", "may"),
    [
        (THIRD, THIRD, set(), True),  # it was handed over
        (THIRD, WRITER, {WRITER}, True),  # the deputy
        (THIRD, None, set(), False),
        (THIRD, WRITER, {REVIEWER}, False),
        (WRITER, WRITER, {WRITER}, False),  # the own words
    ],
)
def test_the_new_handler_and_the_deputy_go_on_writing(person, handler, stands_in_for, may):
    assert may_take_over(person, writer=WRITER, handler=handler, stands_in_for=stands_in_for) == may


@pytest.mark.parametrize(
    ("own", "taken", "both"), [("", "乙", "乙"), ("甲", "", "甲"), ("甲", "乙", "甲\n\n乙"), ("甲乙", "乙", "甲乙")]
)
def test_what_is_taken_over_comes_after_the_own_words(own, taken, both):
    assert joined(own, taken) == both
