"""The periods of what an office had stored before there were any, forth and back, and the 督辦 that was wrong."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from feedback.management.commands.check_counts import differences
from feedback.office.calendar import working_days
from feedback.parts.timeline import sentence
from feedback.records import counters
from feedback.records.counters import record
from feedback.rules.counted.statistics import DERIVED
from feedback.rules.deadlines import Card
from feedback.rules.reasons import Supervision
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.databases import migrate
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.released]
BEFORE = [("feedback", "0019_english_names")]
ANSWERED = at("2020-12-14 10:00")
MORNING = at("2020-12-29 06:10")  # five working days after the first due day of what came on 1 December
TODAY = at("2020-12-30 10:00")


@pytest.fixture(autouse=True)
def _newest(time_machine):
    time_machine.move_to(TODAY, tick=False)
    yield
    migrate()


def received(stage=Stage.RECEIVED):
    """One that was received on 1 December with its days counted, due on the 22nd."""
    suggestion = factories.receive()
    suggestion.recount_days(working_days(), now=NOW)
    if stage != Stage.RECEIVED:
        factories.bring(suggestion, to=stage, now=NOW)
    return fresh(suggestion)


def redone():
    suggestion = received(Stage.IN_PROGRESS)
    factories.reply(suggestion, now=ANSWERED)
    factories.rate(suggestion, "five_dissatisfied", now=at("2020-12-24 10:00"))
    return fresh(suggestion)


def reopened():
    suggestion = received(Stage.CLOSED)
    suggestion.reopen("又壞了。", by=factories.office().supervisor, now=at("2020-12-24 10:00"))
    return fresh(suggestion)


def objected():
    suggestion = received(Stage.DECLINED)
    suggestion.object("歸你們。", now=at("2020-12-25 10:00"))
    return fresh(suggestion)


def heir():
    """Merged into one that was redone, and put in its place."""
    suggestion, main = received(), received(Stage.IN_PROGRESS)
    suggestion.merge(main, by=factories.office().triage_officer, now=NOW)
    factories.reply(main, now=ANSWERED)
    factories.rate(main, "five_dissatisfied", now=at("2020-12-24 10:00"))
    fresh(main).withdraw(now=at("2020-12-28 10:00"))
    return fresh(suggestion)


def as_the_release_before_left_it(*suggestions):
    """Back to a release that kept the first due day: what came back is overdue, and under 督辦 in the morning."""
    earlier = migrate(BEFORE)
    for suggestion in suggestions:
        row = earlier.get_model("feedback", "Suggestion").objects.get(pk=suggestion.pk)
        earlier.get_model("feedback", "Event").objects.create(
            suggestion=row, verb="supervise", actor="system", at=MORNING, from_stage=row.stage, to_stage=row.stage,
            status=row.status, unit=row.unit, details={"why": "late"},
        )  # fmt: skip
        row.card, row.is_supervised = "red", True
        row.save()
    return {row.pk: row for row in earlier.get_model("feedback", "Suggestion").objects.all()}


def told(suggestion):
    return [
        f"{period.cause} {period.began_on} {period.accept_due_on} {period.due_on} {period.ending} "
        f"{period.ended_on} {'追溯' if period.is_derived else ''}".strip()
        for period in suggestion.periods.in_order()
    ]


PERIODS = {
    redone: [
        "first 2020-12-01 2020-12-03 2020-12-22 answered 2020-12-14",
        "redo 2020-12-24 None 2021-01-15  None 追溯",
    ],
    reopened: [
        "first 2020-12-01 2020-12-03 2020-12-22 answered 2020-12-01",
        "reopen 2020-12-24 None 2021-01-15  None 追溯",
    ],
    objected: [
        "first 2020-12-01 2020-12-03 2020-12-22 declined 2020-12-01",
        "objection 2020-12-25 2020-12-29 2021-01-18  None 追溯",
    ],
    heir: [
        "first 2020-12-01 2020-12-03 2020-12-22 answered 2020-12-14",
        "redo 2020-12-24 None 2021-01-15  None 追溯",
    ],
}


def test_what_came_back_gets_days_of_its_own_and_a_wrong_supervision_is_corrected_in_public():
    suggestions = {make: make() for make in PERIODS}
    was = as_the_release_before_left_it(*suggestions.values())
    migrate()

    found = {make: fresh(suggestion) for make, suggestion in suggestions.items()}
    assert {make: (was[now.pk].due_on, told(now)) for make, now in found.items()} == {
        make: (date(2020, 12, 22), periods) for make, periods in PERIODS.items()
    }
    for make, now in found.items():
        assert now.days_of_period() == {name: getattr(now.last_period(), name) for name in now.days_of_period()}
        late_to_accept = Card.RED if make is objected else Card.NONE
        assert (now.card, now.is_supervised, now.first_due_on, now.period_count, now.is_first_counted) == (
            late_to_accept, False, date(2020, 12, 22), 2, make is not objected,
        )  # fmt: skip
        lifted = now.events.public().in_order().last()
        assert (lifted.actor, lifted.at, sentence(lifted)) == (
            "system", TODAY,
            "更正：2020年12月29日列入督辦有誤，重新進入辦理後另有答覆期限，當時尚未逾期；撤銷這次督辦",
        )  # fmt: skip
        assert now.events.filter(verb=Verb.SUPERVISE).count() == 1  # nothing is erased


def test_a_wrong_supervision_that_an_answer_ended_is_corrected_as_well():
    suggestion = redone()
    as_the_release_before_left_it(suggestion)
    migrate()
    again = fresh(suggestion)
    factories.reply(again, now=TODAY)
    assert [event.verb for event in again.events.filter(verb__in=["supervise", "lift_supervision"]).in_order()] == [
        "supervise", "lift_supervision",
    ]  # fmt: skip
    assert fresh(again).last_period().is_derived


def test_who_is_late_in_the_first_period_stays_under_supervision():
    suggestion = received(Stage.IN_PROGRESS)
    as_the_release_before_left_it(suggestion)
    migrate()
    late = fresh(suggestion)
    assert (told(late), late.is_supervised, late.card, late.events.filter(verb="lift_supervision").count()) == (
        ["first 2020-12-01 2020-12-03 2020-12-22  None"], True, Card.RED, 0,
    )  # fmt: skip


def test_supervision_for_another_reason_stays():
    suggestion = redone()
    suggestion.supervise(Supervision.BOUNCED, now=MORNING)
    migrate(BEFORE)
    migrate()
    assert (fresh(suggestion).is_supervised, suggestion.events.filter(verb="lift_supervision").count()) == (True, 0)


ENDS = {
    "withdrawn": lambda suggestion: suggestion.withdraw(now=NOW),
    "declined": lambda suggestion: factories.decline(suggestion),
    "objected": lambda suggestion: (factories.decline(suggestion), fresh(suggestion).object("歸你們。", now=NOW)),
}


def supervised_and(end):
    """Put under 督辦 for a good reason, then ended."""
    suggestion = received(Stage.ACCEPTED)
    suggestion.supervise(Supervision.BOUNCED, now=NOW)
    end(fresh(suggestion))
    return suggestion


def test_supervision_of_what_was_withdrawn_or_declined_is_over():
    suggestions = {name: supervised_and(end) for name, end in ENDS.items()}
    # As the release before left them: under 督辦 to this day.
    migrate(BEFORE).get_model("feedback", "Suggestion").objects.update(is_supervised=True)
    migrate()
    assert {
        name: (fresh(suggestion).is_supervised, suggestion.events.filter(verb="lift_supervision").count())
        for name, suggestion in suggestions.items()
    } == dict.fromkeys(ENDS, (False, 0))


def accepted_again():
    """In its second period, and in the place of one that was not accepted yet."""
    suggestion, main = redone(), received()
    suggestion.merge(main, by=factories.office().triage_officer, now=at("2020-12-25 10:00"))
    main.withdraw(now=at("2020-12-28 10:00"))
    return fresh(suggestion)


def test_one_that_waits_for_acceptance_a_second_time_has_the_card_of_its_answer(time_machine):
    suggestion = accepted_again()
    time_machine.move_to(at("2021-01-18 10:00"), tick=False)
    migrate(BEFORE)
    migrate()
    now = fresh(suggestion)
    assert (now.stage, f"{now.due_on}", now.accept_due_on, now.card) == (Stage.RECEIVED, "2021-01-15", None, Card.RED)


def test_extensions_and_fields_belong_to_the_period_they_came_in():
    suggestion = received(Stage.IN_PROGRESS)
    triage = factories.office().triage_officer
    suggestion.recategorise(factories.make_category(reply_days=10), by=triage, now=NOW)
    factories.reply(suggestion, now=ANSWERED)
    factories.rate(suggestion, "five_dissatisfied", now=at("2020-12-24 10:00"))
    again = fresh(suggestion)
    again.recategorise(factories.make_category(name="戶政", reply_days=5), by=triage, now=at("2020-12-25 10:00"))
    factories.extend(again, 2, now=at("2020-12-25 10:00"))
    before = told(again)
    rows = migrate(BEFORE).get_model("feedback", "Suggestion").objects.filter(pk=again.pk)
    rows.update(reply_days=5, extended_by=2, due_on="2020-12-10")  # one clock for both, counted from receipt
    migrate()
    assert before == [
        "first 2020-12-01 2020-12-03 2020-12-15 answered 2020-12-14", "redo 2020-12-24 None 2021-01-05  None",
    ]  # fmt: skip
    assert [line.removesuffix(" 追溯") for line in told(fresh(again))] == before


def test_whatever_stage_it_is_in_its_first_period_is_what_it_was():
    suggestions = {stage: factories.make_suggestion(stage=stage) for stage in Stage}
    before = {stage: told(suggestion) for stage, suggestion in suggestions.items()}
    migrate(BEFORE)
    migrate()
    assert {stage: told(fresh(suggestion)) for stage, suggestion in suggestions.items()} == before


def test_what_has_no_events_stands_where_its_stage_says():
    suggestion = factories.make_suggestion(stage=Stage.DECLINED)
    earlier = migrate(BEFORE)
    earlier.get_model("feedback", "Event").objects.all().delete()
    migrate()
    assert told(fresh(suggestion)) == ["first 2020-12-01 None None declined 2020-12-01"]


def test_the_statistics_leave_what_was_worked_out_out_of_the_rate():
    redone(), objected()
    migrate(BEFORE)
    migrate()
    record(differences())
    total = counters.statistics(TODAY, TODAY.date()).total
    assert (total.returns, total.returns_judged) == ({("redo", DERIVED): 1, ("objection", DERIVED): 1}, 0)


def test_going_back_the_release_before_finds_the_days_it_knew():
    suggestion = redone()
    factories.extend(suggestion, days=3, now=TODAY)
    row = migrate(BEFORE).get_model("feedback", "Suggestion").objects.get(pk=suggestion.pk)
    assert (row.accept_due_on, row.due_on, row.reply_days, row.extended_by) == (
        date(2020, 12, 3), date(2020, 12, 22), 15, 0,
    )  # fmt: skip


def test_forth_and_back_and_forth_the_wrong_supervision_is_corrected_once():
    suggestion = redone()
    as_the_release_before_left_it(suggestion)
    for targets in (None, BEFORE, None):
        migrate(targets)
    assert (suggestion.events.filter(verb="lift_supervision").count(), fresh(suggestion).is_supervised) == (1, False)


def test_forth_and_back_and_forth_it_stays_under_supervision_for_what_came_after_the_wrong_one():
    suggestion = redone()
    suggestion.supervise(Supervision.LATE, now=MORNING)
    factories.reply(suggestion, now=MORNING)
    factories.rate(fresh(suggestion), "five_dissatisfied", now=TODAY)
    for targets in (BEFORE, None, BEFORE, None):
        migrate(targets)
    assert (fresh(suggestion).is_supervised, suggestion.events.filter(verb="lift_supervision").count()) == (True, 1)


def test_forth_and_back_and_forth_another_field_still_counts_in_the_period_that_it_came_in():
    suggestion = redone()
    category = factories.make_category(reply_days=5)
    suggestion.recategorise(category, by=factories.office().triage_officer, now=at("2020-12-25 10:00"))
    before = told(fresh(suggestion))
    migrate(BEFORE)
    migrate()
    assert [line.removesuffix(" 追溯") for line in told(fresh(suggestion))] == before


def test_interrupted_it_goes_on_with_what_has_no_period_yet():
    one, other = redone(), received()
    migrate([("feedback", "0020_periods")])
    apps = MigrationExecutor(connection).loader.project_state([("feedback", "0020_periods")]).apps
    apps.get_model("feedback", "Period").objects.create(
        suggestion_id=other.pk, ordinal=1, cause="first", began_on="2020-12-01", due_on="2020-12-22"
    )
    migrate()
    assert (len(told(fresh(one))), told(fresh(other))) == (2, ["first 2020-12-01 None 2020-12-22  None"])
