"""領導批示 at the desk: on top of the page, in a queue by its day, and nowhere outside."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.desk.queries.suggestions import every
from feedback.rules.queues import Queue
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, last

pytestmark = pytest.mark.on_postgres

CANARY = "請金絲雀分局一週內拿出方案"
LIST = reverse("admin:feedback_suggestion_changelist")


def page_of(client, suggestion):
    return client.get(reverse("admin:feedback_suggestion_change", args=[suggestion.pk]))


def do(client, suggestion, verb, **fields):
    address = reverse("admin:feedback_suggestion_do", args=[suggestion.pk, verb])
    return client.post(address, {"revision": fresh(suggestion).revision, **fields})


def test_it_stands_on_the_units_page_until_it_is_answered(client, handler, time_machine):
    time_machine.move_to(at("2020-12-09 10:00"), tick=False)
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.instruct(suggestion, text=CANARY)
    client.force_login(handler)
    page = page_of(client, suggestion)
    assert [words for words in (CANARY, "示例局長批示", "批示逾期", "期限 2020-12-08") if words not in page.text] == []
    factories.reply(fresh(suggestion), now=at("2020-12-09 11:00"))
    answered = page_of(client, suggestion)
    assert (answered.context["instructions"], len(answered.context["fulfilled"])) == ([], 1)


def test_of_a_merged_one_it_stands_on_the_page_of_its_main_one(client, triage_officer):
    main, merged = factories.make_suggestion(), factories.make_suggestion()
    factories.instruct(merged, text=CANARY)
    fresh(merged).merge(main, by=triage_officer, now=NOW)
    client.force_login(triage_officer)
    assert CANARY in page_of(client, main).text
    assert list(every().in_queue(Queue.INSTRUCTED, user=triage_officer, now=NOW)) == [main]


def test_a_supervisor_names_the_leader_and_a_leader_need_not(client, supervisor, leader, time_machine):
    time_machine.move_to(NOW, tick=False)
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    said = {"text": CANARY, "weight": "urgent", "due_on": "2020-12-08"}
    client.force_login(supervisor)
    asked = do(client, suggestion, Verb.INSTRUCT, **said)
    assert list(asked.context["form"].errors) == ["leader"]
    client.force_login(leader)
    do(client, suggestion, Verb.INSTRUCT, **said)
    assert (last(suggestion).verb, suggestion.instructions.get().by) == (Verb.INSTRUCT, leader)


def test_a_day_that_is_over_is_told_at_its_field(client, leader, time_machine):
    time_machine.move_to(NOW, tick=False)
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    client.force_login(leader)
    asked = do(client, suggestion, Verb.INSTRUCT, text=CANARY, weight="normal", due_on="2020-11-30")
    assert asked.context["form"].errors == {"due_on": ["批示期限不能早於今天。"]}


def test_whoever_entered_it_marks_it_as_done(client, supervisor, time_machine):
    time_machine.move_to(NOW, tick=False)
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    made = factories.instruct(suggestion)
    client.force_login(supervisor)
    do(client, suggestion, Verb.FULFIL_INSTRUCTION, instruction=made.pk, remark="已當面匯報。")
    made.refresh_from_db()
    assert (made.fulfilled_at, last(suggestion).remark) == (NOW, "已當面匯報。")


def test_the_queue_is_in_the_order_of_their_days_and_marks_the_late_ones(client, supervisor, time_machine):
    time_machine.move_to(at("2020-12-05 10:00"), tick=False)
    later, sooner = (factories.make_suggestion(stage=Stage.IN_PROGRESS) for _ in range(2))
    factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.instruct(later)
    factories.instruct(sooner, due_on=date(2020, 12, 4))
    client.force_login(supervisor)
    page = client.get(LIST, {"queue": Queue.INSTRUCTED})
    assert [(line["suggestion"], line["is_instruction_late"]) for line in page.context["lines"]] == [
        (sooner, True), (later, False),
    ]  # fmt: skip
    assert ("批示逾期（2020-12-04）" in page.text, "批示期限 2020-12-08" in page.text) == (True, True)
    assert client.get(LIST, {"queue": Queue.INSTRUCTED, "q": "待轉"}).status_code == 200


def test_it_waits_for_unit_supervisor_and_leader_and_not_for_another_unit(
    handler, reviewer, supervisor, leader, other_handler
):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.instruct(suggestion)
    waits = [
        every().in_queue(Queue.INSTRUCTED, user=user, now=NOW).exists()
        for user in (handler, reviewer, supervisor, leader, other_handler)
    ]
    assert waits == [True, True, True, True, False]


def test_the_list_costs_the_same_for_one_and_for_three(client, supervisor):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST, {"queue": Queue.INSTRUCTED})
        return len(queries)

    client.force_login(supervisor)
    client.get(LIST)
    factories.instruct(factories.make_suggestion(stage=Stage.IN_PROGRESS))
    one = cost()
    for _ in range(2):
        factories.instruct(factories.make_suggestion(stage=Stage.IN_PROGRESS))
    assert cost() == one


def test_it_never_leaves_the_desk(client, supervisor, triage_officer):
    citizen = factories.make_receipt(stage=Stage.IN_PROGRESS, has_consent=True)
    factories.release(citizen.suggestion)
    factories.instruct(fresh(citizen.suggestion), text=CANARY)
    pages = [
        client.get(address).text for address in (citizen.suggestion.get_absolute_url(), reverse("suggestion_list"))
    ]
    client.post(reverse("status_lookup"), {"number": citizen.number, "secret": citizen.secret})
    pages.append(client.get(reverse("status_detail")).text)
    client.force_login(triage_officer)
    export = client.post(reverse("admin:feedback_suggestion_export"), {"format": "csv"})
    pages.append(export.getvalue().decode() if export.streaming else export.text)
    assert [CANARY in page or "示例局長" in page for page in pages] == [False] * 4
