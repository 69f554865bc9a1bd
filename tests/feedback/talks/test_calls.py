"""Calls of a talk, typed one after the other by those who take them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from feedback.models import Channel, Suggestion
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import Refused, Stage, Verb
from feedback.talks.models import Turn
from feedback.talks.questions import in_part
from feedback.talks.record.calls import call_back, enter_call
from feedback.talks.rules import Call, Part, Place
from tests import factories
from tests.factories import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counters_are_right")]
STARTS = at("2026-11-29 09:00")
LIVE = STARTS + timedelta(minutes=30)
CALLED = "0532-81112222"


@pytest.fixture(autouse=True)
def _during_the_talk(time_machine):
    time_machine.move_to(LIVE, tick=False)
    with zeal_ignore([{"model": "feedback.Suggestion", "field": "events"}]):  # one act is several verbs
        yield


@pytest.fixture
def moderator(unit):
    return factories.make_user(username="moderator", units=[unit])


@pytest.fixture
def talk(moderator):
    return factories.make_talk(starts_at=STARTS, moderators=[moderator])


@pytest.fixture
def calls(talk):
    return reverse("admin:talks_talk_calls", args=[talk.pk])


@pytest.fixture
def at_the_phone(client, triage_officer):
    client.force_login(triage_officer)
    return client


def typed(**changed):
    fields = {
        "body": "香港中路幾時修好？路口天天堵。", "channel": "hotline", "call": "written", "consent": "yes",
        "contact": CALLED, "flow": "a page",
    }  # fmt: skip
    return fields | changed


def errors(response):
    return {name: list(told) for name, told in response.context["form"].errors.items()}


def turn():
    stored = Turn.objects.get()
    return stored.place, stored.call, stored.answered_at


def test_a_call_is_filed_and_its_receipt_is_shown_beside_an_empty_form(at_the_phone, calls, talk):
    page = at_the_phone.post(calls, typed(), follow=True)
    question = Suggestion.objects.get()
    assert (question.campaign, question.channel_id, question.kind, question.category, question.contact) == (
        talk.campaign, "hotline", "question", None, "053281112222",
    )  # fmt: skip
    assert (question.title, question.arrived_on, question.due_on) == ("香港中路幾時修好？", None, talk.answers_due_on)
    assert turn() == (Place.LATER, Call.WRITTEN, None)
    assert Suggestion.objects.by_receipt(question.number, page.context["last"]["secret"]) == question
    assert (page.context["form"].is_bound, [one.number for one in page.context["mine"]]) == (False, [question.number])


def test_sent_twice_is_one(at_the_phone, calls):
    first, second = at_the_phone.post(calls, typed()), at_the_phone.post(calls, typed())
    assert (first.url, second.url, Suggestion.objects.count(), Turn.objects.count()) == (calls, calls, 1, 1)


def test_a_moderator_answers_at_once_and_the_draft_is_written(client, moderator, calls, talk):
    client.force_login(moderator)
    client.post(calls, typed(call="answered", answer="下週完工。"))
    question = Suggestion.objects.get()
    [reply] = question.replies.all()
    assert (question.stage, question.unit, reply.body, reply.outcome, reply.drafted_by, reply.approved_at) == (
        Stage.IN_PROGRESS, talk.unit, "下週完工。", Adoption.EXPLAINED, moderator, None,
    )  # fmt: skip
    assert turn() == (Place.ANSWERED, Call.ANSWERED, LIVE)
    assert list(in_part(talk, Part.WRITING)) == [question]


def test_who_only_takes_the_calls_passes_the_answer_on_to_the_unit(at_the_phone, calls, talk):
    at_the_phone.post(calls, typed(call="answered", answer="下週完工。"))
    question = Suggestion.objects.get()
    remarks = [(event.verb, event.remark) for event in question.events.in_order() if event.remark]
    assert (question.stage, question.unit, remarks) == (
        Stage.ASSIGNED, talk.unit, [(Verb.ASSIGN, "已在電話裡或者現場答覆市民：下週完工。")],
    )  # fmt: skip
    assert turn() == (Place.ANSWERED, Call.ANSWERED, LIVE)


def test_what_is_answered_before_the_talk_is_no_answer_of_the_talk(client, triage_officer, calls, time_machine):
    time_machine.move_to(STARTS - timedelta(hours=1), tick=False)
    client.force_login(triage_officer)
    client.post(calls, typed(call="answered", answer="下週完工。"))
    assert (turn(), Suggestion.objects.get().stage) == ((Place.LATER, Call.ANSWERED, None), Stage.ASSIGNED)


def test_a_call_for_the_hall_waits_there(at_the_phone, calls):
    at_the_phone.post(calls, typed(call="waits", channel="onsite"))
    assert (turn(), Suggestion.objects.get().channel_id) == ((Place.WAITING, "", None), "onsite")


def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(at_the_phone, calls):
    page = at_the_phone.post(calls, typed(call="answered", consent=""))
    assert errors(page) == {"answer": ["當場答覆的，請寫下怎樣答覆的。"], "consent": ["請選擇是否同意公開。"]}
    assert errors(at_the_phone.post(calls, typed(call="back", contact=""))) == {"contact": ["要回電的，請填寫電話。"]}
    assert ("香港中路幾時修好？路口天天堵。" in page.text, Suggestion.objects.count()) == (True, 0)


def test_a_child_is_entered_with_a_guardian(at_the_phone, calls):
    refused = at_the_phone.post(calls, typed(is_under_14="on"))
    at_the_phone.post(calls, typed(is_under_14="on", guardian_name="王女士", guardian_consent="on"))
    question = Suggestion.objects.get()
    assert (sorted(errors(refused)), question.is_under_14, question.guardian_name) == (
        ["guardian_consent", "guardian_name"], True, "王女士",
    )  # fmt: skip


def test_notes_typed_on_a_later_day_arrived_on_the_day_of_the_talk(client, triage_officer, calls, talk, time_machine):
    time_machine.move_to(STARTS + timedelta(days=1), tick=False)
    client.force_login(triage_officer)
    client.post(calls, typed(call="answered", answer="下週完工。"))
    question = Suggestion.objects.get()
    assert (question.arrived_on, question.due_on, turn()[2]) == (talk.day, talk.answers_due_on, talk.ends_at)


def test_after_the_answers_are_due_nothing_is_entered_and_what_was_typed_stays(
    client, triage_officer, calls, time_machine
):
    time_machine.move_to(STARTS + timedelta(days=40), tick=False)
    client.force_login(triage_officer)
    page = client.post(calls, typed())
    assert (errors(page), Suggestion.objects.count()) == ({"__all__": ["這場懇談現在不登記來電和現場提問。"]}, 0)


def test_whoever_is_called_back_is_answered_in_the_draft(client, moderator, calls, talk, time_machine):
    client.force_login(moderator)
    client.post(calls, typed(call="back"))
    [waiting] = client.get(calls).context["mine"]
    time_machine.move_to(STARTS + timedelta(days=1), tick=False)
    client.force_login(moderator)
    client.post(reverse("admin:talks_talk_called", args=[talk.pk, waiting.pk]), {"answer": "已經轉告施工單位。"})
    [told] = client.get(calls).context["mine"]
    assert (waiting.is_told, told.is_told, told.stage) == (False, True, Stage.IN_PROGRESS)
    assert turn() == (Place.LATER, Call.BACK, None)


def test_a_call_back_that_the_unit_has_already_is_a_remark(talk, triage_officer):
    fields = {"channel": _hotline(), "kind": "question", "title": "問", "body": "幾時修好", "has_consent": True}
    question = enter_call(talk, fields, Call.BACK, flow="f", by=triage_officer, now=LIVE)
    question.accept(by=triage_officer, now=LIVE)
    question.assign(talk.unit, by=triage_officer, now=LIVE)
    call_back(question, talk, "下週。", by=triage_officer, now=LIVE)
    last = question.events.in_order().last()
    assert (last.verb, last.remark, turn()) == (
        Verb.NOTE, "已在電話裡或者現場答覆市民：下週。", (Place.ANSWERED, Call.BACK, LIVE),
    )  # fmt: skip


def test_a_handler_and_a_moderator_of_another_talk_are_refused(client, handler, calls):
    other = factories.make_user(username="other")
    factories.make_talk(slug="another", starts_at=STARTS + timedelta(days=7), moderators=[other])
    answers = []
    for person in (handler, other):
        client.force_login(person)
        answers.append(client.get(calls).status_code)
    assert answers == [403, 403]


def test_a_draft_of_a_talk_takes_no_calls(triage_officer):
    talk = factories.make_talk(starts_at=STARTS, is_published=False)
    with pytest.raises(Refused):
        enter_call(talk, {}, Call.BACK, flow="f", by=triage_officer, now=LIVE)


def test_the_page_asks_as_often_for_many_calls_as_for_one(
    at_the_phone, calls, django_assert_num_queries, django_assert_max_num_queries
):
    at_the_phone.post(calls, typed())
    with django_assert_max_num_queries(20) as found:
        at_the_phone.get(calls)
    one = len(found)
    for number in range(3):
        at_the_phone.post(calls, typed(flow=f"page {number}", call="answered", answer="好。"))
    with django_assert_num_queries(one):
        at_the_phone.get(calls)


def _hotline():

    return Channel.objects.get(pk="hotline")


def test_who_takes_calls_of_every_talk_finds_the_page_on_the_home_of_the_desk(client, talk, calls, triage_officer):
    found = []
    for person in (triage_officer, factories.make_user(username="somebody")):
        client.force_login(person)
        found.append(calls in client.get(reverse("admin:index")).text)
    assert found == [True, False]
