"""The unit's work: assigned, sent back in time, questions, cards; and units that are dissolved."""

import pytest

from feedback.office.calendar import working_days
from feedback.rules.deadlines import Card
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, last, refusal, steps

pytestmark = pytest.mark.django_db


def test_triage_assigns_to_a_unit(unit, triage_officer):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    suggestion.assign(unit, "請儘快踏勘。", by=triage_officer, now=at("2020-12-02 09:00"))
    assigned, event = fresh(suggestion), last(suggestion)
    assert (assigned.stage, assigned.unit, assigned.assigned_at) == (Stage.ASSIGNED, unit, at("2020-12-02 09:00"))
    assert (event.unit, event.remark, event.note) == (unit, "請儘快踏勘。", "")


@pytest.mark.parametrize("stage", [Stage.ASSIGNED, Stage.IN_PROGRESS])
def test_triage_moves_it_to_another_unit_at_any_time(stage, unit, other_unit, triage_officer):
    suggestion = factories.make_suggestion(stage=stage)
    suggestion.assign(other_unit, by=triage_officer, now=at("2021-03-01 09:00"))
    assert (fresh(suggestion).stage, fresh(suggestion).unit) == (Stage.ASSIGNED, other_unit)
    assert refusal(suggestion.assign, other_unit, by=triage_officer, now=NOW) == (
        "這件建議已在「治安警察支隊」，請選別的承辦單位。"
    )


def test_a_unit_out_of_use_gets_nothing(other_unit, triage_officer):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    other_unit.is_active = False
    other_unit.save()
    assert refusal(suggestion.assign, other_unit, by=triage_officer, now=NOW) == (
        "「治安警察支隊」已停用，請選別的承辦單位。"
    )


def test_a_unit_sends_back_what_is_not_its_own_within_2_working_days(handler):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)  # on a Tuesday
    suggestion.send_back("這裡是國道，歸省總隊。", by=handler, now=at("2020-12-03 23:50"))
    back, event = fresh(suggestion), last(suggestion)
    assert (back.stage, back.unit, back.assigned_at, back.bounce_count) == (Stage.ACCEPTED, None, None, 1)
    assert (event.unit, event.details, event.remark) == (None, {"from": "交通警察支隊"}, "這裡是國道，歸省總隊。")


def test_later_only_a_supervisor_sends_it_back(handler, reviewer, supervisor):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    words = "轉辦已超過 2 個工作日，承辦單位不能再退回，請聯繫督辦。"
    late = at("2020-12-04 00:10")
    assert [refusal(suggestion.send_back, "", by=by, now=late) for by in (handler, reviewer)] == [words, words]
    suggestion.send_back("確實錯轉。", by=supervisor, now=late)
    assert fresh(suggestion).stage == Stage.ACCEPTED


def test_the_2_days_are_each_units_own(handler, other_unit, other_handler, triage_officer):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    suggestion.assign(other_unit, by=triage_officer, now=at("2020-12-10 09:00"))
    suggestion.send_back("不歸我們。", by=other_handler, now=at("2020-12-14 09:00"))  # a week-end lies between
    assert (fresh(suggestion).stage, fresh(suggestion).bounce_count) == (Stage.ACCEPTED, 1)


def test_another_unit_neither_starts_nor_sends_back_what_is_not_with_it(other_handler):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    assert refusal(suggestion.start, by=other_handler, now=NOW) == "您的崗位沒有「開始辦理」的權限。"
    assert refusal(suggestion.send_back, "", by=other_handler, now=NOW) == "您的崗位沒有「退回」的權限。"


def test_the_clock_starts_at_receipt_and_bounces_do_not_restart_it(unit, handler, triage_officer):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    calendar = working_days()
    suggestion.recount_days(calendar, now=NOW)
    due_on = suggestion.due_on
    suggestion.send_back("", by=handler, now=at("2020-12-03 09:00"))
    suggestion.assign(unit, by=triage_officer, now=at("2020-12-04 09:00"))
    suggestion.start(by=handler, now=at("2020-12-04 10:00"))
    suggestion.recount_days(calendar, now=at("2020-12-05 06:00"))
    assert (f"{due_on}", fresh(suggestion).due_on) == ("2020-12-22", due_on)


