"""From above the units: 督辦 by hand, 領導批示, a refusal that is taken back."""

from datetime import date

import pytest

from feedback.models import CalendarDay, Event
from feedback.parts.timeline import coded_sentence, sentence
from feedback.rules.reasons import Lifting, Supervision, Weight
from feedback.rules.workflow import Actor, Stage, Verb
from feedback.tasks import run_daily, run_recount
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, last, refusal
from tests.feedback.verbs.timing.periods import counted

pytestmark = pytest.mark.django_db


# 督辦


def test_a_supervisor_sets_it_and_lifts_it_with_a_remark_that_stays_inside(supervisor):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.supervise(remark="來件三次。", by=supervisor, now=NOW)
    set_by = last(suggestion)
    suggestion.lift_supervision(remark="已有進展。", by=supervisor, now=NOW)
    lifted = last(suggestion)
    assert [(event.actor, event.by, event.details["why"], event.remark) for event in (set_by, lifted)] == [
        (Actor.STAFF, supervisor, Supervision.BY_HAND, "來件三次。"),
        (Actor.STAFF, supervisor, Lifting.BY_HAND, "已有進展。"),
    ]
    assert [(sentence(event), coded_sentence(event)) for event in (set_by, lifted)] == [
        ("督辦部門決定督辦", "列入督辦"), ("督辦部門決定撤銷督辦", "督辦部門決定撤銷督辦"),
    ]  # fmt: skip
    assert fresh(suggestion).is_supervised is False


def test_what_is_under_it_already_is_not_set_again_nor_what_is_not_lifted(supervisor):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    told = refusal(lambda: suggestion.lift_supervision(by=supervisor, now=NOW))
    suggestion = fresh(suggestion)
    suggestion.supervise(by=supervisor, now=NOW)
    assert (told, refusal(lambda: fresh(suggestion).supervise(by=supervisor, now=NOW))) == (
        "這件建議不在督辦中。", "這件建議已在督辦中。",
    )  # fmt: skip


def test_the_clock_does_not_lift_what_a_person_set(supervisor):
    suggestion = counted(Stage.IN_PROGRESS)
    suggestion.supervise(by=supervisor, now=at("2020-12-02 09:00"))
    CalendarDay.objects.create(day="2020-12-03", is_working=False)
    run_recount(at("2020-12-02 10:00"))
    run_daily(at("2020-12-03 06:10"))
    assert (fresh(suggestion).is_supervised, suggestion.events.filter(verb=Verb.LIFT_SUPERVISION).count()) == (True, 0)


def test_what_the_clock_would_set_again_nobody_lifts(supervisor):
    suggestion = counted(Stage.IN_PROGRESS)
    late = at("2021-01-22 10:00")
    run_daily(at("2021-01-22 06:10"))
    assert fresh(suggestion).is_supervised
    told = refusal(lambda: fresh(suggestion).lift_supervision(by=supervisor, now=late))
    assert told == "這件建議仍然逾期或者多次催辦無進展，按規定應當督辦，不能撤銷。"


def test_what_was_chased_in_vain_nobody_lifts(supervisor):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    for hour in (11, 12):
        suggestion.chase("快。", by=supervisor, now=at(f"2020-12-01 {hour}:00"))
    suggestion.supervise(Supervision.UNHEEDED, now=at("2020-12-02 06:10"))
    told = refusal(lambda: suggestion.lift_supervision(by=supervisor, now=at("2020-12-02 10:00")))
    assert told.startswith("這件建議仍然逾期或者多次催辦無進展")


def test_an_answered_one_is_put_under_it_and_taken_out_by_hand(supervisor):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    suggestion.supervise(by=supervisor, now=NOW)
    suggestion.lift_supervision(by=supervisor, now=NOW)
    assert fresh(suggestion).is_supervised is False


def test_an_heir_goes_on_under_it(supervisor, triage_officer):
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    heir = factories.make_suggestion(stage=Stage.MERGED, main=main)
    fresh(main).supervise(by=supervisor, now=NOW)
    fresh(main).withdraw(now=NOW)
    assert fresh(heir).is_supervised


# 領導批示


def test_a_supervisor_enters_it_for_a_leader_whom_the_record_names(supervisor):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    made = factories.instruct(suggestion, weight=Weight.URGENT)
    event = last(suggestion)
    assert (made.leader, made.by, made.due_on, made.weight) == ("示例局長", supervisor, date(2020, 12, 8), "urgent")
    assert (event.by, sentence(event)) == (supervisor, "示例局長批示（特急，期限 2020年12月8日）")


