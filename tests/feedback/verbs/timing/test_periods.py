"""The clock when something comes back: each return has days of its own, and the first period is judged by its own."""

import pytest
from django.db import IntegrityError, transaction

from feedback.desk.queries.suggestions import every
from feedback.management.commands.check_counts import differences
from feedback.models import CalendarDay, Count, Period, Suggestion
from feedback.office.calendar import working_days
from feedback.records.counters import record
from feedback.rules.deadlines import Card
from feedback.rules.periods import Promptness
from feedback.rules.queues import Queue
from feedback.rules.statistics import DERIVED
from feedback.rules.workflow import Lifting, Score, Stage, Supervision, Verb
from feedback.tasks import run_daily, run_recount
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, refusal

pytestmark = pytest.mark.django_db


def told(suggestion):
    """Its periods, each in a line: cause, from, accepted by, answered by, how it ended."""
    return [
        f"{period.cause} {period.began_on} {period.accept_due_on} {period.due_on} {period.ending} {period.ended_on}"
        for period in suggestion.periods.in_order()
    ]


def counted(stage=Stage.RECEIVED, **fields):
    """One that was received on Tuesday 1 December with its days counted: accepted by the 3rd, answered by the 22nd."""
    suggestion = factories.receive(**fields)
    suggestion.recount_days(working_days(), now=NOW)
    if stage != Stage.RECEIVED:
        factories.bring(suggestion, to=stage, now=NOW)
    return fresh(suggestion)


def redone(*, on="2020-12-24 10:00", answered="2020-12-22 15:00"):
    """Answered on the last day, and sent back by its citizen: by the old rule it was overdue at once."""
    suggestion = counted(Stage.IN_PROGRESS)
    factories.reply(suggestion, now=at(answered))
    suggestion.rate(Score.DISSATISFIED, now=at(on))
    return fresh(suggestion)


def statistics(today="2021-01-04"):
    return Count.objects.statistics(at(f"{today} 10:00"), at(f"{today} 10:00").date()).total


def test_from_receipt_the_first_period_runs():
    assert told(counted()) == ["first 2020-12-01 2020-12-03 2020-12-22  None"]


def test_a_letter_is_counted_from_the_day_it_arrived(triage_officer):
    fields = factories.receive().__dict__
    campaign, channel = Suggestion.objects.get(pk=fields["id"]).campaign, factories.Channel.objects.get(code="letter")
    row = {"campaign": campaign, "kind": "suggestion", "title": "信", "body": "信", "channel": channel}
    [letter] = Suggestion.objects.register(
        [("a letter", row | {"arrived_on": at("2020-11-30 10:00").date()})], by=triage_officer, now=NOW
    )
    assert told(letter) == ["first 2020-11-30 2020-12-02 2020-12-21  None"]


def test_the_next_morning_nothing_is_late_that_was_sent_back_into_work():
    suggestion = redone()
    run_daily(at("2020-12-25 06:10"))
    suggestion = fresh(suggestion)
    assert (suggestion.card, suggestion.is_supervised, f"{suggestion.due_on}", suggestion.accept_due_on) == (
        Card.NONE, False, "2021-01-15", None,
    )  # fmt: skip
    assert told(suggestion) == [
        "first 2020-12-01 2020-12-03 2020-12-22 answered 2020-12-22",
        "redo 2020-12-24 None 2021-01-15  None",
    ]


def test_reopening_begins_a_period_with_the_limit_that_the_category_has_by_then(supervisor):
    category = factories.make_category(reply_days=10)
    suggestion = counted(Stage.CLOSED, category=category)
    category.reply_days = 5
    category.save()
    suggestion.reopen("又倒了。", by=supervisor, now=at("2020-12-31 10:00"))
    assert told(suggestion) == [
        "first 2020-12-01 2020-12-03 2020-12-15 answered 2020-12-01", "reopen 2020-12-31 None 2021-01-08  None",
    ]  # fmt: skip
    assert (f"{suggestion.first_due_on}", suggestion.reply_days, suggestion.period_count) == ("2020-12-15", 5, 2)


def test_an_objection_is_looked_at_within_two_working_days_and_the_first_period_is_not_counted():
    suggestion = counted(Stage.DECLINED)
    suggestion.object("路口歸交警管。", now=at("2020-12-28 10:00"))
    waiting = statistics()
    factories.bring(fresh(suggestion), to=Stage.REPLIED, now=at("2020-12-29 10:00"))
    assert told(suggestion) == [
        "first 2020-12-01 2020-12-03 2020-12-22 declined 2020-12-01",
        "objection 2020-12-28 2020-12-30 2021-01-19 answered 2020-12-29",
    ]
    assert (waiting.promptness, waiting.returns) == ({}, {("objection", Promptness.NOT_YET): 1})
    assert (statistics().promptness, statistics().returns) == ({}, {("objection", Promptness.ON_TIME): 1})