# Questions.


def test_the_handler_asks_and_the_citizen_answers(handler):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.ask("堵車在幾點？", by=handler, now=at("2020-12-02 09:00"))
    suggestion.answer("早上七點半。", now=at("2020-12-02 20:00"))
    question = suggestion.questions.get()
    assert (question.body, question.answer, question.answered_at) == (
        "堵車在幾點？", "早上七點半。", at("2020-12-02 20:00"),
    )  # fmt: skip
    assert [(event.note, event.remark, event.details) for event in suggestion.events.order_by("-pk")[:2]] == [
        ("", "", {}), ("", "", {}),
    ]  # fmt: skip


def test_one_question_at_a_time(handler):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.ask("堵車在幾點？", by=handler, now=NOW)
    assert refusal(suggestion.ask, "哪個方向？", by=handler, now=NOW) == "上一次詢問市民還沒有回答，請等回答後再問。"
    suggestion.answer("早上七點半。", now=NOW)
    suggestion.ask("哪個方向？", by=handler, now=NOW)
    assert [question.body for question in suggestion.questions.all()] == ["堵車在幾點？", "哪個方向？"]


def test_without_a_question_there_is_nothing_to_answer(citizen):
    assert refusal(citizen.suggestion.answer, "早上七點半。", now=NOW) == "現在沒有等您回答的詢問。"


def test_an_answer_takes_the_card_away():
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.deal_card(Card.RED, now=NOW)
    assert last(suggestion).details == {"card": "red"}
    factories.reply(suggestion)
    assert fresh(suggestion).card == Card.NONE


# A unit that is dissolved.


def test_a_dissolved_unit_gives_all_it_holds_back(unit, other_unit, administrator):
    held = [factories.make_suggestion(stage=stage) for stage in (Stage.ASSIGNED, Stage.IN_PROGRESS)]
    answered = [factories.make_suggestion(stage=stage) for stage in (Stage.REPLIED, Stage.CLOSED)]
    elsewhere = factories.make_suggestion(stage=Stage.ASSIGNED, unit=other_unit)
    unit.dissolve(by=administrator, now=at("2021-06-01 09:00"))
    assert [(row.stage, row.unit) for row in map(fresh, [*held, *answered, elsewhere])] == [
        (Stage.ACCEPTED, None),
        (Stage.ACCEPTED, None),
        (Stage.REPLIED, unit),
        (Stage.CLOSED, unit),
        (Stage.ASSIGNED, other_unit),
    ]
    event = last(held[0])
    assert (event.verb, event.actor, event.by, event.details) == (
        "give_back", "system", administrator, {"from": "交通警察支隊"},
    )  # fmt: skip
    unit.refresh_from_db()
    assert not unit.is_active


def dissolved(unit):
    unit.dissolve(by=None, now=NOW)


def test_what_comes_back_into_work_by_a_rating_does_not_stay_with_a_dissolved_unit(unit):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    dissolved(unit)
    factories.rate(fresh(suggestion), "five_dissatisfied", now=at("2020-12-02 10:00"))
    assert (fresh(suggestion).stage, fresh(suggestion).unit) == (Stage.ACCEPTED, None)
    assert steps(suggestion)[-2:] == [("redo", "replied", "in_progress"), ("give_back", "in_progress", "accepted")]


def test_nor_what_a_supervisor_reopens(unit, supervisor):
    suggestion = factories.make_suggestion(stage=Stage.CLOSED)
    dissolved(unit)
    fresh(suggestion).reopen("又壞了。", by=supervisor, now=NOW)
    assert (fresh(suggestion).stage, fresh(suggestion).unit) == (Stage.ACCEPTED, None)


def test_nor_what_is_parted_from_its_main_one(unit, triage_officer):
    main, suggestion = factories.make_suggestion(), factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.merge(main, by=triage_officer, now=NOW)
    dissolved(unit)
    fresh(suggestion).unmerge(by=triage_officer, now=NOW)
    assert (fresh(suggestion).stage, fresh(suggestion).unit) == (Stage.ACCEPTED, None)
