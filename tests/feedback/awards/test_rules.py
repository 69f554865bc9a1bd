"""The classes, and what may be awarded, by whom, how often."""

import pytest

from feedback.awards import rules
from feedback.awards.rules import Grade
from feedback.rules.workflow import Refused, Stage


def refusal(check, *given, **named):
    try:
        check(*given, **named)
    except Refused as refused:
        return str(refused)
    return None


@pytest.mark.parametrize("stage", Stage)
def test_only_valid_ones_are_awarded(stage):
    told = refusal(rules.check_valid, "2020-0001", stage)
    is_valid = stage not in (Stage.DECLINED, Stage.WITHDRAWN)
    expected = f"2020-0001 現在是「{stage.label}」，優秀建議只在有效的意見建議裡評選。"
    assert told == (None if is_valid else expected)


def test_there_is_room_below_the_number_of_the_class():
    told = [refusal(rules.check_room, Grade.FIRST, count, 2) for count in (1, 2, 3)]
    assert told == [None, "一等最多評 2 件，已經評出 2 件。", "一等最多評 2 件，已經評出 3 件。"]


def test_whoever_proposed_does_not_decide():
    assert refusal(rules.check_second, "甲", "甲") == "等次是您提出的，請由另一位同事決定。"
    assert refusal(rules.check_second, "甲", "乙") is None


def test_the_name_of_a_child_needs_the_guardian():
    told = [
        refusal(rules.check_guardian, is_under_14=child, is_by_guardian=guardian)
        for child, guardian in [(True, False), (True, True), (False, False), (False, True)]
    ]
    assert told == ["提建議的人未滿 14 周歲，公開姓名要由監護人同意。", None, None, None]
