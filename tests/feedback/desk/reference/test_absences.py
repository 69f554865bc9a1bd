"""Leave at the desk: who enters it for whom, with whom as deputy, and what is refused."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from feedback.models import Absence
from feedback.rules.roles import Role
from tests import factories

ADD, LIST = "admin:feedback_absence_add", "admin:feedback_absence_changelist"
CHANGE, DELETE = "admin:feedback_absence_change", "admin:feedback_absence_delete"
pytestmark = pytest.mark.on_postgres


def day(more):
    return timezone.localdate() + timedelta(days=more)


@pytest.fixture
def colleague(unit):
    return factories.make_user(username="colleague", roles=[Role.HANDLER], units=[unit])


def sent(person, deputy=None, first=1, last=3):
    return {
        "person": person.pk, "deputy": deputy.pk if deputy else "", "begins_on": day(first), "ends_on": day(last),
    }  # fmt: skip


def enter(client, user, *args, **kwargs):
    """What is wrong with it, by field; None when it is kept."""
    client.force_login(user)
    answer = client.post(reverse(ADD), sent(*args, **kwargs))
    return None if answer.status_code == 302 else dict(answer.context["adminform"].form.errors)


def test_a_handler_enters_the_own_leave(client, handler, colleague):
    assert enter(client, handler, handler, colleague) is None
    absence = Absence.objects.get()
    assert (absence.person, absence.deputy, absence.entered_by) == (handler, colleague, handler)


@pytest.mark.parametrize(("who", "may"), [("reviewer", True), ("administrator", True), ("colleague", False)])
def test_for_somebody_else_the_units_reviewer_and_an_administrator(request, client, handler, who, may):
    errors = enter(client, request.getfixturevalue(who), handler)
    assert (errors is None, Absence.objects.exists()) == (may, may)


def test_not_for_somebody_of_another_unit(client, reviewer, other_handler):
    assert "person" in enter(client, reviewer, other_handler)


def test_the_deputy_is_of_the_unit_and_does_the_same_work(client, administrator, handler, reviewer, other_handler):
    told = "不能代理：代理人須和請假的人在同一單位，崗位相同。"
    errors = [enter(client, administrator, handler, deputy) for deputy in (reviewer, other_handler)]
    assert errors == [
        {"deputy": [f"{deputy.username}{told}"]} for deputy in (reviewer, other_handler)
    ]  # fmt: skip


def test_the_deputy_is_somebody_else_and_the_days_are_in_order(client, handler):
    assert enter(client, handler, handler, handler) == {"__all__": ["代理人不能是請假的人自己。"]}
    assert enter(client, handler, handler, first=3, last=1) == {"__all__": ["最後一天不能早於第一天。"]}
    assert enter(client, handler, handler, first=-3, last=-1) == {"ends_on": ["最後一天不能早於今天。"]}


def test_the_same_days_are_not_entered_twice(client, handler):
    assert enter(client, handler, handler) is None
    assert enter(client, handler, handler, first=3, last=5) == {
        "__all__": ["這個人在這幾天已經登記過請假，請改那一次的日期。"]
    }


def test_two_do_not_stand_in_for_each_other(client, handler, colleague):
    assert enter(client, handler, handler, colleague) is None
    assert enter(client, colleague, colleague, handler) == {
        "__all__": ["代理人這幾天也請假，又由請假的人代理，請換一位代理人。"]
    }


def test_what_has_begun_is_shortened_and_not_dropped(client, handler):
    absence = factories.make_absence(person=handler, begins_on=day(-1), ends_on=day(3))
    client.force_login(handler)
    dropped = client.post(reverse(DELETE, args=[absence.pk]), {"post": "yes"}).status_code
    client.post(reverse(CHANGE, args=[absence.pk]), sent(handler, first=-1, last=0))
    absence.refresh_from_db()
    assert (dropped, absence.ends_on) == (403, day(0))


def test_what_is_to_come_is_dropped_and_what_is_over_stays(client, handler):
    over = factories.make_absence(person=handler, begins_on=day(-3), ends_on=day(-1))
    to_come = factories.make_absence(person=handler, begins_on=day(2), ends_on=day(3))
    client.force_login(handler)
    client.post(reverse(DELETE, args=[to_come.pk]), {"post": "yes"})
    changed = client.post(reverse(CHANGE, args=[over.pk]), sent(handler, first=-3, last=9)).status_code
    assert (changed, list(Absence.objects.all())) == (403, [over])


def test_a_unit_sees_its_own_people_alone(client, handler, other_handler):
    factories.make_absence(person=handler, begins_on=day(1))
    client.force_login(other_handler)
    assert client.get(reverse(LIST)).context["cl"].result_count == 0


@pytest.mark.parametrize("who", ["triage_officer", "supervisor"])
def test_whoever_works_in_no_unit_enters_none(request, client, who):
    client.force_login(request.getfixturevalue(who))
    assert [client.get(reverse(name)).status_code for name in (LIST, ADD)] == [403, 403]


def test_the_list_costs_the_same_for_one_and_for_three(client, administrator, handler, colleague, reviewer):
    client.force_login(administrator)
    client.get(reverse(LIST))  # what the process keeps from here on
    counts = []
    for people in ([handler], [colleague, reviewer]):
        for person in people:
            factories.make_absence(person=person, begins_on=day(1))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(LIST))
        counts.append(len(captured))
    assert counts[0] == counts[1]
