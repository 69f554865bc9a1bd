"""Whom the desk shows what: handlers see their own unit's suggestions, by whatever way they ask."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.rules.workflow import Stage, Verb
from tests import factories

pytestmark = pytest.mark.on_postgres

LIST = "admin:feedback_suggestion_changelist"
PAGE = "admin:feedback_suggestion_change"
DO = "admin:feedback_suggestion_do"


def numbers(response):
    return [line["suggestion"].number for line in response.context["lines"]]


@pytest.fixture
def ours(office):
    return factories.make_suggestion(stage=Stage.ASSIGNED, title="我們單位的路燈不亮")


@pytest.fixture
def theirs(office, other_unit):
    return factories.make_suggestion(stage=Stage.ASSIGNED, unit=other_unit, title="別的單位的路燈不亮")


@pytest.mark.parametrize("query", ["", "?q=路燈", "?stage=assigned"])
def test_a_handler_lists_only_the_own_units(client, handler, ours, theirs, query):
    client.force_login(handler)
    assert numbers(client.get(reverse(LIST) + query)) == [ours.number]


def test_a_handler_does_not_find_anothers_by_its_number(client, handler, theirs):
    client.force_login(handler)
    assert numbers(client.get(reverse(LIST), {"q": theirs.number})) == []


def test_a_triage_officer_lists_every_one(client, triage_officer, ours, theirs):
    client.force_login(triage_officer)
    assert numbers(client.get(reverse(LIST))) == [theirs.number, ours.number]


@pytest.mark.parametrize("name", [PAGE, "admin:feedback_suggestion_history", "admin:feedback_suggestion_delete"])
def test_anothers_address_does_not_exist_for_a_handler(client, handler, theirs, name):
    client.force_login(handler)
    response = client.get(reverse(name, args=[theirs.pk]))
    assert (response.status_code in (302, 403, 404), theirs.title in response.content.decode()) == (True, False)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_handler_cannot_act_on_anothers(client, handler, theirs, method):
    client.force_login(handler)
    response = getattr(client, method)(reverse(DO, args=[theirs.pk, Verb.START]), {"revision": theirs.revision})
    theirs.refresh_from_db()
    assert (response.status_code, theirs.stage) == (404, Stage.ASSIGNED)


def test_a_handler_cannot_read_anothers_contact(client, handler, theirs):
    client.force_login(handler)
    response = client.post(reverse("admin:feedback_suggestion_contact", args=[theirs.pk]))
    assert (response.status_code, theirs.events.filter(verb=Verb.READ_CONTACT).count()) == (404, 0)


def test_an_administrator_has_no_casework(client, administrator, ours):
    client.force_login(administrator)
    answers = [client.get(reverse(LIST)).status_code, client.get(reverse(PAGE, args=[ours.pk])).status_code]
    assert answers == [403, 404]


def test_nobody_edits_or_deletes_a_suggestion(client, triage_officer, ours):
    client.force_login(triage_officer)
    client.post(reverse(PAGE, args=[ours.pk]), {"title": "改過的標題", "stage": Stage.CLOSED})
    client.post(reverse("admin:feedback_suggestion_delete", args=[ours.pk]), {"post": "yes"})
    ours.refresh_from_db()
    assert (ours.title, ours.stage) == ("我們單位的路燈不亮", Stage.ASSIGNED)


def test_the_list_costs_the_same_for_one_and_for_three(client, triage_officer, ours):
    client.force_login(triage_officer)
    factories.make_suggestion(stage=Stage.IN_PROGRESS)  # of what is in work it asks how far the answer has come
    one = queries(client, reverse(LIST))
    factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.make_suggestion(stage=Stage.CLOSED)
    assert queries(client, reverse(LIST)) == one


@pytest.mark.parametrize(("order", "newest_first"), [("", True), ("newest", True), ("oldest", False)])
def test_the_list_is_in_order_of_receipt(client, triage_officer, ours, theirs, order, newest_first):
    client.force_login(triage_officer)
    found = numbers(client.get(reverse(LIST), {"order": order}))
    assert found == sorted([ours.number, theirs.number], reverse=newest_first)


def test_whoever_answers_reads_what_was_merged_in_and_others_see_its_number_alone(client, handler, other_handler, ours):
    merged = factories.make_suggestion(stage=Stage.MERGED, main=ours, title="同一盞路燈")
    client.force_login(handler)
    main_page = client.get(reverse(PAGE, args=[ours.pk])).text
    own = client.get(reverse(PAGE, args=[merged.pk]))
    client.force_login(other_handler)
    foreign = client.get(reverse(PAGE, args=[merged.pk]))
    assert ("同一盞路燈" in main_page, own.status_code, foreign.status_code) == (True, 200, 404)


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)
