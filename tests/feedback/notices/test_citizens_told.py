"""What the citizen is told: each verb of the table, done for real; what is undone; who is told nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.models import Unit
from feedback.notices.models import Notice
from feedback.notices.writing import write
from feedback.rules.notices import Channel, Kind, State
from feedback.rules.telling import CITIZENS
from feedback.rules.workflow import Stage, Verb
from feedback.tasks import run_daily
from tests import factories
from tests.factories import NOW, at
from tests.feedback.notices.conftest import WISH, rows, told_by

pytestmark = pytest.mark.django_db

FIVE_LATER = NOW + timedelta(minutes=5)


def wishing(stage=Stage.RECEIVED, **fields):
    return factories.make_suggestion(stage=stage, **WISH | fields)


def done(verb, office):
    """What is done, after what had to be done before it."""
    triage, supervisor = office.triage_officer, office.supervisor
    match verb:
        case Verb.RECEIVE:
            return wishing
        case Verb.REGISTER:
            return lambda: factories.make_registered(**WISH)
        case Verb.ACCEPT:
            one = wishing()
            return lambda: one.accept(by=triage, now=NOW)
        case Verb.ASSIGN:
            one = wishing(Stage.ACCEPTED)
            return lambda: one.assign(office.unit, by=triage, now=NOW)
        case Verb.ASK:
            one = wishing(Stage.IN_PROGRESS)
            return lambda: one.ask("在哪個路口？", by=office.handler, now=NOW)
        case Verb.EXTEND:
            one = wishing(Stage.IN_PROGRESS)
            return lambda: factories.extend(one)
        case Verb.APPROVE_REPLY:
            one = wishing(Stage.IN_PROGRESS)
            return lambda: factories.reply(one)
        case Verb.APPROVE_CORRECTION:
            one = wishing(Stage.REPLIED)
            factories.correct(one)
            return lambda: one.approve_correction(by=office.reviewer, now=NOW)
        case Verb.CLOSE:
            one = wishing(Stage.REPLIED)
            return lambda: factories.rate(one)
        case Verb.REDO:
            one = wishing(Stage.REPLIED)
            return lambda: factories.rate(one, "five_dissatisfied")
        case Verb.REOPEN:
            one = wishing(Stage.CLOSED)
            Notice.objects.all().delete()  # long since sent
            return lambda: one.reopen("又有來信。", by=supervisor, now=NOW)
        case Verb.DECLINE:
            one = wishing()
            return lambda: factories.decline(one)
        case Verb.REVOKE_DECLINE:
            one = wishing(Stage.DECLINED)
            Notice.objects.all().delete()
            return lambda: one.revoke_decline("應當受理。", by=supervisor, now=NOW)
        case Verb.MERGE:
            one, main = wishing(), factories.make_suggestion()
            return lambda: one.merge(main, by=triage, now=NOW)
        case Verb.UNMERGE:
            one = wishing(Stage.MERGED)
            Notice.objects.all().delete()
            return lambda: one.unmerge(by=triage, now=NOW)
        case Verb.TAKE_MAIN:
            main = factories.make_suggestion()
            wishing(Stage.MERGED, main=main)
            Notice.objects.all().delete()
            return lambda: main.withdraw(now=NOW)


@pytest.mark.parametrize("verb", CITIZENS)
def test_what_a_verb_tells_the_citizen(verb, office):
    act = done(verb, office)
    assert [kind for kind, _number in told_by(act)] == [CITIZENS[verb].kind]


def test_a_notice_holds_how_and_when_and_nothing_personal(office):
    one = wishing(Stage.ACCEPTED)
    Notice.objects.all().delete()
    one.assign(office.unit, by=office.triage_officer, now=NOW)
    [notice] = Notice.objects.values()
    assert notice == {
        "id": notice["id"], "kind": Kind.ASSIGNED, "event_id": one.events.in_order().last().pk,
        "suggestion_id": one.pk, "citizen_id": one.pk, "staff_id": None, "follow_id": None,
        "channel": Channel.MAIL, "language": "zh-hans", "is_for_digest": False, "details": {},
        "created_at": NOW, "due_at": FIVE_LATER, "state": State.WAITING, "tries": 0, "held_by": "", "held_at": None,
        "message_id": "", "ended_at": None, "why": "", "answer": "", "bounced_at": None, "again_of_id": None,
        "again_by_id": None,
    }  # fmt: skip


@pytest.mark.parametrize("wish", [{"notices_by": ""}, {"notices_by": Channel.SMS}])
def test_who_wants_none_or_what_this_site_has_not_is_told_nothing(office, settings, wish):
    settings.NOTICE_CHANNELS = ("mail",)
    assert told_by(lambda: wishing(Stage.CLOSED, **wish)) == []


def test_of_those_merged_each_is_told_of_the_answer_under_the_own_number(office):
    main = wishing(Stage.IN_PROGRESS)
    merged = wishing(Stage.MERGED, main=main)
    factories.make_suggestion(stage=Stage.MERGED, main=main)  # wants to be told nothing
    assert told_by(lambda: factories.reply(main)) == sorted([("replied", main.number), ("replied", merged.number)])


@pytest.mark.parametrize("count", [1, 3])
def test_the_answer_costs_three_questions_however_many_are_merged(office, count, django_assert_num_queries):
    main = wishing(Stage.IN_PROGRESS)
    for _number in range(count):
        wishing(Stage.MERGED, main=main)
    factories.reply(main)
    event = main.events.get(verb=Verb.APPROVE_REPLY)
    event.suggestion = main
    Notice.objects.filter(kind=Kind.REPLIED).delete()
    with django_assert_num_queries(3):  # what is overtaken, who is merged, and the rows
        write([event])


def test_of_a_question_the_one_who_was_asked_is_told_and_nobody_else(office):
    main = wishing(Stage.IN_PROGRESS)
    wishing(Stage.MERGED, main=main)
    assert told_by(lambda: main.ask("在哪個路口？", by=office.handler, now=NOW)) == [("asked", main.number)]


# What it costs to send a suggestion.


def queries_of(act):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    return [query["sql"].split()[0] for query in captured if "notices_notice" in query["sql"]]


def test_sending_without_a_wish_asks_nothing_of_notices_and_with_one_writes_one_row():
    without = queries_of(factories.make_suggestion)
    assert (without, queries_of(wishing)) == ([], ["INSERT"])


# What is undone.


def test_assigned_and_recalled_within_five_minutes_tells_nobody(office):
    one = wishing(Stage.ACCEPTED)
    Notice.objects.all().delete()
    one.assign(office.unit, by=office.triage_officer, now=NOW)
    one.recall(by=office.triage_officer, now=NOW + timedelta(minutes=1))
    assert rows() == []


def test_merged_and_unmerged_within_five_minutes_tells_nobody(office):
    one, main = wishing(), factories.make_suggestion()
    Notice.objects.all().delete()
    one.merge(main, by=office.triage_officer, now=NOW)
    one.unmerge(by=office.triage_officer, now=NOW + timedelta(minutes=1))
    assert rows() == []


def sent(**filters):
    Notice.objects.filter(**filters).update(state=State.SENT, ended_at=FIVE_LATER)


def test_whoever_was_told_of_the_merging_is_told_that_it_ended(office):
    one, main = wishing(), factories.make_suggestion()
    one.merge(main, by=office.triage_officer, now=NOW)
    sent()
    one.unmerge(by=office.triage_officer, now=NOW + timedelta(minutes=10))
    assert rows() == [("resumed", one.number)]


@pytest.mark.parametrize("state", [State.CLAIMED, State.HANDING])
def test_what_a_worker_has_taken_up_is_left_to_it_and_made_good(office, state):
    one, main = wishing(), factories.make_suggestion()
    one.merge(main, by=office.triage_officer, now=NOW)
    Notice.objects.filter(kind=Kind.MERGED).update(state=state)
    one.unmerge(by=office.triage_officer, now=NOW + timedelta(minutes=6))
    kept = Notice.objects.filter(kind=Kind.MERGED).values_list("state", flat=True)
    assert (list(kept), rows(kind=Kind.RESUMED)) == ([state], [("resumed", one.number)])


def test_assigned_elsewhere_within_five_minutes_tells_the_second_unit_alone(office, other_unit):
    one = wishing(Stage.ACCEPTED)
    Notice.objects.all().delete()
    one.assign(office.unit, by=office.triage_officer, now=NOW)
    one.assign(other_unit, by=office.triage_officer, now=NOW + timedelta(minutes=1))
    last = one.events.in_order().last()
    assert list(Notice.objects.values_list("kind", "event")) == [(Kind.ASSIGNED, last.pk)]


def test_closed_and_reopened_before_anybody_heard_of_it_tells_the_family_nothing(office):
    main = wishing(Stage.IN_PROGRESS)
    wishing(Stage.MERGED, main=main)
    factories.reply(main)
    main.close(now=NOW + timedelta(days=40))
    sent(kind=Kind.REPLIED)
    waiting = rows(kind=Kind.CLOSED)
    main.reopen("又有來信。", by=office.supervisor, now=NOW + timedelta(days=40))
    assert (len(waiting), rows(kind__in=[Kind.CLOSED, Kind.RESUMED])) == (2, [])


def test_who_stays_merged_is_told_of_the_one_that_took_the_withdrawn_ones_place(office):
    main = factories.make_suggestion()
    heir, other = factories.make_suggestion(stage=Stage.MERGED, main=main), wishing(Stage.MERGED, main=main)
    main.withdraw(now=NOW)
    [notice] = Notice.objects.filter(kind=Kind.MERGED).select_related("event")
    assert (notice.citizen_id, notice.event.main_id, rows()) == (
        other.pk, heir.pk, [("merged", other.number), ("received", other.number)],
    )  # fmt: skip


def test_who_takes_the_place_of_an_answered_one_is_not_told_that_anything_begins_anew(office):
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    heir = wishing(Stage.MERGED, main=main)
    factories.reply(main)
    sent()
    type(main).objects.get(pk=main.pk).withdraw(now=NOW)
    assert (type(heir).objects.get(pk=heir.pk).stage, rows()) == (Stage.REPLIED, [])


def test_what_was_rated_or_is_handled_again_is_no_longer_said_to_wait_for_a_rating(office):
    main = wishing(Stage.IN_PROGRESS)
    merged = wishing(Stage.MERGED, main=main)
    factories.reply(main)
    factories.rate(merged)
    satisfied = rows(kind=Kind.REPLIED)
    factories.rate(type(main).objects.get(pk=main.pk), "five_dissatisfied")
    assert (satisfied, rows(kind=Kind.REPLIED), rows(kind=Kind.REDONE)) == (
        [("replied", main.number)], [], sorted([("redone", main.number), ("redone", merged.number)]),
    )  # fmt: skip


def test_who_withdraws_hears_no_more_of_it():
    one = wishing()
    one.withdraw(now=NOW)
    assert rows() == []


def test_a_question_that_was_answered_is_not_asked_by_mail(office):
    one = wishing(Stage.IN_PROGRESS)
    one.ask("在哪個路口？", by=office.handler, now=NOW)
    one.answer("東口。", now=NOW)
    assert rows(kind=Kind.ASKED) == []


def test_the_same_event_told_twice_writes_one_row(office):
    one = wishing()
    event = one.events.in_order().last()
    event.suggestion = one
    write([event])
    assert rows() == [("received", one.number)]


def test_an_act_that_fails_tells_nobody(office):
    one = wishing()
    given = rows()
    missing = Unit(pk=0, name="沒有的單位")
    with pytest.raises(Unit.DoesNotExist):
        one.together([("accept", {}), ("assign", {"unit": missing})], by=office.triage_officer, now=NOW)
    assert rows() == given


# By SMS.


def test_a_short_message_of_the_evening_leaves_in_the_morning():
    factories.make_suggestion(contact="138 6421 0975", notices_by=Channel.SMS, now=at("2020-12-01 23:10"))
    assert list(Notice.objects.values_list("channel", "due_at", "language")) == [
        (Channel.SMS, at("2020-12-02 08:00"), "zh-hant")
    ]


def test_what_the_clock_closes_is_told(office):
    one = wishing(Stage.REPLIED)
    Notice.objects.all().delete()
    run_daily(NOW + timedelta(days=40))
    assert rows() == [("closed", one.number)]
