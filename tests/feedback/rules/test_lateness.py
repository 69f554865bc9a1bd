"""What is late, from dates alone: the answer, or only the acceptance, and for how many working days."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.counted.statistics import Course, Promptness
from feedback.rules.deadlines import Calendar, Card, card
from feedback.rules.lateness import Late, Lateness, LateOn, Owed, is_past, lateness
from feedback.rules.workflow import UNANSWERED_STAGES, Stage

CALENDAR = Calendar()
TODAY = date(2020, 12, 1)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ANSWERED, ENDED = {Stage.REPLIED, Stage.CLOSED}, {Stage.DECLINED, Stage.MERGED, Stage.WITHDRAWN}

days = st.dates(date(2004, 1, 1), date(2026, 12, 31))
due = st.none() | days
stages = st.sampled_from(list(Stage))


def late_in(accept_due_on, due_on):
    """{stage: what is late} of the stages in which something is."""
    found = {stage: lateness(stage, accept_due_on, due_on, TODAY) for stage in Stage}
    return {stage: what for stage, what in found.items() if what}


@pytest.mark.parametrize(
    ("accept_due_on", "due_on", "found"),
    [
        (TODAY, TOMORROW, {}),
        (TODAY, TODAY, {}),
        (None, None, {}),
        (YESTERDAY, TODAY, {Stage.RECEIVED: Lateness.UNACCEPTED}),
        (YESTERDAY, None, {Stage.RECEIVED: Lateness.UNACCEPTED}),
        (YESTERDAY, YESTERDAY, dict.fromkeys(UNANSWERED_STAGES, Lateness.UNANSWERED)),
        (None, YESTERDAY, dict.fromkeys(UNANSWERED_STAGES, Lateness.UNANSWERED)),
    ],
)
def test_what_is_late_in_every_stage(accept_due_on, due_on, found):
    assert late_in(accept_due_on, due_on) == found


def test_the_due_day_itself_is_in_time_and_no_day_is_never_past():
    assert [is_past(day, TODAY) for day in (YESTERDAY, TODAY, TOMORROW, None)] == [True, False, False, False]


@given(stages, due, days)
def test_statistics_call_the_same_ones_unanswered(stage, due_on, today):
    """Of first periods: those that came back are no longer in theirs."""
    replied_on = date(2004, 1, 1) if stage in ANSWERED else None
    promptness = Course(stage, today, replied_on=replied_on, due_on=due_on).promptness(today)
    is_late = lateness(stage, None, due_on, today) == Lateness.UNANSWERED
    assert is_late == (promptness == Promptness.OVERDUE)


@given(stages, due, due, days)
def test_late_is_told_in_working_days_since_the_day_that_passed(stage, accept_due_on, due_on, today):
    today = min(today, *(day + timedelta(days=400) for day in (accept_due_on, due_on) if day), date(2026, 12, 31))
    late = LateOn(today, CALENDAR).of(Owed(stage, accept_due_on, due_on))
    what = lateness(stage, accept_due_on, due_on, today)
    since = {Lateness.UNANSWERED: due_on, Lateness.UNACCEPTED: accept_due_on}
    assert late == (Late(what, CALENDAR.between(since[what], today)) if what else None)


@given(days, days)
def test_what_shows_a_red_card_is_late(due_on, today):
    is_red = card(due_on, today, CALENDAR) == Card.RED
    assert not is_red or is_past(due_on, today)


def test_on_days_off_after_the_due_day_it_is_late_and_no_working_day_has_gone_by():
    friday, saturday, monday = (date(2020, 11, day) for day in (27, 28, 30))
    owed = Owed(Stage.IN_PROGRESS, None, friday)
    assert [LateOn(day, CALENDAR).of(owed) for day in (friday, saturday, monday)] == [
        None, Late(Lateness.UNANSWERED, 0), Late(Lateness.UNANSWERED, 1),
    ]  # fmt: skip


def test_one_looks_at_many_in_any_order():
    late_on = LateOn(TODAY, CALENDAR)
    told = [late_on.of(Owed(Stage.ASSIGNED, None, TODAY - timedelta(days=back))) for back in (1, 9, 2, 9, 0)]
    assert [late and late.days for late in told] == [1, 7, 2, 7, None]


def test_what_was_merged_follows_its_main_one():
    of_own = Owed.of(Stage.IN_PROGRESS, YESTERDAY, TOMORROW, None, None, None)
    of_main = Owed.of(Stage.MERGED, None, TOMORROW, Stage.ASSIGNED, None, YESTERDAY)
    late_on = LateOn(TODAY, CALENDAR)
    assert (of_own, of_main) == (
        Owed(Stage.IN_PROGRESS, YESTERDAY, TOMORROW), Owed(Stage.ASSIGNED, None, YESTERDAY, is_of_main=True),
    )  # fmt: skip
    assert [late_on.of(owed) for owed in (of_own, of_main)] == [None, Late(Lateness.UNANSWERED, 1, is_of_main=True)]


WORDS = [
    # what, days, of the main one; badge, label, sentence
    (Lateness.UNANSWERED, 3, False, "已逾期 3 個工作日", "逾期未答覆", "答覆期限已過，還沒有作出答覆。"),
    (Lateness.UNANSWERED, 0, False, "已逾期", "逾期未答覆", "答覆期限已過，還沒有作出答覆。"),
    (Lateness.UNANSWERED, 3, True, "主件已逾期 3 個工作日", "主件逾期未答覆", "主件的答覆期限已過，還沒有作出答覆。"),
    (Lateness.UNANSWERED, 0, True, "主件已逾期", "主件逾期未答覆", "主件的答覆期限已過，還沒有作出答覆。"),
    (Lateness.UNACCEPTED, 1, False, "受理已逾期 1 個工作日", "受理逾期", "受理期限已過，還沒有決定是否受理。"),
    (Lateness.UNACCEPTED, 0, False, "受理已逾期", "受理逾期", "受理期限已過，還沒有決定是否受理。"),
    (
        Lateness.UNACCEPTED, 1, True, "主件受理已逾期 1 個工作日", "主件受理逾期",
        "主件的受理期限已過，還沒有決定是否受理。",
    ),
    (Lateness.UNACCEPTED, 0, True, "主件受理已逾期", "主件受理逾期", "主件的受理期限已過，還沒有決定是否受理。"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "days", "is_of_main", "badge", "label", "sentence"), WORDS)
def test_how_it_is_said(what, days, is_of_main, badge, label, sentence):
    late = Late(what, days, is_of_main)
    assert (str(late), late.label, late.sentence) == (badge, label, sentence)


def test_a_late_acceptance_is_never_called_unanswered():
    told = [Late(Lateness.UNACCEPTED, days, is_of_main) for days in (0, 1) for is_of_main in (False, True)]
    assert [words for late in told for words in (str(late), late.label) if "答覆" in words] == []


def test_only_what_is_late_itself_counts_as_unanswered():
    every = [Late(what, 1, is_of_main) for what in Lateness for is_of_main in (False, True)]
    assert [late for late in every if late.is_counted] == [Late(Lateness.UNANSWERED, 1)]


def test_english_tells_one_day_from_many():
    with override("en"):
        told = [str(Late(Lateness.UNANSWERED, days)) for days in (0, 1, 2)]
    assert told == ["Overdue", "1 working day overdue", "2 working days overdue"]
