"""At the door: accepted, declined by two people, objected to once, withdrawn."""

import pytest

from feedback.rules.reasons import Declining
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, last, refusal, steps

pytestmark = pytest.mark.django_db


def test_triage_accepts(citizen, triage_officer):
    citizen.suggestion.accept(by=triage_officer, now=at("2020-12-02 09:00"))
    accepted = fresh(citizen.suggestion)
    assert (accepted.stage, accepted.accepted_at) == (Stage.ACCEPTED, at("2020-12-02 09:00"))
    event = last(accepted)
    assert (event.verb, event.actor, event.by, event.at) == ("accept", "staff", triage_officer, accepted.accepted_at)


def test_a_handler_does_not_accept(citizen, handler):
    assert refusal(citizen.suggestion.accept, by=handler, now=NOW) == "您的崗位沒有「受理」的權限。"
    assert steps(citizen.suggestion) == [("receive", "", "received")]


def test_nobody_in_particular_does_not_accept(citizen):
    assert refusal(citizen.suggestion.accept, by=None, now=NOW) == "您的崗位沒有「受理」的權限。"


def test_two_people_decline(citizen, triage_officer, second_triage_officer):
    citizen.suggestion.propose_decline(Declining.NOT_OURS, "供熱由住建部門負責。", by=triage_officer, now=NOW)
    assert fresh(citizen.suggestion).stage == Stage.RECEIVED
    citizen.suggestion.decline(by=second_triage_officer, now=NOW)
    declined, event = fresh(citizen.suggestion), last(citizen.suggestion)
    assert (declined.stage, declined.decline_reason, declined.decline_note) == (
        Stage.DECLINED, Declining.NOT_OURS, "供熱由住建部門負責。",
    )  # fmt: skip
    assert (event.note, event.details, event.by) == (
        "供熱由住建部門負責。", {"reason": "not_ours"}, second_triage_officer,
    )  # fmt: skip


def test_who_proposed_to_decline_does_not_confirm_it(citizen, triage_officer):
    citizen.suggestion.propose_decline(Declining.NOT_OURS, "", by=triage_officer, now=NOW)
    assert (
        refusal(citizen.suggestion.decline, by=triage_officer, now=NOW)
        == "「不予受理」須由另一位同事確認，不能由提請人自己確認。"
    )
    assert fresh(citizen.suggestion).stage == Stage.RECEIVED


def test_a_supervisor_confirms_too(citizen, triage_officer, supervisor):
    citizen.suggestion.propose_decline(Declining.ABUSIVE, "", by=triage_officer, now=NOW)
    citizen.suggestion.decline(by=supervisor, now=NOW)
    assert fresh(citizen.suggestion).stage == Stage.DECLINED


@pytest.mark.parametrize("verb", [Verb.DECLINE, Verb.DROP_DECLINE])
def test_without_a_proposal_there_is_nothing_to_confirm_or_drop(verb, citizen, triage_officer):
    act = getattr(citizen.suggestion, verb)
    assert refusal(act, by=triage_officer, now=NOW) == "還沒有人提請「不予受理」，請先提請。"


def test_a_proposal_that_was_dropped_cannot_be_confirmed(citizen, triage_officer, second_triage_officer):
    citizen.suggestion.propose_decline(Declining.NOT_OURS, "", by=triage_officer, now=NOW)
    citizen.suggestion.drop_decline("歸我們管。", by=second_triage_officer, now=NOW)
    assert last(citizen.suggestion).remark == "歸我們管。"
    assert (
        refusal(citizen.suggestion.decline, by=second_triage_officer, now=NOW) == "還沒有人提請「不予受理」，請先提請。"
    )


@pytest.mark.parametrize("accepted_first", [True, False])
def test_a_proposal_ends_when_the_suggestion_goes_on(accepted_first, citizen, unit, triage_officer):
    suggestion = citizen.suggestion
    if accepted_first:
        suggestion.accept(by=triage_officer, now=NOW)
    suggestion.propose_decline(Declining.NOT_OURS, "說明", by=triage_officer, now=NOW)
    if accepted_first:
        suggestion.assign(unit, by=triage_officer, now=NOW)
    else:
        suggestion.accept(by=triage_officer, now=NOW)
    kept = fresh(suggestion)
    assert (kept.decline_reason, kept.decline_note, kept.decline_proposed_by) == ("", "", None)


