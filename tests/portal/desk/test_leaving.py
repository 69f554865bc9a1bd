"""Before an account is switched off or leaves a unit, it is asked where the work goes."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from zeal import zeal_ignore

from feedback.models import Suggestion
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from tests import factories

PAGE = "admin:auth_user_change"
pytestmark = pytest.mark.on_postgres


@pytest.fixture
def keeper(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def colleague(unit):
    return factories.make_user(username="colleague", roles=[Role.HANDLER], units=[unit])


def account(user, **changed):
    fields = {
        "username": user.username, "first_name": user.first_name, "is_active": "on",
        "groups": [row.pk for row in user.groups.all()], "units": [row.pk for row in user.units.all()],
    } | changed  # fmt: skip
    return {name: value for name, value in fields.items() if value is not None}


def save(client, user, fields):
    with zeal_ignore():  # each by its own verb is what is wanted
        return client.post(reverse(PAGE, args=[user.pk]), fields)


def is_on(user):
    return User.objects.get(pk=user.pk).is_active


def leaves(unit, **way):
    return {"is_asked": "1", **{f"way_{unit.pk}": value for value in way.values()}}


LEAVING = [{"is_active": None}, {"groups": None}, {"units": None}]


@pytest.mark.parametrize("change", LEAVING)
def test_it_is_asked_first_and_nothing_is_saved(keeper, unit, handler, colleague, change):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    page = save(keeper, handler, account(handler, **change))
    choices = [label for _key, label in page.context["form"].fields[f"way_{unit.pk}"].choices]
    assert (page.status_code, choices) == (
        200, ["請選擇", "交回單位，另行安排承辦人", "colleague（在辦 0 件，逾期 0 件）"],
    )  # fmt: skip
    kept = User.objects.get(pk=handler.pk)
    assert (kept.is_active, kept.groups.count(), kept.units.count()) == (True, 1, 1)
    assert (suggestion.number in page.text, suggestion.title in page.text) == (True, False)


@pytest.mark.parametrize("change", LEAVING)
def test_what_was_answered_is_done_with_the_change(keeper, unit, handler, colleague, change):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    answer = save(keeper, handler, account(handler, **change) | leaves(unit, way=colleague.pk))
    suggestion.refresh_from_db()
    assert (answer.status_code, suggestion.handler, suggestion.events.last().verb) == (302, colleague, "pass_on")


def test_it_may_go_back_to_the_unit(keeper, unit, handler, colleague):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    save(keeper, handler, account(handler, is_active=None) | leaves(unit, way="unit"))
    suggestion.refresh_from_db()
    assert (suggestion.handler, suggestion.unit, is_on(handler)) == (None, unit, False)


@pytest.mark.parametrize("way", ["", "999999", "x"])
def test_without_an_answer_it_is_asked_again(keeper, unit, handler, colleague, way):
    factories.make_suggestion(stage=Stage.IN_PROGRESS)
    page = save(keeper, handler, account(handler, is_active=None) | leaves(unit, way=way))
    assert (list(page.context["form"].errors), is_on(handler)) == ([f"way_{unit.pk}"], True)


def test_whoever_has_nothing_in_hand_is_switched_off_at_once(keeper, handler):
    factories.make_suggestion(stage=Stage.REPLIED)
    answer = save(keeper, handler, account(handler, is_active=None))
    assert (answer.status_code, is_on(handler)) == (302, False)


@pytest.mark.parametrize(("sent", "has_it"), [({"takes_back": "on"}, "handler"), ({}, "colleague")])
def test_whoever_is_switched_on_again_may_get_it_back(request, keeper, unit, handler, colleague, sent, has_it):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    save(keeper, handler, account(handler, is_active=None) | leaves(unit, way=colleague.pk))
    asked = save(keeper, handler, account(handler))
    save(keeper, handler, account(handler) | {"is_asked": "1"} | sent)
    suggestion.refresh_from_db()
    assert (asked.context["back_count"], suggestion.handler, is_on(handler)) == (
        1, request.getfixturevalue(has_it), True,
    )  # fmt: skip


def test_a_change_that_leaves_nothing_behind_asks_nothing(keeper, unit, other_unit, handler):
    factories.make_suggestion(stage=Stage.IN_PROGRESS)
    answer = save(keeper, handler, account(handler, units=[unit.pk, other_unit.pk]))
    roles = [Group.objects.get(name=role).pk for role in (Role.HANDLER, Role.REVIEWER)]
    again = save(keeper, handler, account(handler, groups=roles))
    assert [answer.status_code, again.status_code] == [302, 302]


def test_who_keeps_no_accounts_passes_nothing_on(client, supervisor, handler, unit):
    factories.make_suggestion(stage=Stage.IN_PROGRESS)
    client.force_login(supervisor)
    answer = save(client, handler, account(handler, is_active=None) | leaves(unit, way="unit"))
    assert (answer.status_code, Suggestion.objects.get().handler, is_on(handler)) == (403, handler, True)
