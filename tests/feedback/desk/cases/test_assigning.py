"""Assigning at the desk: what the routes propose, who may be named, and the routes that administrators keep."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import Route
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW

DO = "admin:feedback_suggestion_do"


def assign(client, suggestion, **fields):
    address = reverse(DO, args=[suggestion.pk, Verb.ASSIGN])
    if not fields:
        return client.get(address)
    suggestion.refresh_from_db()
    return client.post(address, {"revision": suggestion.revision, **fields})


@pytest.fixture
def accepted(office):
    district = factories.make_district()
    return factories.make_suggestion(
        stage=Stage.ACCEPTED, category=factories.make_category(unit=office.unit), district=district
    )


def test_the_route_is_proposed_with_its_reason(client, triage_officer, accepted, other_unit, other_handler):
    Route.objects.create(category=accepted.category, district=accepted.district, unit=other_unit, handler=other_handler)
    client.force_login(triage_officer)
    form = assign(client, accepted).context["form"]
    assert (form["unit"].value(), form["handler"].value(), form.fields["unit"].help_text) == (
        other_unit.pk, other_handler.pk, "按領域「道路交通管理」和區市「市南區」，建議轉治安警察支隊。",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "領域未定，沒有可以建議的單位。"),
        ({"category": "戶政管理"}, "「戶政管理」還沒有轉辦規則。"),
    ],
)
def test_without_a_route_it_says_so(client, triage_officer, office, fields, told):
    fields = {name: factories.make_category(name=value) for name, value in fields.items()}
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, **fields)
    client.force_login(triage_officer)
    assert assign(client, suggestion).context["form"].fields["unit"].help_text == told


def test_handlers_are_offered_under_their_units(client, triage_officer, accepted, unit, handler, other_handler):
    client.force_login(triage_officer)
    form = assign(client, accepted).context["form"]
    assert form.fields["handler"].choices == [
        ("", "不指定"),
        ("交通警察支隊", [(handler.pk, f"{handler.username}（在辦 0 件，逾期 0 件）")]),
        ("治安警察支隊", [(other_handler.pk, f"{other_handler.username}（在辦 0 件，逾期 0 件）")]),
    ]


def test_a_handler_is_named(client, triage_officer, accepted, unit, handler):
    client.force_login(triage_officer)
    assign(client, accepted, unit=unit.pk, handler=handler.pk)
    accepted.refresh_from_db()
    assert (accepted.stage, accepted.handler) == (Stage.ASSIGNED, handler)


def test_one_of_another_unit_is_refused(client, triage_officer, accepted, unit, other_handler):
    client.force_login(triage_officer)
    response = assign(client, accepted, unit=unit.pk, handler=other_handler.pk)
    told = f"{other_handler.username}不是「交通警察支隊」的承辦人。"
    assert response.context["form"].errors == {"handler": [told]}


def test_the_page_costs_the_same_for_one_unit_and_for_three(client, triage_officer, accepted):
    client.force_login(triage_officer)
    counts = []
    for name in (None, "治安警察支隊", "城陽分局"):
        if name:
            factories.office(unit=factories.make_unit(name=name))
        with CaptureQueriesContext(connection) as captured:
            assign(client, accepted)
        counts.append(len(captured))
    assert counts[1:] == counts[1:2] * 2


def test_after_the_third_bounce_triage_is_not_offered_to_assign(client, office, accepted):
    for _ in range(3):
        accepted.assign(office.unit, by=office.triage_officer, now=NOW)
        accepted.send_back("不歸我們。", by=office.handler, now=NOW)
    answers = {}
    for person in (office.triage_officer, office.supervisor):
        client.force_login(person)
        answers[person.username] = assign(client, accepted).status_code
    assert answers == {"triage": 302, "supervisor": 200}


def test_a_colleague_takes_over(client, handler, unit):
    colleague = factories.make_user(username="colleague", roles=[Role.HANDLER], units=[unit])
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    client.force_login(handler)
    address = reverse(DO, args=[suggestion.pk, Verb.HAND_OVER])
    choices = list(client.get(address).context["form"].fields["handler"].queryset)
    client.post(address, {"revision": suggestion.revision, "handler": colleague.pk})
    suggestion.refresh_from_db()
    assert (choices, suggestion.handler) == ([colleague], colleague)
