"""Absences as they are kept: what the database refuses, what goes together, who stands in for whom."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from feedback.models import Absence
from feedback.office.absences import deputy_of, stands_in_for
from feedback.rules.roles import Role
from feedback.rules.workflow import Refused
from tests import factories
from tests.factories import NOW

TODAY = date(2020, 12, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def colleagues(unit):
    """Four handlers of the unit."""
    return [factories.make_user(username=name, roles=[Role.HANDLER], units=[unit]) for name in "abcd"]


def unsaved(person, deputy=None, begins_on=TODAY, ends_on=TODAY):
    fields = {"entered_by": person, "entered_at": NOW, "begins_on": begins_on, "ends_on": ends_on}
    return Absence(person=person, deputy=deputy, **fields)


@pytest.mark.parametrize("wrong", [{"ends_on": date(2020, 11, 30)}, {"is_own_deputy": True}])
def test_the_database_refuses_what_cannot_be(colleagues, wrong):
    person, is_own_deputy = colleagues[0], wrong.pop("is_own_deputy", False)
    with pytest.raises(IntegrityError), transaction.atomic():
        unsaved(person, deputy=person if is_own_deputy else None, **wrong).save()


def test_two_of_one_person_do_not_overlap(colleagues):
    person, other, *_ = colleagues
    factories.make_absence(person=person, begins_on=TODAY, ends_on=date(2020, 12, 4))
    refused = unsaved(person, begins_on=date(2020, 12, 4), ends_on=date(2020, 12, 9))
    with pytest.raises(Refused, match="已經登記過請假"):
        refused.check_with_others()
    unsaved(person, begins_on=date(2020, 12, 5), ends_on=date(2020, 12, 9)).check_with_others()
    unsaved(other).check_with_others()


def test_two_do_not_stand_in_for_each_other(colleagues):
    one, other, *_ = colleagues
    factories.make_absence(person=one, deputy=other, begins_on=TODAY)
    with pytest.raises(Refused, match="換一位代理人"):
        unsaved(other, deputy=one).check_with_others()


@pytest.mark.parametrize(
    "deputies", [{}, {"a": "b"}, {"a": "b", "b": "c"}, {"a": "b", "b": None}, {"a": "b", "b": "c", "c": "d"}]
)
def test_who_stands_in_is_the_same_asked_from_both_sides(colleagues, deputies):
    people = {person.username: person for person in colleagues}
    for name, deputy in deputies.items():
        factories.make_absence(person=people[name], deputy=people.get(deputy), begins_on=TODAY)
    by_person = {(person.pk, deputy.pk) for person in colleagues if (deputy := deputy_of(person, TODAY))}
    by_deputy = {(key, person.pk) for person in colleagues for key in stands_in_for(person, TODAY)}
    assert by_person == by_deputy


def test_a_deputy_stands_in_on_the_days_of_the_leave_alone(colleagues):
    person, deputy, *_ = colleagues
    factories.make_absence(person=person, deputy=deputy, begins_on=TODAY, ends_on=date(2020, 12, 2))
    days = [date(2020, 11, 30), TODAY, date(2020, 12, 2), date(2020, 12, 3)]
    assert [deputy_of(person, day) for day in days] == [None, deputy, deputy, None]


def test_an_absence_says_who_is_away(colleagues):
    assert str(unsaved(colleagues[0])) == "a請假，2020-12-01至2020-12-01"
