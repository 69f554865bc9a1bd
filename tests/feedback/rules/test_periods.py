"""The rule of the periods, on days anybody can count in a calendar."""

from datetime import date
from types import SimpleNamespace

import pytest

from feedback.rules.deadlines import Calendar, DueDays
from feedback.rules.periods import (
    Cause,
    Ending,
    Promptness,
    Return,
    due_days,
    nth_time,
    promptness,
    since_the_first_reply,
)

MONDAY = date(2020, 12, 7)


@pytest.mark.parametrize(
    ("cause", "accept_due_on"),
    [
        (Cause.FIRST, date(2020, 12, 9)),
        (Cause.OBJECTION, date(2020, 12, 9)),
        (Cause.REVOKED, date(2020, 12, 9)),
        (Cause.REDO, None),
        (Cause.REOPEN, None),
    ],
)
def test_each_period_counts_from_its_own_day_and_a_return_to_the_unit_needs_no_acceptance(cause, accept_due_on):
    plain = due_days(cause, MONDAY, Calendar(), days=5)
    extended = due_days(cause, MONDAY, Calendar(), days=5, extended_by=3)
    assert (plain, extended) == (
        DueDays(accept_due_on, date(2020, 12, 14), False), DueDays(accept_due_on, date(2020, 12, 17), False),
    )  # fmt: skip


SUNDAY_AFTER = date(2020, 12, 13)


@pytest.mark.parametrize(
    ("cause", "due_on"),
    [(Cause.FIRST, date(2020, 12, 18)), (Cause.OBJECTION, date(2020, 12, 14)), (Cause.REDO, date(2020, 12, 14))],
)
def test_only_the_first_period_of_what_was_asked_for_a_talk_waits_for_its_day(cause, due_on):
    assert due_days(cause, MONDAY, Calendar(), days=5, talk_on=SUNDAY_AFTER).due_on == due_on


def test_times_are_counted_in_words_and_the_later_ones_in_figures():
    assert [nth_time(ordinal) for ordinal in range(1, 7)] == [
        "首次辦理", "第二次辦理", "第三次辦理", "第四次辦理", "第 5 次辦理", "第 6 次辦理",
    ]  # fmt: skip


@pytest.mark.parametrize("cause", Cause)
def test_a_period_that_reaches_into_an_unknown_year_is_provisional(cause):
    assert due_days(cause, date(2026, 12, 28), Calendar()).is_due_provisional


@pytest.mark.parametrize(
    ("due_on", "replied_on", "today", "mark"),
    [
        (None, None, MONDAY, Promptness.NOT_YET),
        (None, MONDAY, MONDAY, Promptness.NOT_YET),
        (MONDAY, MONDAY, MONDAY, Promptness.ON_TIME),
        (MONDAY, date(2020, 12, 8), date(2020, 12, 8), Promptness.LATE),
        (MONDAY, None, MONDAY, Promptness.NOT_YET),
        (MONDAY, None, date(2020, 12, 8), Promptness.OVERDUE),
    ],
)
def test_an_answer_on_the_due_day_is_on_time(due_on, replied_on, today, mark):
    assert promptness(due_on, replied_on, today) == mark


@pytest.mark.parametrize(
    ("ending", "is_timed"),
    [("", True), (Ending.REPLIED, True), (Ending.DECLINED, False), (Ending.MERGED, False), (Ending.WITHDRAWN, False)],
)
def test_a_return_is_timed_while_it_runs_and_once_it_is_answered(ending, is_timed):
    assert Return(Cause.REDO, MONDAY, ending=ending).is_timed == is_timed


def test_a_return_is_judged_by_its_own_day():
    late = Return(Cause.REOPEN, MONDAY, date(2020, 12, 9), Ending.REPLIED)
    assert late.promptness(MONDAY) == Promptness.LATE


@pytest.mark.parametrize(
    ("endings", "places"),
    [
        ([""], []),
        ([Ending.DECLINED, ""], []),
        ([Ending.REPLIED], []),
        ([Ending.REPLIED, ""], [1]),
        ([Ending.DECLINED, Ending.REPLIED, Ending.REPLIED, ""], [2, 3]),
    ],
)
def test_an_heir_goes_on_with_what_came_after_the_first_answer(endings, places):
    periods = [SimpleNamespace(ending=ending) for ending in endings]
    assert since_the_first_reply(periods) == [periods[place] for place in places]