def test_what_was_answered_before_it_was_declined_stays_counted(unit, triage_officer, administrator):
    suggestion = redone()
    factories.make_unit(name="治安警察支隊")
    unit.dissolve(by=administrator, now=at("2020-12-25 10:00"))
    factories.decline(fresh(suggestion), now=at("2020-12-26 10:00"))
    fresh(suggestion).object("歸你們。", now=at("2020-12-28 10:00"))
    assert [line.split()[0] + " " + line.split()[4] for line in told(suggestion)[:2]] == [
        "first answered", "redo declined",
    ]  # fmt: skip
    assert (statistics().promptness, statistics().returns) == (
        {Promptness.ON_TIME: 1}, {("objection", Promptness.NOT_YET): 1},
    )  # fmt: skip


def test_the_first_and_the_second_answer_are_judged_by_days_of_their_own():
    late_then_in_time = redone(answered="2020-12-23 10:00")
    factories.reply(late_then_in_time, now=at("2021-01-15 17:00"))
    in_time_then_late = redone()
    factories.reply(in_time_then_late, now=at("2021-01-18 09:00"))
    redone()
    late = statistics("2021-01-18")
    assert (late.promptness, late.returns) == (
        {Promptness.ON_TIME: 2, Promptness.LATE: 1},
        {("redo", Promptness.ON_TIME): 1, ("redo", Promptness.LATE): 1, ("redo", Promptness.OVERDUE): 1},
    )
    assert (late.returns_judged, late.returns_on_time, f"{late.returns_on_time_rate}") == (3, 1, "1/3")
    assert statistics("2021-01-15").returned(Promptness.NOT_YET) == 1


def test_days_that_were_worked_out_afterwards_are_in_no_rate():
    suggestion = redone()
    suggestion.periods.filter(ordinal=2).update(is_derived=True)
    record(differences())
    factories.reply(suggestion, now=at("2021-01-18 09:00"))
    total = statistics("2021-01-18")
    assert (total.returns, total.returns_judged, total.returned(DERIVED)) == ({("redo", DERIVED): 1}, 0, 1)


def test_each_period_is_extended_once(supervisor):
    suggestion = counted(Stage.IN_PROGRESS)
    suggestion.extend(10, "要聯合踏勘。", by=supervisor, now=at("2020-12-21 09:00"))
    factories.reply(suggestion, now=at("2020-12-24 10:00"))
    suggestion.rate(Score.DISSATISFIED, now=at("2020-12-25 10:00"))
    again = fresh(suggestion)
    assert (again.extended_by, f"{again.due_on}") == (0, "2021-01-18")
    again.extend(3, "再踏勘一次。", by=supervisor, now=at("2020-12-28 10:00"))
    refused = refusal(again.extend, 3, "再踏勘一次。", by=supervisor, now=at("2020-12-28 10:00"))
    assert refused == "期限只能延長一次，這次辦理已經延長過。"
    assert ([row.extended_by for row in again.periods.in_order()], f"{again.due_on}", f"{again.first_due_on}") == (
        [10, 3], "2021-01-21", "2021-01-06",
    )  # fmt: skip


def test_another_field_moves_the_days_of_the_period_that_runs_and_of_no_other(triage_officer):
    suggestion = redone()
    suggestion.recategorise(factories.make_category(reply_days=5), by=triage_officer, now=at("2020-12-25 10:00"))
    assert told(suggestion) == [
        "first 2020-12-01 2020-12-03 2020-12-22 answered 2020-12-22",
        "redo 2020-12-24 None 2020-12-31  None",
    ]


def test_a_new_calendar_moves_what_runs_and_nothing_that_ended():
    suggestion = redone()
    for day in ("2020-12-10", "2020-12-28"):
        CalendarDay.objects.create(day=day, is_working=False)
    run_recount(at("2020-12-25 10:00"))
    assert told(suggestion) == [
        "first 2020-12-01 2020-12-03 2020-12-22 answered 2020-12-22",
        "redo 2020-12-24 None 2021-01-18  None",
    ]
    assert f"{fresh(suggestion).first_due_on}" == "2020-12-22"


# Cards that an act satisfies.