def test_the_citizen_objects_to_a_refusal_and_it_is_looked_at_again():
    suggestion = factories.make_suggestion(stage=Stage.DECLINED)
    suggestion.object("路口歸交警管。", now=at("2020-12-03 20:00"))
    again, event = fresh(suggestion), last(suggestion)
    assert (again.stage, again.objected_at, again.decline_reason) == (Stage.RECEIVED, at("2020-12-03 20:00"), "")
    assert (event.actor, event.by, event.note, event.remark) == ("citizen", None, "", "路口歸交警管。")


def test_a_second_refusal_is_final():
    suggestion = factories.make_suggestion(stage=Stage.DECLINED)
    suggestion.object("路口歸交警管。", now=NOW)
    factories.decline(suggestion)
    assert refusal(suggestion.object, "還是歸交警管。", now=NOW) == "每件建議可以提出一次異議，這件已經提出過了。"
    assert [verb for verb, _, _ in steps(suggestion)] == [
        "receive", "propose_decline", "decline", "object", "propose_decline", "decline",
    ]  # fmt: skip


def test_a_refusal_waits_for_those_merged_into_it(triage_officer, second_triage_officer):
    main = factories.make_suggestion()
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    main.propose_decline(Declining.NOT_OURS, "", by=triage_officer, now=NOW)
    assert (
        refusal(main.decline, by=second_triage_officer, now=NOW)
        == "已有別的建議併入這一件，請先撤銷那些併案，再決定是否受理。"
    )
    merged.unmerge(by=triage_officer, now=NOW)
    fresh(main).decline(by=second_triage_officer, now=NOW)
    assert (fresh(main).stage, fresh(merged).stage) == (Stage.DECLINED, Stage.RECEIVED)


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.REPLIED])
def test_the_citizen_withdraws_and_the_text_leaves_the_public(stage, triage_officer):
    suggestion = factories.make_suggestion(stage=stage, has_consent=True)
    suggestion.release("標題", "內容", by=triage_officer, now=NOW)
    suggestion.withdraw(now=NOW)
    gone = fresh(suggestion)
    assert (gone.stage, gone.public_title, gone.public_body) == (Stage.WITHDRAWN, "", "")
    assert steps(gone)[-1] == ("withdraw", stage, "withdrawn")


def test_withdrawn_it_keeps_its_number(citizen):
    citizen.suggestion.withdraw(now=NOW)
    assert fresh(citizen.suggestion).number == citizen.number


def test_another_field_brings_its_own_limit_counted_from_receipt(citizen, triage_officer):
    field = factories.make_category(name="戶政管理", reply_days=5)
    citizen.suggestion.recategorise(field, by=triage_officer, now=at("2020-12-04 10:00"))
    moved = fresh(citizen.suggestion)
    assert (moved.category, moved.reply_days, f"{moved.due_on}") == (field, 5, "2020-12-08")
    assert last(moved).details == {"from": "", "to": "戶政管理"}


def test_a_status_moves_within_its_stage(citizen, triage_officer):
    waiting = factories.make_status(stage=Stage.RECEIVED, name="待補充", order=99)
    citizen.suggestion.set_status(waiting, by=triage_officer, now=NOW)
    moved = fresh(citizen.suggestion)
    assert (moved.stage, moved.status) == (Stage.RECEIVED, waiting)
    assert last(moved).status == waiting


def test_a_status_of_another_stage_is_refused(citizen, triage_officer):
    closed = factories.make_status(stage=Stage.CLOSED, name="圓滿辦結")
    assert (
        refusal(citizen.suggestion.set_status, closed, by=triage_officer, now=NOW)
        == "只能改成同一階段的狀態；換階段請用相應的辦理動作。"
    )
    assert fresh(citizen.suggestion).stage == Stage.RECEIVED
