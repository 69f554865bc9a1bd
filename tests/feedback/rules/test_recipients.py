"""Who is meant: of the unit, of triage, above them; who is on leave; who may not see it."""

import pytest

from feedback.rules.recipients import Case, Person, meant
from feedback.rules.roles import Role
from feedback.rules.telling import Whom

UNIT, OTHER = 1, 2


def person(key, *roles, units=()):
    return Person(key, frozenset(roles), frozenset(units))


TRIAGE, SECOND_TRIAGE = person(10, Role.TRIAGE), person(11, Role.TRIAGE)
HANDLER, SECOND_HANDLER = person(20, Role.HANDLER, units=[UNIT]), person(21, Role.HANDLER, units=[UNIT])
REVIEWER, SECOND_REVIEWER = person(30, Role.REVIEWER, units=[UNIT]), person(31, Role.REVIEWER, units=[UNIT])
SUPERVISOR = person(40, Role.SUPERVISOR)
OTHER_HANDLER, OTHER_REVIEWER = person(50, Role.HANDLER, units=[OTHER]), person(51, Role.REVIEWER, units=[OTHER])
OUTSIDER = person(60, Role.ADMINISTRATOR, units=[UNIT])  # in the unit, and without casework
PEOPLE = [
    TRIAGE, SECOND_TRIAGE, HANDLER, SECOND_HANDLER, REVIEWER, SECOND_REVIEWER, SUPERVISOR, OTHER_HANDLER,
    OTHER_REVIEWER, OUTSIDER,
]  # fmt: skip
CASE = Case(unit=UNIT, handler=20, further_unit=OTHER, drafter=21, asker=10, has_written=frozenset({20, 31}))


@pytest.mark.parametrize(
    ("whom", "keys"),
    [
        (Whom.NAMED, {20}),
        (Whom.TAKERS, set()),  # somebody is named
        (Whom.UNIT, {20, 21, 30, 31}),
        (Whom.FURTHER_UNIT, {50, 51}),
        (Whom.REVIEWERS, {30}),
        (Whom.GRANTERS, {30, 31}),
        (Whom.DRAFTER, {21}),
        (Whom.ASKER, {10}),
        (Whom.TRIAGE, {10, 11}),
        (Whom.SUPERVISORS, {40}),
    ],
)
def test_who_is_meant_while_a_handler_is_named(whom, keys):
    assert meant(whom, CASE, PEOPLE, {}) == keys


@pytest.mark.parametrize(
    ("whom", "keys"),
    [
        (Whom.NAMED, set()),
        (Whom.TAKERS, set()),
        (Whom.UNIT, {10, 11}),  # triage, with whom it lies
        (Whom.FURTHER_UNIT, set()),
        (Whom.REVIEWERS, set()),
        (Whom.GRANTERS, {40}),
        (Whom.DRAFTER, set()),
        (Whom.ASKER, set()),
        (Whom.TRIAGE, {10, 11}),
        (Whom.SUPERVISORS, {40}),
    ],
)
def test_who_is_meant_while_no_unit_has_it(whom, keys):
    assert meant(whom, Case(), PEOPLE, {}) == keys


def test_the_handlers_of_the_unit_are_meant_while_nobody_is_named():
    assert meant(Whom.TAKERS, Case(unit=UNIT), PEOPLE, {}) == {20, 21}


def test_where_a_unit_has_no_handler_its_reviewers_are_meant_and_without_them_triage():
    case = Case(unit=UNIT, further_unit=OTHER)
    above = [TRIAGE, SECOND_TRIAGE, SUPERVISOR]
    assert meant(Whom.TAKERS, case, [REVIEWER, *above], {}) == {30}
    assert [meant(whom, case, above, {}) for whom in (Whom.TAKERS, Whom.UNIT, Whom.FURTHER_UNIT)] == [{10, 11}] * 3


def test_where_whoever_is_named_cannot_be_told_the_others_are():
    others = [person for person in PEOPLE if person is not HANDLER]
    assert [meant(whom, CASE, others, {}) for whom in (Whom.NAMED, Whom.TAKERS)] == [set(), {21}]


def test_whoever_is_on_leave_is_not_told_while_another_one_is_there():
    assert meant(Whom.TAKERS, Case(unit=UNIT), PEOPLE, {20: None}) == {21}


def test_where_all_are_on_leave_all_are_told():
    assert meant(Whom.TAKERS, Case(unit=UNIT), PEOPLE, {20: None, 21: 20}) == {20, 21}


@pytest.mark.parametrize(
    ("away", "keys"),
    [
        ({20: 21}, {21}),
        ({20: None}, {20}),  # reads it on coming back
        ({20: 50}, {20}),  # of another unit: may not see it
        ({20: 30}, {20}),  # no handler
        ({20: 99}, {20}),  # has no address
        ({20: 30, 30: 21}, {21}),  # the deputy's deputy
    ],
)
def test_the_deputy_is_told_for_a_handler_on_leave(away, keys):
    assert meant(Whom.NAMED, CASE, PEOPLE, away) == keys


@pytest.mark.parametrize("key", [50, 60, 99])
def test_who_may_not_see_it_any_more_is_not_told_of_what_they_asked(key):
    assert meant(Whom.ASKER, CASE._replace(asker=key), PEOPLE, {}) == set()
