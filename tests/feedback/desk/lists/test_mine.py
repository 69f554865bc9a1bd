"""The two views of what a unit has in hand: what is given to oneself, and all of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from feedback.models import Suggestion
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from tests import factories

LIST = "admin:feedback_suggestion_changelist"
pytestmark = pytest.mark.on_postgres


@pytest.fixture
def colleague(unit):
    return factories.make_user(username="colleague", roles=[Role.HANDLER], units=[unit])


@pytest.fixture
def three(office, colleague):
    """Of the handler, of the colleague, and of nobody."""
    rows = [factories.make_suggestion(stage=Stage.IN_PROGRESS) for _ in range(3)]
    for row, person in zip(rows, (office.handler, colleague, None), strict=True):
        Suggestion.objects.filter(pk=row.pk).update(handler=person)
    return rows


def listed(client, **query):
    page = client.get(reverse(LIST), query)
    return {line["suggestion"]: line["handler"] for line in page.context["lines"]}


def test_ones_own_is_one_view_and_the_units_the_other(client, handler, colleague, three):
    client.force_login(handler)
    mine, theirs, nobodys = three
    assert listed(client, queue="mine") == {mine: ""}
    assert listed(client, queue="mine", whose="unit") == {mine: "", theirs: "colleague", nobodys: ""}
    assert listed(client, queue="in_progress", whose="mine") == {mine: ""}
    assert len(listed(client, queue="in_progress")) == 3


def test_a_switch_leads_from_one_view_to_the_other(client, handler, three):
    client.force_login(handler)
    views = [
        [(address, is_this) for _label, address, is_this in client.get(reverse(LIST), query).context["form"].views()]
        for query in ({"queue": "mine"}, {"queue": "in_progress"}, {})
    ]
    assert views == [
        [("?queue=mine&whose=mine", True), ("?queue=mine&whose=unit", False)],
        [("?queue=in_progress&whose=mine", False), ("?queue=in_progress&whose=unit", True)],
        [],
    ]


def test_whoever_stands_in_sees_it_with_the_name_of_the_one_who_is_away(client, handler, colleague, three):
    factories.make_absence(person=handler, deputy=colleague, begins_on=timezone.localdate())
    client.force_login(colleague)
    mine, theirs, _nobodys = three
    assert listed(client, queue="mine") == {mine: handler.username, theirs: ""}
    assert f"代{handler.username}" in client.get(reverse(LIST), {"queue": "mine"}).text


def test_whoever_is_in_no_unit_is_asked_for_no_view(client, triage_officer):
    client.force_login(triage_officer)
    form = client.get(reverse(LIST), {"queue": "to_accept"}).context["form"]
    assert ("whose" in form.fields, form.views()) == (False, [])


@pytest.mark.parametrize("query", [{"queue": "mine"}, {"whose": "unit"}])
def test_a_list_with_handlers_costs_the_same_for_one_and_for_three(client, handler, query):
    client.force_login(handler)
    listed(client, **query)  # what the process keeps from here on
    counts = []
    for more in (1, 2):
        for _ in range(more):
            factories.make_suggestion(stage=Stage.IN_PROGRESS)
        with CaptureQueriesContext(connection) as captured:
            listed(client, **query)
        counts.append(len(captured))
    assert counts[0] == counts[1]
