"""The arithmetic of the statistics, on cases anybody can count by hand."""

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.counted.ratings import Ratings, Said
from feedback.rules.counted.statistics import (
    DERIVED,
    Course,
    Group,
    Statistics,
    median,
    percentile,
    share,
    spans,
)
from feedback.rules.counted.tally import Tally
from feedback.rules.deadlines import Calendar
from feedback.rules.periods import Cause, Ending, Promptness, Return
from feedback.rules.reasons import Adoption, Closing
from feedback.rules.workflow import Stage
from tests.factories import NOW

TODAY = date(2020, 12, 21)
MONDAY = date(2020, 11, 30)


def case(stage=Stage.CLOSED, *, received_on=MONDAY, **fields):
    return Course(stage, received_on, **fields)


def counted(*cases):
    counts = Counter(row for one in cases for row in one.counts(working_days(one)))
    return Statistics.from_counts(counts, {}, moment=NOW, today=TODAY)


def working_days(one):
    return Calendar().between(one.received_on, one.replied_on) if one.replied_on else None


@pytest.mark.parametrize(
    ("counts", "middle", "ninetieth"),
    [
        ({}, None, None),
        ({7: 1}, 7, 7),
        ({0: 2, 9: 1}, 0, 9),
        ({3: 1, 6: 1}, Fraction(9, 2), 6),
        ({0: 1, 5: 1, 9: 1}, 5, 9),
        ({1: 895, 2: 105}, 1, 2),
        ({1: 9, 30: 1}, 1, 1),
        ({1: 8, 30: 2}, 1, 30),
        (dict.fromkeys(range(1, 101), 1), Fraction(101, 2), 90),
    ],
)
def test_median_and_percentile(counts, middle, ninetieth):
    assert (median(counts), percentile(counts, 90)) == (middle, ninetieth)


@given(st.lists(st.integers(0, 60), min_size=1))
def test_nine_in_ten_are_within_the_percentile_and_not_within_one_day_less(values):
    counts = {value: values.count(value) for value in values}
    least = percentile(counts, 90)

    within = [sum(value <= limit for value in values) * 100 >= len(values) * 90 for limit in (least, least - 1)]

    assert within == [True, False]


@pytest.mark.parametrize(("part", "whole", "rate"), [(1, 3, Fraction(1, 3)), (0, 3, 0), (0, 0, None)])
def test_a_share_of_nothing_is_not_known(part, whole, rate):
    assert share(part, whole) == rate


def test_every_number_of_days_lies_in_one_span():
    assert spans({0: 1, 1: 1, 5: 1, 6: 2, 15: 3, 16: 1, 99: 4}) == [
        ((0, 0), 1), ((1, 5), 2), ((6, 10), 2), ((11, 15), 3), ((16, 20), 1), ((21, 25), 0), ((26, None), 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "mark"),
    [
        (case(replied_on=date(2020, 12, 4), due_on=date(2020, 12, 4)), Promptness.ON_TIME),
        (case(replied_on=date(2020, 12, 5), due_on=date(2020, 12, 4)), Promptness.LATE),
        (case(Stage.IN_PROGRESS, replied_on=date(2020, 12, 3), due_on=date(2020, 12, 4)), Promptness.ON_TIME),
        (case(Stage.ASSIGNED, due_on=date(2020, 12, 20)), Promptness.OVERDUE),
        (case(Stage.ASSIGNED, due_on=TODAY), Promptness.NOT_YET),
        (case(Stage.RECEIVED), Promptness.NOT_YET),
        (case(Stage.CLOSED, replied_on=TODAY), Promptness.NOT_YET),
        (case(replied_on=TODAY, due_on=TODAY, is_first_counted=False), None),
        (case(Stage.MERGED, replied_on=TODAY, due_on=TODAY), None),
        (case(Stage.DECLINED, due_on=MONDAY), None),
        (case(Stage.WITHDRAWN, replied_on=TODAY, due_on=TODAY), None),
    ],
)
def test_the_first_answer_decides_whether_it_was_on_time(one, mark):
    assert one.promptness(TODAY) == mark


def test_rates_stand_on_what_can_be_judged():
    due = {"due_on": date(2020, 12, 4)}
    total = counted(
        case(replied_on=date(2020, 12, 2), **due),
        case(replied_on=date(2020, 12, 7), **due),
        case(Stage.ASSIGNED, **due),
        case(Stage.RECEIVED, due_on=date(2020, 12, 30)),
        case(Stage.MERGED, main_stage=Stage.CLOSED),
        case(Stage.DECLINED),
        case(Stage.WITHDRAWN),
    ).total

    assert total == Group(
        Tally(open=2, closed=2, declined=1, merged=1, merged_closed=1, withdrawn=1),
        {Promptness.ON_TIME: 1, Promptness.LATE: 1, Promptness.OVERDUE: 1, Promptness.NOT_YET: 1},
        {2: 1, 5: 1},
    )
    assert (total.rate, total.on_time_rate, total.judged, total.unfinished, total.invalid, total.replied) == (
        Fraction(3, 5), Fraction(1, 3), 3, 2, 2, 2,
    )  # fmt: skip


