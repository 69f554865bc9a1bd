"""Units that are dissolved by two people, people who leave; and what is given back when they are there again."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from feedback.models import Departure, Dissolution, Unit
from feedback.office.units import UnitQuerySet
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from feedback.verbs import leaving
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, refusal, steps

LATER = at("2020-12-03 09:00")
pytestmark = pytest.mark.django_db


@pytest.fixture
def second_administrator(db):
    return factories.make_user(username="second-administrator", roles=[Role.ADMINISTRATOR])


@pytest.fixture
def colleague(unit):
    return factories.make_user(username="colleague", roles=[Role.HANDLER], units=[unit])


def dissolve(unit, to, first, second):
    proposal = leaving.propose_dissolution(unit, to, by=first, now=NOW)
    leaving.confirm_dissolution(proposal, by=second, now=NOW)


def where(suggestion):
    suggestion = fresh(suggestion)
    return suggestion.stage, suggestion.unit, suggestion.handler


def test_proposing_alone_changes_nothing(unit, administrator):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    before = where(suggestion)
    proposal = leaving.propose_dissolution(unit, None, by=administrator, now=NOW)
    leaving.drop_dissolution(proposal, by=administrator, now=NOW)
    unit.refresh_from_db()
    assert (where(suggestion), unit.is_active, unit.dissolutions.proposed().exists()) == (before, True, False)


def test_nobody_confirms_the_own_proposal(unit, administrator):
    proposal = leaving.propose_dissolution(unit, None, by=administrator, now=NOW)
    assert refusal(leaving.confirm_dissolution, proposal, by=administrator, now=NOW) == (
        "停用單位須由另一位系統管理員確認，不能由提請人自己確認。"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Dissolution.objects.update(confirmed_by=administrator, confirmed_at=NOW)


def test_it_is_proposed_once_at_a_time_and_never_to_itself(unit, other_unit, administrator):
    assert refusal(leaving.propose_dissolution, unit, unit, by=administrator, now=NOW) == "請選一個在用的別的單位。"
    leaving.propose_dissolution(unit, other_unit, by=administrator, now=NOW)
    assert refusal(leaving.propose_dissolution, unit, None, by=administrator, now=NOW) == (
        "「交通警察支隊」的停用已經有人提請，請先確認或者撤回。"
    )


def test_what_was_dropped_is_confirmed_by_nobody(unit, administrator, second_administrator):
    proposal = leaving.propose_dissolution(unit, None, by=administrator, now=NOW)
    leaving.drop_dissolution(proposal, by=administrator, now=NOW)
    told = "這次提請已經確認或者撤回。"
    assert refusal(leaving.confirm_dissolution, proposal, by=second_administrator, now=NOW) == told


def test_a_dissolved_unit_is_not_proposed_again(unit, administrator, second_administrator):
    dissolve(unit, None, administrator, second_administrator)
    assert refusal(leaving.propose_dissolution, unit, None, by=administrator, now=NOW) == "「交通警察支隊」已經停用。"


def test_its_work_goes_to_triage(unit, administrator, second_administrator):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    dissolve(unit, None, administrator, second_administrator)
    assert where(suggestion) == (Stage.ACCEPTED, None, None)


def test_or_to_another_unit_where_it_stays_as_far_as_it_is(unit, other_unit, administrator, second_administrator):
    rows = [factories.make_suggestion(stage=stage) for stage in (Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.REPLIED)]
    dissolve(unit, other_unit, administrator, second_administrator)
    assert [where(row)[:2] for row in rows] == [
        (Stage.ASSIGNED, other_unit), (Stage.IN_PROGRESS, other_unit), (Stage.REPLIED, unit),
    ]  # fmt: skip


def test_a_further_unit_that_gets_the_work_takes_part_no_longer(unit, other_unit, administrator, second_administrator):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.involve(suggestion, other_unit)
    dissolve(unit, other_unit, administrator, second_administrator)
    assert (where(suggestion)[:2], fresh(suggestion).co_units) == ((Stage.IN_PROGRESS, other_unit), set())


@pytest.mark.parametrize("to_another", [True, False])
def test_taken_into_use_again_it_gets_back_what_nobody_moved_since(
    unit, other_unit, handler, triage_officer, administrator, second_administrator, to_another
):
    kept, moved = (factories.make_suggestion(stage=Stage.IN_PROGRESS) for _ in range(2))
    third = factories.make_unit(name="城陽分局")
    dissolve(unit, other_unit if to_another else None, administrator, second_administrator)
    fresh(moved).assign(third, by=triage_officer, now=LATER)
    count = leaving.reinstate(unit, by=administrator, now=LATER)
    assert (count, where(kept), where(moved)) == (
        1, (Stage.IN_PROGRESS, unit, handler), (Stage.ASSIGNED, third, None),
    )  # fmt: skip
    assert (Unit.objects.get(pk=unit.pk).is_active, steps(kept)[-1][0]) == (True, "pass_on")


def test_what_is_answered_at_that_moment_is_not_held_for_moved(
    unit, other_unit, administrator, second_administrator, monkeypatch
):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    proposal = leaving.propose_dissolution(unit, other_unit, by=administrator, now=NOW)
    hold = UnitQuerySet.locked

    def answered_meanwhile(rows, pk):
        if fresh(suggestion).stage == Stage.IN_PROGRESS:
            factories.reply(fresh(suggestion))
        return hold(rows, pk)

    monkeypatch.setattr(UnitQuerySet, "locked", answered_meanwhile)
    leaving.confirm_dissolution(proposal, by=second_administrator, now=NOW)
    assert (where(suggestion)[0], Dissolution.objects.get().moved) == (Stage.REPLIED, [])


def test_it_is_given_back_once(unit, administrator, second_administrator):
    factories.make_suggestion(stage=Stage.IN_PROGRESS)
    dissolve(unit, None, administrator, second_administrator)
    assert [leaving.reinstate(unit, by=administrator, now=LATER) for _ in range(2)] == [1, 0]


# A person.


def leave(person, ways, kept, by):
    return leaving.leave(person, ways, kept, by=by, now=NOW)


def test_whoever_leaves_passes_the_work_on_to_a_colleague(unit, handler, colleague, administrator):
    answered = factories.make_suggestion(stage=Stage.REPLIED)
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.make_suggestion(stage=Stage.IN_PROGRESS).hand_over(colleague, by=handler, now=NOW)
    Unit.objects.get(pk=unit.pk).members.remove(handler)
    count = leave(handler, {unit.pk: colleague}, set(), administrator)
    assert (count, where(suggestion), fresh(answered).handler) == (
        1, (Stage.IN_PROGRESS, unit, colleague), handler,
    )  # fmt: skip
    assert Departure.objects.get().person == handler


def test_or_back_to_the_unit(unit, handler, colleague, administrator):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    unit.members.remove(handler)
    leave(handler, {unit.pk: None}, set(), administrator)
    assert where(suggestion) == (Stage.IN_PROGRESS, unit, None)


def test_what_is_in_a_unit_that_is_kept_stays(unit, handler, administrator):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    assert (leave(handler, {}, {unit.pk}, administrator), where(suggestion)[2]) == (0, handler)


def test_whoever_comes_back_gets_back_what_nobody_moved_since(unit, handler, colleague, administrator):
    kept, moved = (factories.make_suggestion(stage=Stage.IN_PROGRESS) for _ in range(2))
    third = factories.make_user(username="third", roles=[Role.HANDLER], units=[unit])
    User.objects.filter(pk=handler.pk).update(is_active=False)
    leave(handler, {unit.pk: colleague}, set(), administrator)
    fresh(moved).hand_over(third, by=colleague, now=LATER)
    User.objects.filter(pk=handler.pk).update(is_active=True)
    count = leaving.come_back(handler, {unit.pk}, by=administrator, now=LATER)
    assert (count, fresh(kept).handler, fresh(moved).handler) == (1, handler, third)
    assert leaving.to_give_back(handler, {unit.pk}) == []


def test_what_comes_back_into_work_waits_in_the_unit_when_its_handler_left(unit, handler, colleague):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    unit.members.remove(handler)
    factories.rate(fresh(suggestion), "five_dissatisfied", now=LATER)
    assert (steps(suggestion)[-2:], where(suggestion)) == (
        [("redo", "replied", "in_progress"), ("pass_on", "in_progress", "in_progress")],
        (Stage.IN_PROGRESS, unit, None),
    )


# What it costs.


def asked_of_people(act):
    """How many questions an act asks about people, their leave and units, and how many statements it has in all."""
    with CaptureQueriesContext(connection) as captured:
        act()
    told = [query["sql"] for query in captured]
    tables = ('FROM "auth_user"', 'FROM "feedback_absence"', 'FROM "feedback_unit"')
    return sum(any(table in sql for table in tables) for sql in told), len(told)


def test_what_is_the_same_for_all_is_asked_once(unit, handler, other_unit, administrator, second_administrator):
    cost = {}
    for count in (1, 4):
        for _ in range(count - unit.suggestions.count()):
            factories.make_suggestion(stage=Stage.IN_PROGRESS)
        proposal = leaving.propose_dissolution(unit, other_unit, by=administrator, now=NOW)
        cost["go", count] = asked_of_people(
            lambda proposal=proposal: leaving.confirm_dissolution(proposal, by=second_administrator, now=NOW)
        )
        cost["back", count] = asked_of_people(lambda: leaving.reinstate(unit, by=administrator, now=NOW))
    (go, go_all), (go_four, go_all_four) = cost["go", 1], cost["go", 4]
    (back, back_all), (back_four, back_all_four) = cost["back", 1], cost["back", 4]
    assert (go_four, back_four) == (go, back)
    # Each its own verb: a block, the row held and written, the last moment, the event, two counts, its further units.
    assert (go_all_four - go_all, back_all_four - back_all) == (3 * 9, 3 * 9)
