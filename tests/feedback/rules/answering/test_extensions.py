"""The one extension of a period: what is refused, and until when it may be granted."""

from datetime import date

import pytest

from feedback.rules.answering.extensions import (
    BY_PERSON,
    Decision,
    check_decision,
    check_grant,
    check_request,
    has_lapsed,
)
from feedback.rules.workflow import Refused

DUE = date(2020, 12, 22)
FINE = {"is_extended": False, "is_asked": False, "due_on": DUE, "today": DUE}


def told(check, *args, **kwargs):
    """The words in which it is refused; empty where it is not."""
    try:
        check(*args, **kwargs)
    except Refused as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("days", [1, 10])
def test_whoever_handles_it_asks_until_the_due_day_is_over(days):
    assert told(check_request, days, "要踏勘。", **FINE) == ""


@pytest.mark.parametrize(
    ("days", "note", "changed", "why"),
    [
        (5, "", {}, "延長期限要寫明公開的原因。"),
        (5, "要踏勘。", {"is_extended": True}, "期限只能延長一次，這次辦理已經延長過。"),
        (5, "要踏勘。", {"is_asked": True}, "已經申請延長，正在等待批准，請勿重複申請。"),
        (0, "要踏勘。", {}, "延長天數為 1 至 10 個工作日。"),
        (11, "要踏勘。", {}, "延長天數為 1 至 10 個工作日。"),
        (5, "要踏勘。", {"today": date(2020, 12, 23)}, "答覆期限已過，不能再延長，請儘快答覆。"),
    ],
)
def test_what_cannot_be_asked(days, note, changed, why):
    assert told(check_request, days, note, **FINE | changed) == why


@pytest.mark.parametrize(
    ("asked_by", "why"),
    [
        (1, ""),
        (2, "延長期限須由另一位同事批准，申請的人不能自己批。"),
        (None, "現在沒有待批的延長申請。"),
    ],
)
def test_another_person_decides(asked_by, why):
    assert told(check_decision, asked_by, 2) == why


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, ""),
        ({"due_on": None}, ""),
        ({"is_extended": True}, "期限只能延長一次，這次辦理已經延長過。"),
        ({"today": date(2020, 12, 23)}, "答覆期限已過，延長申請已經失效，請儘快答覆。"),
    ],
)
def test_nothing_is_granted_afterwards(changed, why):
    assert told(check_grant, **{"is_extended": False, "due_on": DUE, "today": DUE} | changed) == why


def test_it_lapses_when_the_due_day_is_over():
    assert [has_lapsed(DUE, day) for day in (date(2020, 12, 22), date(2020, 12, 23))] == [False, True]


def test_a_person_grants_or_refuses_and_the_rest_comes_by_itself():
    assert set(Decision) - BY_PERSON == {Decision.LAPSED, Decision.FELL}
