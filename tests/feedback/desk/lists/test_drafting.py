"""How far answers have come, in the lines of the list and as its filter; extensions for many at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from zeal import zeal_ignore

from feedback.desk.queries.queues import queue_counts
from feedback.desk.queries.suggestions import every
from feedback.models import BulkRun, Suggestion, Writing
from feedback.office.calendar import working_days
from feedback.rules.answering.reviewing import Drafting
from feedback.rules.queues import Queue
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW, at

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

LIST = reverse("admin:feedback_suggestion_changelist")


def in_work(state, office):
    """A suggestion in work whose answer has come so far."""
    category = factories.make_category(name=f"{state} {Suggestion.objects.count()}", needs_two_reviews=True)
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, category=category)
    if state in (Drafting.KEPT, Drafting.RETURNED):
        Writing.objects.keep(suggestion, office.handler, {"body": "一半"}, is_correction=False, now=NOW)
    if state in (Drafting.WAITING, Drafting.REVIEWED, Drafting.RETURNED):
        factories.draft(suggestion)
    if state == Drafting.REVIEWED:
        factories.review(suggestion)
    if state == Drafting.RETURNED:
        suggestion.return_reply("寫清楚。", by=office.reviewer, now=NOW)
        Writing.objects.keep(suggestion, office.handler, {"body": "再寫"}, is_correction=False, now=NOW)
    return suggestion


def shown(client, **query):
    return {line["suggestion"]: line["drafting"] for line in client.get(LIST, query).context["lines"]}


def test_a_line_says_how_far_its_answer_has_come_and_the_filter_agrees(client, office):
    made = {in_work(state, office): state for state in Drafting}
    answered = factories.make_suggestion(stage=Stage.REPLIED)
    Writing.objects.keep(answered, office.handler, {"body": "更正"}, is_correction=True, now=NOW)
    client.force_login(office.handler)
    assert shown(client, queue="in_progress") == made
    assert shown(client) == made | {answered: Drafting.NONE}
    assert {state: shown(client, drafting=state) for state in Drafting} == {
        state: {suggestion: state} for suggestion, state in made.items()
    }


def test_the_mark_stands_in_the_line_and_not_the_words(client, office):
    in_work(Drafting.KEPT, office)
    client.force_login(office.reviewer)
    page = client.get(LIST).text
    assert ('class="desk-mark desk-mark--kept">有暫存<' in page, "一半" in page) == (True, False)


def test_a_page_of_the_list_asks_once_however_many_it_shows(client, office, django_assert_num_queries):
    client.force_login(office.handler)
    in_work(Drafting.KEPT, office)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for state in (Drafting.WAITING, Drafting.RETURNED):
        in_work(state, office)
    with django_assert_num_queries(len(one)):
        client.get(LIST)


# The queues.


def waits(user, now=NOW):
    return queue_counts(every(), user, now=now, calendar=working_days())


def test_a_reviewed_draft_waits_for_another_reviewer(office):
    suggestion = in_work(Drafting.WAITING, office)
    before = waits(office.reviewer)[Queue.TO_APPROVE]
    suggestion.review_reply(by=office.reviewer, now=NOW)
    third = factories.make_user(username="third", roles=["審核人"], units=[office.unit])
    assert (before, waits(office.reviewer)[Queue.TO_APPROVE], waits(third)[Queue.TO_APPROVE]) == (1, 0, 1)


def test_more_days_wait_for_the_reviewer_and_every_supervisor_but_who_asked(office, other_unit):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.ask_extension(suggestion, by=office.supervisor)
    second = factories.make_user(username="supervisor-2", roles=["督辦"])
    people = (office.reviewer, office.supervisor, second, factories.office(unit=other_unit).reviewer)
    assert [waits(person)[Queue.TO_GRANT] for person in people] == [1, 0, 1, 0]
    suggestion.recount_days(working_days(), now=NOW)
    late = at("2020-12-23 10:00")
    assert waits(office.reviewer, late)[Queue.TO_GRANT] == 0


# Many at once.


def send(client, verb, suggestions, **fields):
    picked = [f"{row.pk}.{row.revision}" for row in Suggestion.objects.filter(pk__in=[one.pk for one in suggestions])]
    data = {"verb": verb, "picked": picked, **fields}
    with zeal_ignore():  # each by itself is what is wanted
        return client.post(reverse("admin:feedback_suggestion_bulk"), data)


def reasons():
    return {number: reason for _key, number, reason in BulkRun.objects.latest("pk").results}


def test_many_are_asked_for_and_granted_with_their_reasons_in_sight(client, office, time_machine):
    time_machine.move_to(NOW, tick=False)
    rows = [factories.make_suggestion(stage=Stage.IN_PROGRESS, name=name) for name in ("李雷", "王晓梅")]
    extended = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.extend(extended)
    client.force_login(office.handler)
    send(client, Verb.ASK_EXTENSION, [*rows, extended], token="0" * 32, days=5, note="等王晓梅來現場。")
    asked = reasons()
    client.force_login(office.reviewer)
    confirm = send(client, Verb.EXTEND, rows)
    send(client, Verb.EXTEND, rows, token="1" * 32)
    granted = reasons()
    assert asked[extended.number] == "期限只能延長一次，這次辦理已經延長過。"
    assert sorted(asked[row.number] for row in rows)[1] == "延長的原因裡似乎有這一件的個人信息，請單獨申請。"
    assert "申請延長 5 個工作日：等王晓梅來現場。" in confirm.text
    assert sorted(granted.values()) == ["", "現在沒有待批的延長申請。"]
