"""Who gets it: the one who was named, the only one, or whoever stands in; and what goes on to others."""

from datetime import date

import pytest

from feedback.models import Route
from feedback.parts.timeline import coded_sentence, given_to, sentence
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.reading import fresh, last, refusal

TODAY = date(2020, 12, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(unit):
    return factories.make_user(username="colleague", roles=[Role.HANDLER], units=[unit])


@pytest.fixture
def on_leave(handler, colleague):
    """The handler is away, the colleague stands in."""
    factories.make_absence(person=handler, deputy=colleague, begins_on=TODAY)
    return handler


def assigned(unit, triage_officer, **fields):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    suggestion.assign(unit, **fields, by=triage_officer, now=NOW)
    return fresh(suggestion)


def told(suggestion):
    return given_to(last(suggestion))


def test_the_only_handler_of_a_unit_needs_no_choice(unit, handler, triage_officer):
    suggestion = assigned(unit, triage_officer)
    assert (suggestion.handler, told(suggestion)) == (handler, f"由{handler.username}承辦")


def test_among_several_nobody_is_named(unit, colleague, handler, triage_officer):
    suggestion = assigned(unit, triage_officer)
    assert (suggestion.handler, told(suggestion)) == (None, "")


def test_what_is_given_to_somebody_on_leave_goes_to_the_deputy(unit, on_leave, colleague, triage_officer):
    due_on = factories.make_suggestion(stage=Stage.ACCEPTED).due_on
    suggestion = assigned(unit, triage_officer, handler=on_leave)
    assert (suggestion.handler, told(suggestion), suggestion.due_on) == (
        colleague, f"由代理人colleague承辦（代{on_leave.username}）", due_on,
    )  # fmt: skip


def test_the_public_reads_nobody_who_handles_it(unit, on_leave, triage_officer):
    event = last(assigned(unit, triage_officer, handler=on_leave))
    assert (sentence(event), coded_sentence(event)) == ("轉交交通警察支隊辦理", "轉交承辦單位辦理")


def test_without_a_deputy_the_unit_decides(unit, handler, triage_officer):
    factories.make_absence(person=handler, begins_on=TODAY)
    suggestion = assigned(unit, triage_officer)
    assert (suggestion.handler, told(suggestion)) == (None, f"{handler.username}正在請假，由單位另行安排承辦人")


def test_a_deputy_of_another_unit_gets_nothing_of_this_one(unit, handler, other_handler, triage_officer):
    factories.make_absence(person=handler, deputy=other_handler, begins_on=TODAY)
    assert assigned(unit, triage_officer, handler=handler).handler is None


def test_it_is_not_handed_over_to_somebody_who_is_away_without_a_deputy(unit, handler, colleague):
    factories.make_absence(person=colleague, begins_on=TODAY)
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    assert refusal(suggestion.hand_over, colleague, by=handler, now=NOW) == (
        "colleague正在請假，也沒有代理人，請選別的承辦人。"
    )


def test_handed_over_to_somebody_on_leave_the_deputy_takes_it(unit, on_leave, colleague, reviewer):
    third = factories.make_user(username="third", roles=[Role.HANDLER], units=[unit])
    suggestion = assigned(unit, factories.office().triage_officer, handler=third)
    suggestion.hand_over(on_leave, by=reviewer, now=NOW)
    assert (fresh(suggestion).handler, sentence(last(suggestion))) == (
        colleague, f"交由代理人colleague承辦（代{on_leave.username}）",
    )  # fmt: skip


def test_what_a_colleague_starts_for_somebody_on_leave_is_the_deputys(unit, handler, colleague, triage_officer):
    third = factories.make_user(username="third", roles=[Role.HANDLER], units=[unit])
    suggestion = assigned(unit, triage_officer, handler=handler)
    factories.make_absence(person=handler, deputy=colleague, begins_on=TODAY)
    suggestion.start(by=third, now=NOW)
    assert (fresh(suggestion).handler, told(suggestion)) == (
        colleague, f"由代理人colleague承辦（代{handler.username}）",
    )  # fmt: skip


def test_whoever_starts_what_nobody_stands_in_for_has_it(unit, handler, colleague, triage_officer):
    suggestion = assigned(unit, triage_officer, handler=handler)
    factories.make_absence(person=handler, begins_on=TODAY)
    suggestion.start(by=colleague, now=NOW)
    assert fresh(suggestion).handler == colleague


def test_a_route_proposes_whoever_stands_in(unit, on_leave, colleague, time_machine):
    time_machine.move_to(NOW, tick=False)
    category = factories.make_category()
    Route.objects.create(category=category, unit=unit, handler=on_leave)
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, category=category)
    assert Route.objects.proposed(suggestion).handler == colleague


def test_a_route_proposes_nobody_who_is_away_without_a_deputy(unit, handler, time_machine):
    time_machine.move_to(NOW, tick=False)
    category = factories.make_category()
    Route.objects.create(category=category, unit=unit, handler=handler)
    factories.make_absence(person=handler, begins_on=TODAY)
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, category=category)
    assert Route.objects.proposed(suggestion) == (unit, None)


# Passed on.


def test_passed_on_within_the_unit_nobody_outside_reads_it(unit, handler, colleague, administrator):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.pass_on(handler=colleague, by=administrator, now=NOW)
    event = last(suggestion)
    assert (fresh(suggestion).handler, event.actor, sentence(event)) == (
        colleague, "system", f"由{handler.username}移交colleague承辦",
    )  # fmt: skip
    assert event not in (*suggestion.events.public(), *suggestion.events.with_receipt())


def test_passed_on_to_the_unit_it_waits_for_whoever_takes_it(unit, handler, administrator):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.pass_on(by=administrator, now=NOW)
    nobody = sentence(last(suggestion))
    suggestion.pass_on(handler=handler, by=administrator, now=NOW)
    assert (nobody, sentence(last(suggestion))) == (
        f"{handler.username}移交，由單位另行安排承辦人", f"移交{handler.username}承辦",
    )  # fmt: skip


def test_passed_on_to_another_unit_everybody_reads_it(unit, other_unit, administrator):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.pass_on(unit=other_unit, by=administrator, now=NOW)
    event = last(suggestion)
    assert (fresh(suggestion).unit, fresh(suggestion).stage, sentence(event), coded_sentence(event)) == (
        other_unit, Stage.IN_PROGRESS, "轉由治安警察支隊辦理", "轉由別的承辦單位辦理",
    )  # fmt: skip
    assert [event in rows for rows in (suggestion.events.public(), suggestion.events.with_receipt())] == [True, True]


def test_from_triage_it_goes_on_to_a_unit_alone(administrator):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    assert refusal(suggestion.pass_on, by=administrator, now=NOW) == "移交要寫明交給哪個單位。"
