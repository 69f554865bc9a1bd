"""Who sees which suggestion at the desk, and who may read a citizen's contact."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.desk.queries.suggestions import at_desk
from feedback.models import Suggestion
from feedback.office import staff
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.reading import refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counters_are_right")]


@pytest.fixture
def suggestions(unit, other_unit):
    """One that nobody handles yet, one of the unit, one of the other."""
    return [
        factories.make_suggestion(),
        factories.make_suggestion(stage=Stage.ASSIGNED, unit=unit),
        factories.make_suggestion(stage=Stage.CLOSED, unit=other_unit),
    ]


def seen_by(user):
    return [*at_desk(user).order_by("pk")]


def test_triage_and_supervisors_see_every_one(suggestions, triage_officer, supervisor):
    assert [seen_by(triage_officer), seen_by(supervisor)] == [suggestions, suggestions]


def test_handlers_and_reviewers_see_their_units(suggestions, handler, reviewer, other_handler):
    unassigned, own, others = suggestions
    assert [seen_by(handler), seen_by(reviewer), seen_by(other_handler)] == [[own], [own], [others]]


def test_who_is_in_two_units_sees_both(suggestions, unit, other_unit):
    both = factories.make_user(username="both", roles=[Role.HANDLER], units=[unit, other_unit])
    assert seen_by(both) == suggestions[1:]


def test_administrators_and_people_without_a_unit_see_none(suggestions, administrator):
    nobody = factories.make_user(username="nobody", roles=[Role.HANDLER])
    assert [seen_by(administrator), seen_by(nobody)] == [[], []]


def test_what_goes_to_another_unit_is_no_longer_seen(suggestions, handler, other_unit, triage_officer):
    suggestions[1].assign(other_unit, by=triage_officer, now=NOW)
    assert seen_by(handler) == []


def test_a_superuser_sees_every_one_and_has_every_role(suggestions):
    root = factories.make_user(username="root", is_superuser=True)
    assert (seen_by(root), staff.roles_of(root)) == (suggestions, frozenset(Role))


LEFT = [{"is_active": False}, {"is_staff": False}, {"is_active": False, "is_superuser": True}]


@pytest.mark.parametrize("fields", LEFT)
def test_who_left_the_office_has_no_role(fields):
    left = factories.make_user(username="left", roles=[Role.TRIAGE])
    for name, value in fields.items():
        setattr(left, name, value)
    assert (staff.roles_of(left), seen_by(left)) == (frozenset(), [])


def test_the_desk_asks_once_for_roles_and_units(handler, suggestions, django_assert_num_queries):
    with django_assert_num_queries(1):
        answers = [staff.may(handler, Verb.START, suggestion) for suggestion in suggestions]
    assert answers == [False, True, False]


def test_the_contact_is_read_by_triage_and_the_units_handler(unit, triage_officer, handler):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED, name="王曉梅", contact="13864210975")
    read = [suggestion.read_contact(by=by, now=NOW) for by in (triage_officer, handler)]
    assert read == [("王曉梅", "13864210975", "")] * 2
    assert [event.by for event in suggestion.events.filter(verb=Verb.READ_CONTACT).order_by("pk")] == [
        triage_officer, handler,
    ]  # fmt: skip


def test_nobody_else_reads_it(other_handler, reviewer, supervisor, administrator):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED, name="王曉梅", contact="13864210975")
    people = [other_handler, reviewer, supervisor, administrator]
    refusals = {refusal(suggestion.read_contact, by=by, now=NOW) for by in people}
    assert refusals == {"您的崗位沒有「查看聯繫方式」的權限。"}
    assert not suggestion.events.filter(verb=Verb.READ_CONTACT).exists()


def test_a_list_reads_no_text_that_a_citizen_typed(suggestions):
    with CaptureQueriesContext(connection) as asked:
        Suggestion.objects.for_list().lines()
    read = {column for query in asked for column in re.findall(r'"feedback_suggestion"\."(\w+)"', query["sql"])}
    assert ("public_title" in read, read & {"title", "body", "name", "contact", "guardian_name", "place"}) == (
        True,
        set(),
    )