def test_a_leader_gives_one_in_person(leader):
    suggestion = factories.make_suggestion(stage=Stage.RECEIVED)
    made = factories.instruct(suggestion, by=leader)
    assert (made.leader, sentence(last(suggestion))) == ("", "leader批示（普通，期限 2020年12月8日）")


def test_it_says_something_by_a_day_to_come_and_whose_it_is(supervisor):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)

    def told(*words, **fields):
        return refusal(lambda: fresh(suggestion).instruct(*words, **fields, by=supervisor, now=NOW))

    today, yesterday = NOW.date(), date(2020, 11, 30)
    assert [told("", today, leader="某"), told("辦。", yesterday, leader="某"), told("辦。", today)] == [
        "請填寫批示內容。", "批示期限不能早於今天。", "請寫明是哪位領導的批示。",
    ]  # fmt: skip


def test_the_answer_is_what_was_asked_for_of_merged_ones_too():
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    merged = factories.make_suggestion()
    made = [factories.instruct(each) for each in (main, merged)]
    fresh(merged).merge(fresh(main), by=factories.office().triage_officer, now=NOW)
    factories.reply(fresh(main), now=at("2020-12-02 10:00"))
    for instruction in made:
        instruction.refresh_from_db()
    assert [instruction.fulfilled_at for instruction in made] == [at("2020-12-02 10:00")] * 2


def test_merged_into_an_answered_one_it_has_its_answer():
    main, merged = factories.make_suggestion(stage=Stage.REPLIED), factories.make_suggestion()
    made = factories.instruct(merged)
    fresh(merged).merge(main, by=factories.office().triage_officer, now=NOW)
    made.refresh_from_db()
    assert made.fulfilled_at == NOW


def test_an_heir_takes_over_what_was_asked():
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    heir = factories.make_suggestion(stage=Stage.MERGED, main=main)
    made = factories.instruct(fresh(main))
    fresh(main).withdraw(now=NOW)
    made.refresh_from_db()
    assert made.suggestion == heir


def test_whoever_entered_it_says_that_it_is_done_or_a_leader_and_nobody_else(supervisor, leader):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    first, second = factories.instruct(suggestion), factories.instruct(suggestion, by=leader)
    told = refusal(lambda: fresh(suggestion).fulfil_instruction(second, by=supervisor, now=NOW))
    fresh(suggestion).fulfil_instruction(first, "已落實。", by=leader, now=NOW)
    again = refusal(lambda: fresh(suggestion).fulfil_instruction(first, by=supervisor, now=NOW))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (told, again, first.fulfilled_at, second.fulfilled_at) == (
        "批示由登記人或者局領導確認落實。", "這條批示已經落實。", NOW, None,
    )  # fmt: skip


def test_nothing_that_waits_moves_by_it():
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    before = fresh(suggestion).last_event_at
    factories.instruct(suggestion, now=at("2020-12-02 10:00"))
    assert fresh(suggestion).last_event_at == before


# A refusal is taken back


def test_a_refusal_taken_back_begins_a_period_of_its_own(supervisor):
    suggestion = counted(Stage.RECEIVED)
    factories.decline(suggestion)
    fresh(suggestion).revoke_decline("這一段路由公安機關管理。", by=supervisor, now=at("2020-12-07 10:00"))
    suggestion, event = fresh(suggestion), last(suggestion)
    assert (suggestion.stage, suggestion.decline_reason, suggestion.objected_at, suggestion.is_first_counted) == (
        Stage.RECEIVED, "", None, False,
    )  # fmt: skip
    assert [(period.cause, period.accept_due_on, period.due_on) for period in suggestion.periods.in_order()][1:] == [
        ("revoked", date(2020, 12, 9), date(2020, 12, 28)),
    ]
    assert (event.note, sentence(event)) == (
        "這一段路由公安機關管理。", "撤回不予受理，重新審查（第二次辦理，答覆期限 2020年12月28日）",
    )  # fmt: skip


def test_it_takes_a_public_reason(leader):
    suggestion = factories.make_suggestion(stage=Stage.DECLINED)
    told = refusal(lambda: suggestion.revoke_decline("", by=leader, now=NOW))
    assert told == "撤回不予受理要寫明公開的原因。"


def test_the_citizen_may_still_object_to_the_next_refusal(supervisor):
    suggestion = factories.make_suggestion(stage=Stage.DECLINED)
    suggestion.revoke_decline("應當受理。", by=supervisor, now=NOW)
    factories.decline(fresh(suggestion))
    fresh(suggestion).object("歸你們。", now=NOW)
    assert (fresh(suggestion).stage, Event.objects.filter(verb=Verb.OBJECT).count()) == (Stage.RECEIVED, 1)
