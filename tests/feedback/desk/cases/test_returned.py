"""What units sent back: triage sees who and why, in list, form and bulk, and is not led to send it straight back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import Event, Route, Suggestion
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW
from tests.feedback.desk.many.test_bulk import do, send

pytestmark = pytest.mark.django_db

LIST = "admin:feedback_suggestion_changelist"


@pytest.fixture
def triage(client, office):
    client.force_login(office.triage_officer)
    return client


def send_back(suggestion, *, unit=None, why="停車場歸治安支隊管。"):
    """`unit`, else the office's, is given it and sends it back."""
    office = factories.office(unit=unit)
    suggestion.assign(office.unit, by=office.triage_officer, now=NOW)
    suggestion.send_back(why, by=office.handler, now=NOW)
    return suggestion


def returned(**fields):
    return send_back(factories.make_suggestion(stage=Stage.ACCEPTED, **fields))


def form_of(client, suggestion):
    return client.get(reverse("admin:feedback_suggestion_do", args=[suggestion.pk, Verb.ASSIGN]))


def test_who_returned_it_and_why_the_last_one_first(other_unit, unit):
    suggestion = send_back(returned(), unit=other_unit, why="不是停車場，是路邊。")
    returns = Event.objects.returns_of([suggestion, factories.make_suggestion()])
    assert {key: [(one.unit, one.name, one.reason) for one in ones] for key, ones in returns.items()} == {
        suggestion.pk: [
            (other_unit.pk, "治安警察支隊", "不是停車場，是路邊。"),
            (unit.pk, "交通警察支隊", "停車場歸治安支隊管。"),
        ]
    }


def test_nothing_is_asked_where_nothing_was_returned(django_assert_num_queries):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    with django_assert_num_queries(0):
        assert Event.objects.returns_of([suggestion]) == {}


def test_a_unit_that_changed_its_name_is_known_by_its_key(unit):
    suggestion = returned()
    unit.name = "交警支隊"
    unit.save()
    (one,) = Event.objects.returns_of([suggestion])[suggestion.pk]
    assert (one.unit, one.name) == (unit.pk, "交通警察支隊")


def test_the_unit_that_returned_it_is_not_proposed_but_the_next_route(unit, other_unit):
    district, category = factories.make_district(), factories.make_category(unit=other_unit)
    Route.objects.create(category=category, district=district, unit=unit)
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, category=category, district=district)
    proposals = []
    for one in (None, unit, other_unit):
        if one:
            send_back(suggestion, unit=one)
        returns = Event.objects.returns_of([suggestion]).get(suggestion.pk, [])
        proposals.append(Route.objects.proposed(suggestion, returns).unit)
    assert proposals == [unit, other_unit, None]


def test_the_form_says_who_and_why_and_proposes_nothing_where_the_routes_know_no_other(triage, unit):
    suggestion = returned(category=factories.make_category(unit=unit))
    page = form_of(triage, suggestion)
    form = page.context["form"]
    assert (form["unit"].value(), form.fields["unit"].help_text) == (
        None, "按領域「道路交通管理」沒有別的單位可以建議，請選一個。",
    )  # fmt: skip
    assert [label for _value, label in form.fields["unit"].choices][1:] == ["交通警察支隊（退回過）"]
    assert ("退回過這一件的單位" in page.text, "停車場歸治安支隊管。" in page.text) == (True, True)
    assert page.context["verb_preview"]["lines"][0][1] == "轉交〔承辦單位〕辦理"


def test_the_form_of_what_nobody_returned_says_nothing_of_it(triage, unit):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, category=factories.make_category(unit=unit))
    page = form_of(triage, suggestion)
    assert (page.context["form"]["unit"].value(), "退回過" in page.text) == (unit.pk, False)


def test_the_list_says_who_and_why_while_it_waits_for_another_unit(triage, other_unit, office):
    suggestion = returned()
    waiting = triage.get(reverse(LIST)).text
    suggestion.assign(other_unit, by=office.triage_officer, now=NOW)
    given = triage.get(reverse(LIST)).text
    told = [("交通警察支隊 12-01 退回" in page, "停車場歸治安支隊管。" in page) for page in (waiting, given)]
    assert told == [(True, True), (False, False)]


def test_the_list_asks_the_same_for_one_and_for_three(triage):
    returned()
    triage.get(reverse(LIST))
    counts = []
    for more in (0, 2):
        for _ in range(more):
            returned()
        with CaptureQueriesContext(connection) as captured:
            triage.get(reverse(LIST))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_bulk_says_who_returned_it_before_anything_is_done(triage):
    suggestion, other = returned(), factories.make_suggestion(stage=Stage.ACCEPTED)
    page = send(triage, Verb.ASSIGN, [suggestion, other])
    assert [len(row.returns) for row in page.context["suggestions"]] == [1, 0]
    assert ("停車場歸治安支隊管。" in page.text, "會略過" in page.text) == (True, True)
    assert "會略過" not in send(triage, Verb.ASSIGN, [other]).text


def test_bulk_gives_nothing_straight_back_and_says_so(triage, unit, other_unit):
    suggestion, other = returned(), factories.make_suggestion(stage=Stage.ACCEPTED)
    told = do(triage, Verb.ASSIGN, [suggestion, other], unit=unit.pk)
    assert told == {
        other.number: "",
        suggestion.number: "「交通警察支隊」退回過這一件（停車場歸治安支隊管。），請單獨轉辦。",
    }
    assert [row.stage for row in Suggestion.objects.order_by("pk")] == [Stage.ACCEPTED, Stage.ASSIGNED]


def test_bulk_gives_it_to_another_unit(triage, other_unit):
    suggestion = returned()
    assert do(triage, Verb.ASSIGN, [suggestion], unit=other_unit.pk) == {suggestion.number: ""}
