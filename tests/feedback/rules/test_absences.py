"""Leave and deputies: who enters it, who may stand in, where work goes."""

from datetime import date

import pytest

from feedback.rules.absences import Leave, closes_a_circle, may_enter, may_stand_in, overlaps, resolved
from feedback.rules.roles import Role


@pytest.mark.parametrize(
    ("roles", "is_own", "is_of_own_unit", "may"),
    [
        ({Role.HANDLER}, True, True, True),
        ({Role.HANDLER}, False, True, False),
        ({Role.REVIEWER}, True, True, True),
        ({Role.REVIEWER}, False, True, True),
        ({Role.REVIEWER}, False, False, False),
        ({Role.ADMINISTRATOR}, False, False, True),
        ({Role.TRIAGE}, True, False, False),
        ({Role.SUPERVISOR}, False, False, False),
        (set(), True, True, False),
    ],
)
def test_leave_is_entered_by_oneself_the_units_reviewer_and_administrators(roles, is_own, is_of_own_unit, may):
    assert may_enter(roles, is_own=is_own, is_of_own_unit=is_of_own_unit) is may


@pytest.mark.parametrize(
    ("deputy", "person", "may"),
    [
        ({Role.HANDLER}, {Role.HANDLER}, True),
        ({Role.HANDLER, Role.REVIEWER}, {Role.HANDLER}, True),
        ({Role.REVIEWER}, {Role.HANDLER}, False),
        ({Role.REVIEWER}, {Role.HANDLER, Role.REVIEWER}, False),
        ({Role.REVIEWER}, {Role.REVIEWER}, True),
        ({Role.HANDLER}, {Role.REVIEWER}, False),
        ({Role.HANDLER}, {Role.TRIAGE}, False),
    ],
)
def test_a_deputy_can_do_what_is_given_to_the_person(deputy, person, may):
    assert may_stand_in(deputy, person) is may


@pytest.mark.parametrize(
    ("deputies", "stands_in"),
    [
        ({}, None),
        ({1: None}, None),
        ({1: 2}, 2),
        ({1: 2, 2: 3}, 3),
        ({1: 2, 2: None}, None),
        ({1: 2, 2: 3, 3: 4}, None),
        ({1: 2, 2: 1}, None),
    ],
)
def test_a_deputy_who_is_away_too_is_stood_in_for_once(deputies, stands_in):
    assert resolved(1, deputies) == stands_in


def leave(person, deputy, first, last):
    return Leave(person, deputy, date(2020, 12, first), date(2020, 12, last))


@pytest.mark.parametrize(("first", "last", "do"), [(1, 4, False), (1, 5, True), (10, 20, True), (11, 20, False)])
def test_both_days_belong_to_a_leave(first, last, do):
    assert overlaps(leave(1, None, 5, 10), leave(1, None, first, last)) is do


@pytest.mark.parametrize(
    ("others", "closes"),
    [
        ([], False),
        ([leave(2, None, 1, 9)], False),
        ([leave(2, 1, 1, 9)], True),
        ([leave(2, 1, 10, 19)], False),
        ([leave(2, 3, 1, 9), leave(3, 1, 1, 9)], True),
        ([leave(2, 3, 1, 4), leave(3, 1, 5, 9)], False),
        ([leave(2, 3, 1, 9), leave(3, 2, 1, 9)], False),
        ([leave(3, 1, 1, 9)], False),
    ],
)
def test_deputies_lead_in_no_circle_on_any_day(others, closes):
    assert closes_a_circle(leave(1, 2, 1, 9), others) is closes
