"""督辦 follows the period that runs, and passes to an heir for reasons of its own alone."""

import pytest

from feedback.models import CalendarDay
from feedback.office.calendar import working_days
from feedback.rules.reasons import Lifting, Supervision
from feedback.rules.workflow import Stage, Verb
from feedback.tasks import run_daily, run_recount
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, refusal
from tests.feedback.verbs.timing.periods import counted, redone

pytestmark = pytest.mark.django_db


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
    factories.rate(fresh(main), "five_dissatisfied", now=at("2021-01-26 10:00"))
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
