"""Merged and parted, withdrawn and inherited: which period goes on."""

import pytest

from feedback.desk.queries.suggestions import every
from feedback.office.calendar import working_days
from feedback.rules.deadlines import Card
from feedback.rules.periods import Promptness
from feedback.rules.queues import Queue
from feedback.rules.workflow import Stage
from feedback.tasks import run_daily
from tests import factories
from tests.factories import at
from tests.feedback.verbs.reading import fresh
from tests.feedback.verbs.timing.periods import counted, redone, statistics, told

pytestmark = pytest.mark.django_db


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
    factories.rate(main, "five_dissatisfied", now=at("2020-12-24 10:00"))
    factories.extend(fresh(main), 3, "要踏勘。", now=at("2020-12-25 10:00"))
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
