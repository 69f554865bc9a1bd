"""The rules of a talk: its phases by the clock, the lists of its record, and the times that it may have."""

from datetime import date, timedelta

import pytest

from feedback.rules.workflow import Stage
from feedback.talks.rules import (
    ASKED_DURING,
    ENTERED_DURING,
    Part,
    TalkPhase,
    Times,
    part,
    phase,
    questions_open,
    why_not_held,
    why_not_moved,
)
from tests.factories import at

OPENS, STARTS, ENDS = at("2026-11-28 00:00"), at("2026-11-29 09:00"), at("2026-11-29 11:00")
TIMES = Times(OPENS, STARTS, ENDS, at("2026-12-09 00:00"))
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - SECOND, TalkPhase.PREVIEW),
        (OPENS, TalkPhase.ASKING),
        (STARTS - SECOND, TalkPhase.ASKING),
        (STARTS, TalkPhase.LIVE),
        (ENDS - SECOND, TalkPhase.LIVE),
        (ENDS, TalkPhase.AFTER),
        (TIMES.answers_end_at - SECOND, TalkPhase.AFTER),
        (TIMES.answers_end_at, TalkPhase.OVER),
    ],
)
def test_the_clock_alone_says_which_phase_it_is(now, expected):
    assert phase(TIMES, now) == expected


def test_citizens_ask_until_it_ends_and_the_office_enters_what_was_asked_after_it_too():
    assert {TalkPhase.ASKING, TalkPhase.LIVE} == ASKED_DURING
    assert {TalkPhase.AFTER} == ENTERED_DURING - ASKED_DURING


@pytest.mark.parametrize(
    ("stage", "live", "after"),
    [
        (Stage.RECEIVED, Part.WRITING, Part.WAITING),
        (Stage.ACCEPTED, Part.WRITING, Part.WAITING),
        (Stage.ASSIGNED, Part.WRITING, Part.WAITING),
        (Stage.IN_PROGRESS, Part.WRITING, Part.WAITING),
        (Stage.REPLIED, Part.LIVE, Part.AFTER),
        (Stage.CLOSED, Part.LIVE, Part.AFTER),
        (Stage.DECLINED, Part.DECLINED, Part.DECLINED),
        (Stage.MERGED, Part.MERGED, Part.MERGED),
        (Stage.WITHDRAWN, Part.WITHDRAWN, Part.WITHDRAWN),
    ],
)
def test_each_question_is_in_one_list(stage, live, after):
    assert (part(stage, is_answered_live=True), part(stage, is_answered_live=False)) == (live, after)


def test_every_stage_has_a_list():
    assert {part(stage, is_answered_live=live) for stage in Stage for live in (True, False)} == set(Part)


def test_questions_open_so_many_days_before():
    day = date(2026, 11, 29)
    assert [questions_open(day, days) for days in (0, 1, 3)] == [day, date(2026, 11, 28), date(2026, 11, 26)]


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "opens_at", "why"),
    [
        (STARTS, ENDS, OPENS, ""),
        (STARTS, ENDS, STARTS, ""),
        (STARTS, STARTS, OPENS, "結束時間應當晚於開始時間。"),
        (STARTS, ENDS + timedelta(days=1), OPENS, "懇談應當在同一天開始和結束。"),
        (STARTS, ENDS, STARTS + SECOND, "開始徵集的時間不能晚於懇談開始。"),
    ],
)
def test_the_times_of_a_talk_stand_in_order_on_one_day(starts_at, ends_at, opens_at, why):
    assert why_not_held(starts_at, ends_at, opens_at) == why


LATER, EARLIER = timedelta(days=7), timedelta(hours=-20)
BEFORE, ASKING, RUNNING, OVER = OPENS - SECOND, OPENS, STARTS, ENDS
NOT_CHANGED, TOO_LATE = "時間沒有改動。", "懇談已經結束，不能再改期。"
ONLY_LONGER, PAST = "懇談正在進行，只能推遲結束時間。", "新的開始時間應當晚於現在。"
STAYS_OPEN = "已經開始徵集提問，不能再推遲徵集。"


@pytest.mark.parametrize(
    ("now", "opens", "starts", "ends", "why"),
    [
        (BEFORE, LATER, LATER, LATER, ""),
        (BEFORE, 0 * LATER, LATER, LATER, ""),
        (BEFORE, -LATER, EARLIER, EARLIER, ""),
        (BEFORE, -LATER, -LATER, -LATER, PAST),
        (BEFORE, 0 * LATER, 0 * LATER, 0 * LATER, NOT_CHANGED),
        (ASKING, 0 * LATER, LATER, LATER, ""),
        (ASKING, LATER, LATER, LATER, STAYS_OPEN),
        (ASKING, 0 * LATER, 0 * LATER, -SECOND, ""),
        (RUNNING, 0 * LATER, 0 * LATER, SECOND, ""),
        (RUNNING, 0 * LATER, 0 * LATER, -SECOND, ONLY_LONGER),
        (RUNNING, 0 * LATER, LATER, LATER, ONLY_LONGER),
        (RUNNING, -SECOND, 0 * LATER, SECOND, ONLY_LONGER),
        (OVER, 0 * LATER, LATER, LATER, TOO_LATE),
    ],
)
def test_a_talk_is_moved_until_it_begins_and_made_longer_until_it_ends(now, opens, starts, ends, why):
    after = Times(OPENS + opens, STARTS + starts, ENDS + ends, TIMES.answers_end_at)
    assert why_not_moved(TIMES, after, now) == why