def carded(stage, on):
    """One that shows the card of the day `on`, as dealt that morning."""
    suggestion = counted(stage)
    run_recount(at(f"{on} 06:10"))
    return fresh(suggestion)


def test_the_card_of_acceptance_gives_way_with_the_acceptance(triage_officer):
    suggestion = carded(Stage.RECEIVED, "2020-12-04")
    before = suggestion.card
    suggestion.accept(by=triage_officer, now=at("2020-12-04 10:00"))
    assert (before, fresh(suggestion).card) == (Card.RED, Card.NONE)


def test_accepted_at_last_on_the_eve_of_the_answer_it_shows_the_card_of_the_answer(triage_officer):
    suggestion = carded(Stage.RECEIVED, "2020-12-21")
    suggestion.accept(by=triage_officer, now=at("2020-12-21 10:00"))
    assert fresh(suggestion).card == Card.YELLOW


@pytest.mark.parametrize("act", ["decline", "merge", "withdraw", "reply"])
def test_what_ends_the_period_takes_the_card_with_it(act, triage_officer):
    suggestion = carded(Stage.IN_PROGRESS if act == "reply" else Stage.ACCEPTED, "2020-12-23")
    before, now = suggestion.card, at("2020-12-23 10:00")
    {
        "decline": lambda: factories.decline(suggestion, now=now),
        "merge": lambda: suggestion.merge(factories.receive(), by=triage_officer, now=now),
        "withdraw": lambda: suggestion.withdraw(now=now),
        "reply": lambda: factories.reply(suggestion, now=now),
    }[act]()
    assert (before, fresh(suggestion).card) == (Card.RED, Card.NONE)


# Merged and parted, withdrawn and inherited.


def test_parted_it_goes_on_in_the_period_that_merging_had_ended(triage_officer):
    suggestion, main = redone(), factories.receive()
    before = told(suggestion)
    suggestion.merge(main, by=triage_officer, now=at("2020-12-28 10:00"))
    merged = told(suggestion)
    suggestion.unmerge(by=triage_officer, now=at("2020-12-29 10:00"))
    assert (merged[1], told(suggestion), statistics().returns) == (
        "redo 2020-12-24 None 2021-01-15 merged 2020-12-28", before, {("redo", Promptness.NOT_YET): 1},
    )  # fmt: skip


def test_the_heir_goes_on_in_the_period_that_the_withdrawn_one_was_in(triage_officer):
    main = counted(Stage.IN_PROGRESS)
    heir = counted()
    heir.merge(main, by=triage_officer, now=at("2020-12-02 10:00"))
    factories.reply(main, now=at("2020-12-22 15:00"))
    main.rate(Score.DISSATISFIED, now=at("2020-12-24 10:00"))
    fresh(main).extend(3, "要踏勘。", by=factories.office().supervisor, now=at("2020-12-25 10:00"))
    fresh(main).withdraw(now=at("2020-12-28 10:00"))
    assert (told(main)[1], told(heir)) == (
        "redo 2020-12-24 None 2021-01-20 withdrawn 2020-12-28",
        [
            "first 2020-12-01 2020-12-03 2020-12-22 answered 2020-12-22",
            "redo 2020-12-24 None 2021-01-20  None",
        ],
    )
    heir = fresh(heir)
    assert (heir.stage, f"{heir.due_on}", heir.extended_by, heir.period_count, f"{heir.first_due_on}") == (
        Stage.IN_PROGRESS, "2021-01-20", 3, 2, "2020-12-22",
    )  # fmt: skip
    assert (statistics().promptness, statistics().returns) == (
        {Promptness.ON_TIME: 1}, {("redo", Promptness.NOT_YET): 1},
    )  # fmt: skip


def test_before_any_answer_the_heir_goes_on_in_its_own_first_period(triage_officer):
    main = counted(Stage.IN_PROGRESS)
    heir = factories.receive(now=at("2020-12-03 10:00"))
    heir.merge(main, by=triage_officer, now=at("2020-12-04 10:00"))
    main.withdraw(now=at("2020-12-23 10:00"))
    assert (told(heir), fresh(heir).card) == (["first 2020-12-03 2020-12-07 2020-12-24  None"], Card.YELLOW)


def test_an_heir_that_was_answered_itself_keeps_its_own_first_answer(triage_officer):
    heir, main = redone(), counted(Stage.IN_PROGRESS)
    heir.merge(main, by=triage_officer, now=at("2020-12-28 10:00"))
    main.withdraw(now=at("2020-12-29 10:00"))
    assert (fresh(heir).first_replied_at, told(heir)[1]) == (
        at("2020-12-22 15:00"), "redo 2020-12-24 None 2021-01-15  None",
    )  # fmt: skip


