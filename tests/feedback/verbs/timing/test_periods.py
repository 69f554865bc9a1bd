"""The clock when something comes back: each return has days of its own, and the first period is judged by its own."""

import pytest
from django.db import IntegrityError, transaction

from feedback.management.commands.check_counts import differences
from feedback.models import CalendarDay, Period, Suggestion
from feedback.records.counters import record
from feedback.rules.counted.statistics import DERIVED
from feedback.rules.deadlines import Card
from feedback.rules.periods import Promptness
from feedback.rules.workflow import Stage
from feedback.tasks import run_daily, run_recount
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, refusal
from tests.feedback.verbs.timing.periods import counted, redone, statistics, told

pytestmark = pytest.mark.django_db


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
    factories.extend(suggestion, now=at("2020-12-21 09:00"))
    factories.reply(suggestion, now=at("2020-12-24 10:00"))
    factories.rate(suggestion, "five_dissatisfied", now=at("2020-12-25 10:00"))
    again = fresh(suggestion)
    assert (again.extended_by, f"{again.due_on}") == (0, "2021-01-18")
    factories.extend(again, 3, "再踏勘一次。", now=at("2020-12-28 10:00"))
    refused = refusal(again.ask_extension, 3, "再踏勘一次。", by=supervisor, now=at("2020-12-28 10:00"))
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
