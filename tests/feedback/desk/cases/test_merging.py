"""Merging at the desk: the main one is found by words and likeness, and stands beside before it is done."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.on_postgres

DO = "admin:feedback_suggestion_do"


@pytest.fixture
def suggestion(client, triage_officer):
    client.force_login(triage_officer)
    return factories.make_suggestion()


def asked(client, suggestion, **query):
    return client.get(reverse(DO, args=[suggestion.pk, Verb.MERGE]), query)


def sent(client, suggestion, **fields):
    address = reverse(DO, args=[suggestion.pk, Verb.MERGE])
    return client.post(address, {"revision": suggestion.revision, **fields})


def found(response):
    return [one.number for one in response.context["form"].candidates]


def test_what_says_much_the_same_is_offered_at_once(client, suggestion):
    same, _other = factories.make_suggestion(), factories.make_suggestion(title="戶口本遺失", body="怎麼補辦？")
    assert found(asked(client, suggestion)) == [same.number]


def test_words_find_it_and_so_does_its_number(client, suggestion):
    other = factories.make_suggestion(title="燕兒島路燈不亮", body="晚上很黑。")
    assert [found(asked(client, suggestion, q=words)) for words in ("路燈", other.number, "沒有這樣的")] == [
        [other.number], [other.number], [],
    ]  # fmt: skip


def test_what_nothing_may_be_merged_into_is_not_offered(client, suggestion):
    factories.make_suggestion(stage=Stage.DECLINED)
    factories.make_suggestion(stage=Stage.MERGED, main=factories.make_suggestion(title="另一件", body="別的事情。"))
    assert (found(asked(client, suggestion)), found(asked(client, suggestion, q="待轉提示"))) == ([], [])


def test_the_chosen_one_stands_beside_and_in_the_form(client, suggestion):
    main = factories.make_suggestion(title="燕兒島路燈不亮", body="晚上很黑。", place="燕兒島路")
    response = asked(client, suggestion, main=main.number)
    form = response.context["form"]
    assert (form.compared, form["main"].value(), form["seen"].value()) == (main, main.number, main.pk)
    assert [words in response.text for words in ("晚上很黑。", "燕兒島路", f"主件 {main.number}")] == [True] * 3
    assert response.text.count(suggestion.body) == 1


def test_a_typed_number_is_shown_before_it_is_done(client, suggestion):
    main = factories.make_suggestion(title="燕兒島路燈不亮", body="晚上很黑。")
    shown = sent(client, suggestion, main=main.number)
    form = shown.context["form"]
    suggestion.refresh_from_db()
    assert (suggestion.stage, form["seen"].value(), "晚上很黑。" in shown.text) == (Stage.RECEIVED, main.pk, True)
    assert form.non_field_errors() == ["主件已列在上面，請對照兩件的內容，確認後再提交。"]
    sent(client, suggestion, main=form["main"].value(), seen=form["seen"].value())
    suggestion.refresh_from_db()
    assert (suggestion.stage, suggestion.main) == (Stage.MERGED, main)


def test_another_number_than_the_one_shown_is_shown_first(client, suggestion):
    seen, other = factories.make_suggestion(), factories.make_suggestion(body="另一段話。")
    shown = sent(client, suggestion, main=other.number, seen=seen.pk)
    assert shown.context["form"].compared == other


def test_the_queue_goes_along(client, suggestion):
    factories.make_suggestion()
    text = asked(client, suggestion, queue="to_accept", q="待轉").text
    assert '<input type="hidden" name="queue" value="to_accept">' in text
    assert "queue=to_accept&amp;q=%E5%BE%85%E8%BD%89&amp;main=" in text


def test_the_page_shows_what_is_known_and_costs_the_same_for_one_and_for_three(client, triage_officer, office):
    client.force_login(triage_officer)
    costs = []
    for times in (1, 3):
        suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, place="東海路口")
        for number in range(times):
            suggestion.ask(f"第 {number} 問？", by=triage_officer, now=NOW)
            suggestion.answer("在路口。", now=NOW)
            suggestion.assign(office.unit, by=triage_officer, now=NOW)
            if number < 2:
                suggestion.send_back(f"第 {number} 次不歸我們。", by=office.handler, now=NOW)
                factories.make_suggestion(stage=Stage.MERGED, main=suggestion, body=f"併入的話 {number}。")
        address = reverse(DO, args=[suggestion.pk, Verb.CHASE])
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            text = client.get(address).text
        costs.append(len(captured))
    told = ("東海路口", "第 2 問？", "第 1 次不歸我們。", "併入的話 1。")
    assert ([words in text for words in told], costs[0]) == ([True] * 4, costs[1])