def test_an_heir_that_waits_for_acceptance_a_second_time_shows_the_card_of_its_answer(triage_officer, supervisor):
    heir, main = redone(), counted()
    heir.merge(main, by=triage_officer, now=at("2020-12-28 10:00"))
    main.withdraw(now=at("2020-12-29 10:00"))
    run_daily(at("2021-01-22 06:10"))
    heir, now, calendar = fresh(heir), at("2021-01-22 10:00"), working_days()
    queued = {
        queue
        for queue in (Queue.RED, Queue.SUPERVISED)
        if heir in every().in_queue(queue, user=supervisor, now=now, calendar=calendar)
    }
    assert (heir.stage, f"{heir.next_due_on}", heir.card, heir.is_supervised, queued) == (
        Stage.RECEIVED, "2021-01-15", Card.RED, True, {Queue.RED, Queue.SUPERVISED},
    )  # fmt: skip


def test_an_answer_that_was_there_before_it_was_merged_is_its_answer_from_that_day(triage_officer, supervisor):
    main = counted(Stage.CLOSED)
    heir = factories.receive(now=at("2020-12-03 10:00"))
    heir.recount_days(working_days(), now=at("2020-12-03 10:00"))
    heir.merge(main, by=triage_officer, now=at("2020-12-04 10:00"))
    main.reopen("又倒了。", by=supervisor, now=at("2020-12-07 10:00"))
    main.withdraw(now=at("2020-12-08 10:00"))
    assert told(heir) == [
        "first 2020-12-03 2020-12-07 2020-12-24 answered 2020-12-03",
        "reopen 2020-12-07 None 2020-12-28  None",
    ]


# 督辦.


def test_supervision_follows_the_period_that_runs():
    suggestion = redone()
    for day in ("2021-01-21", "2021-01-22"):
        run_daily(at(f"{day} 06:10"))
    assert [(event.details["why"], f"{event.at:%Y-%m-%d}") for event in suggestion.events.filter(verb="supervise")] == [
        (Supervision.LATE, "2021-01-21"),
    ]


@pytest.mark.parametrize("act", ["decline", "withdraw", "reply"])
def test_supervision_ends_with_the_period(act):
    suggestion = counted(Stage.IN_PROGRESS if act == "reply" else Stage.ACCEPTED)
    suggestion.supervise(Supervision.LATE, now=NOW)
    {
        "decline": lambda: factories.decline(fresh(suggestion)),
        "withdraw": lambda: fresh(suggestion).withdraw(now=NOW),
        "reply": lambda: factories.reply(fresh(suggestion)),
    }[act]()
    assert fresh(suggestion).is_supervised is False


def whys(suggestion):
    return [event.details["why"] for event in suggestion.events.filter(verb=Verb.SUPERVISE).in_order()]


def with_heir(triage_officer, main):
    heir = factories.receive(now=at("2020-12-28 09:00"))
    heir.recount_days(working_days(), now=at("2020-12-28 09:00"))
    heir.merge(fresh(main), by=triage_officer, now=at("2021-01-22 09:00"))
    return heir


def test_the_heir_of_one_that_is_late_in_its_second_period_is_under_supervision_and_its_record_says_why(triage_officer):
    main = redone()
    heir = with_heir(triage_officer, main)
    run_daily(at("2021-01-22 09:30"))
    fresh(main).withdraw(now=at("2021-01-22 10:00"))
    CalendarDay.objects.create(day="2021-01-21", is_working=False)
    run_recount(at("2021-01-22 11:00"))
    assert (fresh(heir).is_supervised, whys(heir), heir.events.filter(verb="lift_supervision").count()) == (
        True, [Supervision.LATE], 0,
    )  # fmt: skip


def test_the_heir_of_one_whose_citizen_stayed_dissatisfied_is_under_supervision_for_that(triage_officer):
    main = redone()
    heir = with_heir(triage_officer, main)
    factories.reply(fresh(main), now=at("2021-01-25 10:00"))
    fresh(main).rate(Score.DISSATISFIED, now=at("2021-01-26 10:00"))
    fresh(main).withdraw(now=at("2021-01-27 10:00"))
    assert (fresh(heir).is_supervised, whys(heir)) == (True, [Supervision.DISSATISFIED])


