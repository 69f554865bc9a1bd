"""When a promise is late, what takes two people, and what may be done to its day."""

from datetime import date, timedelta

import pytest

from feedback.commitments import rules
from feedback.commitments.rules import is_late, needs_two
from feedback.rules.commitments import State
from feedback.rules.workflow import Refused

pytestmark = pytest.mark.pure

DAY = date(2022, 6, 30)


def refusal(check, *given):
    try:
        check(*given)
    except Refused as refused:
        return str(refused)
    return None


def test_it_is_late_from_the_day_after_its_day_until_it_ends():
    days = (DAY, DAY + timedelta(days=1))
    found = {state: [is_late(DAY, state, today) for today in days] for state in State}
    assert found == {
        State.NOT_STARTED: [False, True],
        State.LIMITED: [False, True],
        State.SUBSTANTIAL: [False, True],
        State.COMPLETE: [False, False],
        State.WITHDRAWN: [False, False],
    }


def test_without_a_day_nothing_is_late():
    assert is_late(None, State.NOT_STARTED, DAY) is False


def test_two_people_end_it_and_take_an_end_back():
    two = {(old, new) for old in State for new in State if old != new and not needs_two(old, new)}
    open_ones = {State.NOT_STARTED, State.LIMITED, State.SUBSTANTIAL}
    assert two == {(old, new) for old in open_ones for new in open_ones if old != new}


def test_who_is_alone_is_told_what_takes_two():
    told = [
        refusal(rules.check_alone, State.LIMITED, new) for new in (State.SUBSTANTIAL, State.COMPLETE, State.LIMITED)
    ]
    assert told == [None, "改為「完成」要由兩個人決定，請提請。", "這項承諾現在就是「有限進展」。"]


def test_two_are_told_what_one_does():
    told = [refusal(rules.check_together, State.LIMITED, new) for new in (State.COMPLETE, State.SUBSTANTIAL)]
    assert told == [None, "改為「大部完成」不用兩個人決定，請直接更新進展。"]


def test_whoever_proposed_an_end_does_not_confirm_it():
    assert [refusal(rules.check_second, 1, 1), refusal(rules.check_second, 1, 2)] == [
        "這是您提請的，請由另一位同事確認。", None,
    ]  # fmt: skip


def test_a_day_changes_only_while_it_is_open_and_to_another_one():
    later = DAY + timedelta(days=30)
    told = [
        refusal(rules.check_day, DAY, later, State.LIMITED),
        refusal(rules.check_day, DAY, DAY, State.LIMITED),
        refusal(rules.check_day, DAY, later, State.WITHDRAWN),
    ]
    assert told == [None, "日期沒有變動。", "這項承諾已經是「撤回」，不能再改期。"]
