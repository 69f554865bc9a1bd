"""What the list of the desk is narrowed by beside the usual: days, people, ways and results; and what is told of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import Suggestion
from feedback.rules.kinds import Kind
from feedback.rules.reasons import Adoption
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import at

pytestmark = pytest.mark.on_postgres

LIST = "admin:feedback_suggestion_changelist"


def lines(client, **query):
    return [line["suggestion"] for line in client.get(reverse(LIST), query).context["lines"]]


def form(client, **query):
    return client.get(reverse(LIST), query).context["form"]


@pytest.fixture
def triage(client, office):
    client.force_login(office.triage_officer)
    return client


def test_each_further_filter_leaves_what_it_says(triage, office):
    phone = factories.make_channel(code="switchboard", name="總機")
    ours = factories.receive(kind=Kind.QUESTION, channel=phone, now=at("2020-11-20 10:00"))
    factories.bring(ours, to=Stage.IN_PROGRESS)
    ours.hand_over(office.handler, by=office.handler, now=factories.NOW)
    factories.reply(ours, now=at("2020-12-02 10:00"), outcome=Adoption.EXPLAINED)
    other = factories.make_suggestion(stage=Stage.ASSIGNED)
    Suggestion.objects.filter(pk=other.pk).update(handler=None)
    filters = {
        "received_to": "2020-11-20", "answered_from": "2020-12-02", "answered_to": "2020-12-02",
        "handler": office.handler.pk, "channel": phone.pk, "kind": "question", "outcome": "explained",
    }  # fmt: skip
    found = {name: lines(triage, **{name: value}) for name, value in filters.items()}
    assert found == {name: [ours] for name in filters}


def test_what_is_received_is_what_stands_there_now(triage):
    received, _accepted = factories.make_suggestion(), factories.make_suggestion(stage=Stage.ACCEPTED)
    assert lines(triage, stage="received") == [received]


def test_the_first_and_the_last_day_are_among_the_days(triage):
    made = [factories.make_suggestion(now=at(moment)) for moment in ("2020-11-02 00:00", "2020-11-03 23:59")]
    factories.make_suggestion(now=at("2020-11-04 00:00"))
    assert lines(triage, received_from="2020-11-02", received_to="2020-11-03", order="oldest") == made


def test_the_due_day_is_the_one_that_runs_now(triage):
    received, at_work = factories.make_suggestion(), factories.make_suggestion(stage=Stage.IN_PROGRESS)
    closed = factories.make_suggestion(stage=Stage.CLOSED)
    Suggestion.objects.filter(pk=received.pk).update(accept_due_on="2020-12-03", due_on="2020-12-22")
    Suggestion.objects.filter(pk__in=[at_work.pk, closed.pk]).update(accept_due_on="2020-12-22", due_on="2020-12-03")
    day = {"due_from": "2020-12-03", "due_to": "2020-12-03", "order": "oldest"}
    assert (lines(triage, **day), lines(triage, due_from="2020-12-04")) == ([received, at_work], [])


def test_supervised_are_those_whose_line_says_so(triage, time_machine):
    time_machine.move_to(at("2020-12-02 10:00"), tick=False)
    marked, long_late, _other = (factories.make_suggestion(stage=Stage.IN_PROGRESS) for _ in range(3))
    closed = factories.make_suggestion(stage=Stage.CLOSED)
    Suggestion.objects.filter(pk__in=[marked.pk, closed.pk]).update(is_supervised=True)
    Suggestion.objects.filter(pk=long_late.pk).update(due_on="2020-06-01")
    page = triage.get(reverse(LIST), {"supervised": "1"})
    assert [(line["suggestion"], line["is_supervised"]) for line in page.context["lines"]] == [
        (long_late, True), (marked, True),
    ]  # fmt: skip


def test_what_is_mine_is_what_i_handle_whoever_asks(client, office):
    ours, unnamed = (factories.make_suggestion(stage=Stage.IN_PROGRESS) for _ in range(2))
    Suggestion.objects.filter(pk=ours.pk).update(handler=office.handler)
    Suggestion.objects.filter(pk=unnamed.pk).update(handler=None)
    found = {}
    for person in (office.handler, office.reviewer):
        client.force_login(person)
        found[person] = lines(client, handler="me")
    assert (found, lines(client, handler="none")) == ({office.handler: [ours], office.reviewer: []}, [unnamed])


def test_a_handler_is_offered_the_people_of_the_own_units(client, office, other_handler):
    client.force_login(office.handler)
    own = [value for value, _name in form(client).fields["handler"].choices]
    client.force_login(office.triage_officer)
    every = [value for value, _name in form(client).fields["handler"].choices]
    first, second = str(office.handler.pk), str(other_handler.pk)
    assert (own, every) == (["", "me", "none", first], ["", "me", "none", first, second])


def test_people_are_called_by_their_names(triage, office):
    factories.make_user(username="wang", first_name="王曉梅", roles=[Role.HANDLER], units=[office.unit])
    names = [str(name) for _value, name in form(triage).fields["handler"].choices]
    assert names == ["全部", "我", "沒有指定", office.handler.username, "王曉梅"]


def test_a_person_of_another_unit_in_the_address_is_told_and_left_out(client, office, other_handler):
    ours = factories.make_suggestion(stage=Stage.ASSIGNED)
    client.force_login(office.handler)
    page = client.get(reverse(LIST), {"handler": other_handler.pk})
    assert [line["suggestion"] for line in page.context["lines"]] == [ours]
    assert "「承辦人」的條件無效，沒有採用。" in page.text


def test_days_the_wrong_way_round_are_told_left_out_and_kept_in_the_form(triage):
    suggestion = factories.make_suggestion()
    page = triage.get(reverse(LIST), {"received_from": "2020-12-05", "received_to": "2020-12-01"})
    assert [line["suggestion"] for line in page.context["lines"]] == [suggestion]
    assert "「收到日期從」晚於「收到日期到」，沒有按這兩個日期篩選。" in page.text
    assert ('value="2020-12-05"' in page.text, page.context["form"].is_unfolded) == (True, True)


@pytest.mark.parametrize("day", ["2020-13-01", "1.12.2020", "1899-01-01", "9999-12-31"])
def test_no_day_is_told(triage, day):
    assert "「收到日期從」的條件無效，沒有採用。" in triage.get(reverse(LIST), {"received_from": day}).text


def test_what_is_set_stands_above_the_list_and_leads_to_the_list_without_it(triage, office):
    query = {"stage": "received", "kind": "question", "order": "oldest", "size": "100", "columns": ["handler"]}
    chips = [tuple(chip) for chip in form(triage, **query, page=2).chips()]
    assert chips == [
        ("stage", "階段", "收到", "?order=oldest&kind=question&size=100&columns=handler"),
        ("kind", "類別", "諮詢", "?stage=received&order=oldest&size=100&columns=handler"),
    ]  # fmt: skip


def test_further_filters_are_folded_until_one_is_set(triage):
    queries = [{}, {"stage": "received"}, {"kind": "question"}, {"channel": "nothing"}]
    assert [form(triage, **query).is_unfolded for query in queries] == [False, False, True, True]


def test_the_list_shows_the_columns_that_are_chosen(triage, office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    Suggestion.objects.filter(pk=suggestion.pk).update(handler=office.handler)
    wanted = [(), ("handler", "outcome", "received"), ("age",)]
    wanted.append(("rating", "district", "campaign", "channel", "kind", "answered"))
    assert {codes: cells(triage, codes) for codes in wanted} == {
        (): [("領域", "—"), ("承辦單位", "交通警察支隊")],
        ("handler", "outcome", "received"): [
            ("承辦人", office.handler.username), ("收到日期", "2020-12-01"), ("採納情況", "—"),
        ],
        ("age",): [],
        ("rating", "district", "campaign", "channel", "kind", "answered"): [
            ("區市", "—"), ("類別", "建議"), ("來源", "網站"), ("活動", str(suggestion.campaign)), ("答覆日期", "—"),
            ("市民評議", "—"),
        ],
    }  # fmt: skip


def cells(client, codes):
    [line] = client.get(reverse(LIST), {"columns": codes}).context["lines"]
    return [(str(column.label), text) for column, text in line["cells"]]


def test_with_every_filter_and_column_the_list_costs_the_same_for_one_and_for_three(triage, office):
    columns = ["category", "unit", "handler", "district", "channel", "campaign", "outcome", "rating", "age"]
    query = {"columns": columns, "received_from": "2020-01-01", "answered_from": "2020-01-01", "channel": "web"}
    factories.make_suggestion(stage=Stage.CLOSED)
    one = queries(triage, query)
    for _ in range(2):
        suggestion = factories.make_suggestion(stage=Stage.CLOSED)
        Suggestion.objects.filter(pk=suggestion.pk).update(handler=office.handler)
    assert (len(lines(triage, **query)), queries(triage, query) - one, one <= 12) == (3, 0, True)


def queries(client, query):
    client.get(reverse(LIST), query)
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(LIST), query)
    return len(captured)