def test_an_heir_whose_own_first_period_goes_on_is_not_under_supervision_for_days_that_were_not_its_own(triage_officer):
    main = counted(Stage.IN_PROGRESS)
    heir = with_heir(triage_officer, main)
    run_daily(at("2021-01-04 06:10"))
    fresh(main).withdraw(now=at("2021-01-22 10:00"))
    assert (fresh(heir).is_supervised, f"{fresh(heir).due_on}", whys(heir)) == (False, "2021-01-19", [])


def test_what_the_heir_was_under_supervision_for_itself_ends_with_the_answer_that_it_inherits(triage_officer):
    main, heir = counted(Stage.REPLIED), counted()
    heir.supervise(Supervision.UNHEEDED, now=NOW)
    fresh(heir).merge(main, by=triage_officer, now=NOW)
    fresh(main).withdraw(now=NOW)
    assert (fresh(heir).stage, fresh(heir).is_supervised) == (Stage.REPLIED, False)


def supervised_as_late(why=Supervision.LATE):
    suggestion = counted(Stage.IN_PROGRESS)
    suggestion.supervise(why, now=at("2020-12-29 06:10"))
    return fresh(suggestion)


def test_days_that_a_new_calendar_moves_lift_a_supervision_that_came_too_early():
    suggestion = supervised_as_late()
    CalendarDay.objects.create(day="2020-12-10", is_working=False)
    run_recount(at("2020-12-30 06:10"))
    event = suggestion.events.in_order().exclude(verb=Verb.DEAL_CARD).last()
    assert (fresh(suggestion).is_supervised, event.verb, event.actor, event.details) == (
        False, Verb.LIFT_SUPERVISION, "system", {"why": Lifting.CALENDAR, "supervised_on": "2020-12-29"},
    )  # fmt: skip


@pytest.mark.parametrize(("why", "day"), [(Supervision.DISSATISFIED, "2020-12-10"), (Supervision.LATE, "2020-12-30")])
def test_no_other_supervision_is_lifted(why, day):
    suggestion = supervised_as_late(why)
    CalendarDay.objects.create(day=day, is_working=False)
    run_recount(at("2020-12-30 06:10"))
    assert (fresh(suggestion).is_supervised, suggestion.events.filter(verb="lift_supervision").count()) == (True, 0)


def test_accepted_late_it_stays_under_supervision_whatever_becomes_of_the_answers_day(triage_officer):
    suggestion = counted()
    run_daily(at("2020-12-10 06:10"))
    fresh(suggestion).accept(by=triage_officer, now=at("2020-12-10 10:00"))
    CalendarDay.objects.create(day="2020-12-21", is_working=False)
    run_recount(at("2020-12-11 06:10"))
    whys = [event.details["why"] for event in suggestion.events.filter(verb=Verb.SUPERVISE)]
    assert (whys, fresh(suggestion).is_supervised) == ([Supervision.UNACCEPTED], True)


def test_what_is_not_under_supervision_has_nothing_to_lift():
    suggestion = factories.make_suggestion()
    assert refusal(suggestion.lift_supervision, Lifting.CALENDAR, now=NOW) == "這件建議不在督辦中。"


# What the database refuses, and what the release before left.


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("period_ordinal_once_per_suggestion", {"ordinal": 1, "cause": "first", "ended_on": "2020-12-02"}),
        ("period_runs_one_at_a_time", {"ended_on": None, "ending": ""}),
        ("period_that_ended_says_how", {"ending": ""}),
        ("period_first_is_the_first", {"cause": "first"}),
        ("period_ends_after_it_began", {"ended_on": "2020-11-30"}),
        ("period_extended_by_10_days_at_most", {"extended_by": 11}),
    ],
)
def test_the_database_refuses_the_impossible(rule, fields):
    suggestion = counted()
    second = {"ordinal": 2, "cause": "redo", "began_on": "2020-12-01", "ended_on": "2020-12-02", "ending": "answered"}
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Period.objects.create(suggestion=suggestion, **second | fields)
    by_columns = {"period_ordinal_once_per_suggestion": "ordinal", "period_runs_one_at_a_time": "suggestion_id"}
    assert rule in str(refused.value) or by_columns[rule] in str(refused.value)


def test_what_was_filed_while_the_release_changed_gets_its_first_period_with_the_next_count_of_days():
    suggestion = counted()
    suggestion.periods.all().delete()
    Suggestion.objects.update(first_due_on=None)
    record(differences())
    run_recount(at("2020-12-02 06:10"))
    assert told(suggestion) == ["first 2020-12-01 2020-12-03 2020-12-22  None"]
    assert f"{fresh(suggestion).first_due_on}" == "2020-12-22"
