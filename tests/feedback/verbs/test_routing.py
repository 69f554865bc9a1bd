"""Who gets it: the named handler, the routes, and the third unit that sends it back."""

import pytest

from feedback.models import Route
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, is_for_supervisor
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.reading import fresh, last, refusal, steps

pytestmark = pytest.mark.django_db


def test_it_is_given_to_a_handler_of_the_unit(unit, handler, triage_officer):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    suggestion.assign(unit, handler=handler, by=triage_officer, now=NOW)
    assert (fresh(suggestion).handler, last(suggestion).details) == (handler, {"to": handler.username})


def test_not_to_one_of_another_unit_nor_to_one_who_handles_nothing(unit, other_handler, reviewer, triage_officer):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    refusals = {
        refusal(fresh(suggestion).assign, unit, handler=person, by=triage_officer, now=NOW)
        for person in (other_handler, reviewer)
    }
    assert refusals == {"承辦人要從「交通警察支隊」的承辦人中選。"}


def test_whoever_starts_it_is_its_handler_unless_somebody_was_named(unit, handler, triage_officer):
    colleague = factories.make_user(username="colleague", roles=[Role.HANDLER], units=[unit])
    handlers = []
    for named in (None, colleague):
        suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
        suggestion.assign(unit, handler=named, by=triage_officer, now=NOW)
        suggestion.start(by=handler, now=NOW)
        handlers.append(fresh(suggestion).handler)
    assert handlers == [handler, colleague]


def test_a_handler_hands_it_over_to_a_colleague(unit, handler, other_handler):
    colleague = factories.make_user(username="colleague", roles=[Role.HANDLER], units=[unit])
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.hand_over(colleague, by=handler, now=NOW)
    assert (fresh(suggestion).handler, fresh(suggestion).stage) == (colleague, Stage.IN_PROGRESS)
    assert refusal(suggestion.hand_over, other_handler, by=handler, now=NOW) == (
        "承辦人要從「交通警察支隊」的承辦人中選。"
    )


def test_what_leaves_the_unit_leaves_its_handler(unit, other_unit, handler, triage_officer, administrator):
    sent_back, given_back, moved = (factories.make_suggestion(stage=Stage.ACCEPTED) for _ in range(3))
    for suggestion in (sent_back, given_back, moved):
        suggestion.assign(unit, handler=handler, by=triage_officer, now=NOW)
    sent_back.send_back("不歸我們。", by=handler, now=NOW)
    moved.assign(other_unit, by=triage_officer, now=NOW)
    unit.dissolve(by=administrator, now=NOW)
    assert [fresh(suggestion).handler for suggestion in (sent_back, given_back, moved)] == [None] * 3


# The third bounce.


@pytest.mark.parametrize(("bounces", "is_theirs"), [(0, False), (2, False), (3, True), (4, True)])
def test_from_the_third_bounce_on_a_supervisor_decides(bounces, is_theirs):
    assert is_for_supervisor(bounces) is is_theirs


def bounced(times):
    """Accepted, assigned and sent back so often."""
    office = factories.office()
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    for _ in range(times):
        suggestion.assign(office.unit, by=office.triage_officer, now=NOW)
        suggestion.send_back("不歸我們。", by=office.handler, now=NOW)
    return fresh(suggestion)


def test_the_second_bounce_goes_to_triage_as_the_first(unit, triage_officer):
    suggestion = bounced(2)
    suggestion.assign(unit, by=triage_officer, now=NOW)
    assert (fresh(suggestion).stage, fresh(suggestion).is_supervised) == (Stage.ASSIGNED, False)


def test_the_third_goes_to_the_supervisor(triage_officer, supervisor, unit):
    suggestion = bounced(3)
    assert (suggestion.stage, suggestion.is_supervised, last(suggestion).details) == (
        Stage.ACCEPTED, True, {"why": "bounced"},
    )  # fmt: skip
    assert steps(suggestion)[-2:] == [("send_back", "assigned", "accepted"), ("supervise", "accepted", "accepted")]
    assert refusal(suggestion.assign, unit, by=triage_officer, now=NOW) == "這件建議已經退回 3 次，由督辦確定承辦單位。"
    suggestion = fresh(suggestion)
    suggestion.assign(unit, by=supervisor, now=NOW)
    assert (fresh(suggestion).unit, fresh(suggestion).stage) == (unit, Stage.ASSIGNED)


def test_what_a_supervisor_assigned_is_not_sent_back(unit, handler, supervisor):
    suggestion = bounced(3)
    suggestion.assign(unit, by=supervisor, now=NOW)
    refused = refusal(suggestion.send_back, "還是不歸我們。", by=handler, now=NOW)
    assert refused == "承辦單位已由督辦確定，不能再退回，請聯繫督辦。"


def test_an_answer_ends_the_supervision(unit, supervisor, handler):
    suggestion = bounced(3)
    suggestion.assign(unit, by=supervisor, now=NOW)
    suggestion.start(by=handler, now=NOW)
    factories.reply(suggestion)
    assert (fresh(suggestion).stage, fresh(suggestion).is_supervised) == (Stage.REPLIED, False)


# Routes.


@pytest.fixture
def category(unit):
    return factories.make_category(unit=unit)


def proposed(**fields):
    return Route.objects.proposed(factories.make_suggestion(**fields))


def test_without_a_route_the_field_names_the_unit(category, unit):
    assert proposed(category=category) == (unit, None)


def test_without_a_field_nothing_is_proposed(unit):
    assert proposed() == (None, None)


def test_the_route_of_the_district_comes_before_that_of_the_field(category, unit, other_unit, other_handler):
    here, elsewhere = factories.make_district(), factories.make_district(name="城陽區")
    third = factories.make_unit(name="城陽分局")
    Route.objects.create(category=category, unit=other_unit, handler=other_handler)
    Route.objects.create(category=category, district=elsewhere, unit=third)
    asked = [proposed(category=category, district=district) for district in (None, here, elsewhere)]
    assert asked == [(other_unit, other_handler), (other_unit, other_handler), (third, None)]


def test_what_is_out_of_use_is_not_proposed(category, unit, other_unit, administrator):
    Route.objects.create(category=category, unit=other_unit)
    other_unit.dissolve(by=administrator, now=NOW)
    first = proposed(category=category)
    unit.dissolve(by=administrator, now=NOW)
    category.refresh_from_db()
    assert (first, proposed(category=category)) == ((unit, None), (None, None))


def test_a_handler_who_left_the_unit_is_not_proposed(category, other_unit, other_handler):
    Route.objects.create(category=category, unit=other_unit, handler=other_handler)
    other_unit.members.remove(other_handler)
    assert proposed(category=category) == (other_unit, None)
