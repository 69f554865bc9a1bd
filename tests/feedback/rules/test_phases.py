"""Which phase of a campaign opens what, and what is said where nothing is open."""

from datetime import date
from typing import NamedTuple

import pytest

from feedback.rules import phases
from feedback.rules.phases import OPENED_BY, Act, Opening, PhaseKind

TITLE = "2020 年「三民」活動"


class Span(NamedTuple):
    kind: str
    starts_on: date
    ends_on: date | None = None


def december(first, last=None):
    return Span(PhaseKind.COLLECT, date(2020, 12, first), date(2020, 12, last) if last else None)


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([], Opening(False)),
        ([december(10, 20)], Opening(True, closes_on=date(2020, 12, 20))),
        ([december(10)], Opening(True)),
        ([december(15, 15)], Opening(True, closes_on=date(2020, 12, 15))),
        ([december(16, 20)], Opening(False, opens_on=date(2020, 12, 16))),
        ([december(1, 14)], Opening(False, closed_on=date(2020, 12, 14))),
        ([december(1, 2), december(3, 4)], Opening(False, closed_on=date(2020, 12, 4))),
        ([december(20), december(18)], Opening(False, opens_on=date(2020, 12, 18))),
        ([december(1, 15), december(10, 20)], Opening(True, closes_on=date(2020, 12, 20))),
        ([december(1, 15), december(10)], Opening(True)),
        ([december(10, 15), december(16, 20)], Opening(True, closes_on=date(2020, 12, 20))),
        ([december(16), december(10, 15)], Opening(True)),
        (
            [december(10, 15), december(16, 20), december(22)],
            Opening(True, date(2020, 12, 22), None, date(2020, 12, 20)),
        ),
        (
            [december(1, 2), december(10, 20), december(30)],
            Opening(True, date(2020, 12, 30), date(2020, 12, 2), date(2020, 12, 20)),
        ),
        ([Span(PhaseKind.RATE, date(2020, 12, 1))], Opening(False)),
    ],
)
def test_when_an_act_is_open(spans, found):
    assert phases.opening(Act.FILE, spans, date(2020, 12, 15)) == found


def test_each_act_is_opened_by_a_phase_and_preparing_and_handling_open_nothing():
    opening = set().union(*OPENED_BY.values())
    assert (set(OPENED_BY), set(PhaseKind) - opening) == (set(Act), {PhaseKind.PREPARE, PhaseKind.HANDLE})


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (
            Opening(False, opens_on=date(2020, 12, 5)),
            "2020 年「三民」活動從2020年12月5日起可以提出意見建議，現在還沒有開始。",
        ),
        (
            Opening(False, opens_on=date(2020, 12, 5), closed_on=date(2020, 11, 30)),
            "2020 年「三民」活動從2020年12月5日起可以提出意見建議，現在還沒有開始。",
        ),
        (
            Opening(False, closed_on=date(2020, 11, 30)),
            "在2020 年「三民」活動中提出意見建議，已於2020年11月30日截止。",
        ),
        (Opening(False), "2020 年「三民」活動沒有可以提出意見建議的環節。"),
    ],
)
def test_why_it_is_not_open(found, told):
    assert phases.why_not(Act.FILE, TITLE, found) == told


def test_why_nothing_is_open_before_and_after():
    assert [phases.of_a_draft(Act.BALLOT), phases.after_close(Act.APPLY, TITLE, date(2021, 3, 1))] == [
        "這個活動還沒有公布，不能在代表評議中投票。",
        "2020 年「三民」活動已於2021年3月1日結束，不能再報名擔任市民代表。",
    ]


def test_what_is_open_instead():
    assert [
        phases.filed_elsewhere("還沒有開始。", "開門納諫"),
        phases.open_instead("還沒有開始。", [Act.FILE, Act.RATE_SECTION]),
        phases.open_instead("還沒有開始。", []),
    ] == [
        "還沒有開始。現在提的意見建議，歸入開門納諫。",
        "還沒有開始。現在可以提出意見建議、評議報告章節。",
        "還沒有開始。",
    ]