def test_what_is_counted_by_its_value_alone_is_marked_by_nothing():
    [outcome] = [mark for subject, _, mark in case(outcome=Adoption.ADOPTED).counts(None) if subject == "outcome"]
    assert outcome == ("", False, "", None, None, "")


def test_what_came_back_is_counted_by_its_own_days_and_only_while_its_suggestion_is_timed():
    returns = (
        Return(Cause.REDO, date(2020, 12, 18), date(2020, 12, 18), Ending.REPLIED),
        Return(Cause.REDO, date(2020, 12, 18), date(2020, 12, 19), Ending.REPLIED),
        Return(Cause.REOPEN, date(2020, 12, 18)),
        Return(Cause.OBJECTION, TODAY),
        Return(Cause.OBJECTION, MONDAY, MONDAY, Ending.DECLINED),
        Return(Cause.REDO, MONDAY, is_derived=True),
    )
    stages = (Stage.CLOSED, Stage.WITHDRAWN, Stage.MERGED)
    total = counted(*(case(stage, returns=returns) for stage in stages)).total

    assert total.returns == {
        ("redo", Promptness.ON_TIME): 1, ("redo", Promptness.LATE): 1, ("reopen", Promptness.OVERDUE): 1,
        ("objection", Promptness.NOT_YET): 1, ("redo", DERIVED): 1,
    }  # fmt: skip
    assert (total.returns_judged, total.returns_on_time, total.returns_on_time_rate, total.tally.received) == (
        3, 1, Fraction(1, 3), 3,
    )  # fmt: skip
    assert (total.returned(Promptness.LATE, cause="redo"), total.returned(Promptness.LATE, cause="reopen")) == (1, 0)


def test_nothing_has_no_rates():
    total = counted().total

    assert (total, total.rate, total.on_time_rate, total.returns_on_time_rate, counted().groups["month"]) == (
        Group(), None, None, None, {},
    )  # fmt: skip
    assert total.on_time == 0


def test_groups_add_up_to_the_total():
    groups = counted(
        case(category=1), case(category=1, stage=Stage.DECLINED), case(),
        case(category=2, stage=Stage.MERGED, main_stage=Stage.REPLIED),
    ).groups["category"]  # fmt: skip

    assert {key: group.tally for key, group in groups.items()} == {
        1: Tally(closed=1, declined=1),
        2: Tally(merged=1),
        None: Tally(closed=1),
    }


def test_a_month_is_that_of_receipt():
    months = counted(case(received_on=date(2020, 11, 30)), case(received_on=date(2020, 12, 1))).groups["month"]

    assert {month: group.tally.received for month, group in months.items()} == {
        date(2020, 11, 1): 1,
        date(2020, 12, 1): 1,
    }
    assert case(received_on=date(2020, 11, 30)).month == date(2020, 11, 1)


def test_an_outcome_counts_while_its_answer_stands():
    outcomes = counted(
        case(outcome=Adoption.ADOPTED),
        case(Stage.REPLIED, outcome=Adoption.ADOPTED),
        case(Stage.IN_PROGRESS, outcome=Adoption.EXPLAINED),
        case(Stage.RECEIVED),
    ).outcomes

    assert outcomes == {Adoption.ADOPTED: 2}


def test_a_closing_counts_while_it_is_closed():
    statistics = counted(
        case(closing=Closing.RATED), case(closing=Closing.RATED), case(closing=Closing.EXPIRED), case()
    )

    assert statistics.closings == {Closing.RATED: 2, Closing.EXPIRED: 1}


def test_days_are_told_of_what_is_to_be_answered_and_was():
    answered = {"replied_on": date(2020, 12, 2)}
    total = counted(case(**answered), case(Stage.MERGED, **answered), case(Stage.WITHDRAWN, **answered), case()).total

    assert total.days == {2: 1}


def test_ratings_are_of_all_of_each_place_and_of_what_is_public():
    rated, silent = Said("satisfied"), Said()
    said = {("all", "", rated): 2, ("all", "", silent): 1, ("public", "", rated): 1, ("unit", "2", rated): 2}
    statistics = Statistics.from_counts({}, said, moment=NOW, today=TODAY)

    assert (statistics.ratings, statistics.public_ratings) == (Ratings({rated: 2, silent: 1}), Ratings({rated: 1}))
    assert statistics.ratings_by == {"unit": {2: Ratings({rated: 2})}, "category": {}, "district": {}}
