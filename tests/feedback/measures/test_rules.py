"""Who may draft and publish a measure, and what one may answer."""

from datetime import date

import pytest

from feedback.measures import rules
from feedback.rules.roles import Role
from feedback.rules.workflow import Refused, Stage

pytestmark = pytest.mark.pure


def refusal(check, *given):
    try:
        check(*given)
    except Refused as refused:
        return str(refused)
    return None


def test_who_may_draft():
    own = {role for role in Role if rules.may_draft({role}, is_own=True)}
    every = {role for role in Role if rules.may_draft({role}, is_own=False)}
    assert own == {Role.HANDLER, Role.REVIEWER, Role.TRIAGE, Role.SUPERVISOR}
    assert every == {Role.TRIAGE, Role.SUPERVISOR}


def test_who_may_publish():
    own = {role for role in Role if rules.may_publish({role}, is_own=True)}
    every = {role for role in Role if rules.may_publish({role}, is_own=False)}
    assert own == {Role.REVIEWER, Role.TRIAGE, Role.SUPERVISOR, Role.LEADER}
    assert every == {Role.TRIAGE, Role.SUPERVISOR, Role.LEADER}


def test_what_is_refused_withdrawn_or_merged_is_not_answered():
    told = {stage: refusal(rules.check_answerable, "2020-0001", stage) for stage in Stage}
    assert {stage: words for stage, words in told.items() if words} == {
        Stage.DECLINED: "2020-0001 現在是「不予受理」，不能用舉措來回應。",
        Stage.WITHDRAWN: "2020-0001 現在是「撤回」，不能用舉措來回應。",
        Stage.MERGED: "2020-0001 已經併案，請填主件的編號。",
    }


def test_what_is_still_to_be_done_is_no_measure():
    told = [refusal(rules.check_done, date(2020, 12, day), date(2020, 12, 2)) for day in (1, 2, 3)]
    assert told == [None, None, "完成日期不能晚於今天：還沒有做到的，請登記為承諾。"]


def test_whoever_wrote_any_of_it_does_not_publish():
    told = [refusal(rules.check_second, {1, 2}, key) for key in (1, 2, 3)]
    assert told == ["公布要由另一個人來做：您起草了這項舉措，或者最後修改了它。"] * 2 + [None]
