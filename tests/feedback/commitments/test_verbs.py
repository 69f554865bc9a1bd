"""Marked by one, confirmed by another, moved by its unit, ended by two, put off for a public reason."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from feedback.commitments import verbs
from feedback.commitments.models import Commitment, CommitmentChange
from feedback.rules.commitments import State
from feedback.rules.roles import Role
from feedback.rules.workflow import Refused, Stage
from portal.tables.staff import StaffRecord
from tests import factories
from tests.factories import NOW
from tests.feedback.commitments.conftest import DAY, IN_REPLY, IN_REPORT

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

LATER = date(2021, 9, 30)


def refusal(act, *given, **named):
    with pytest.raises(Refused) as refused:
        act(*given, **named)
    return str(refused.value.reason)


def changes(commitment):
    fields = ("kind", "state", "promised_on", "by__username", "second_by__username", "reason")
    return list(commitment.changes.in_order().values_list(*fields))


def test_marked_by_one_it_is_a_promise_once_another_confirms(section, unit, handler, supervisor):
    marked = verbs.propose(IN_REPORT, section=section, title="新增泊位", by=handler, now=NOW)
    before = Commitment.objects.public().count()

    verbs.confirm(marked, title="新增停車泊位2000個", unit=unit, promised_on=DAY, by=supervisor, now=NOW)
    marked.refresh_from_db()

    assert (before, list(Commitment.objects.public())) == (0, [marked])
    assert (marked.title, marked.unit, marked.promised_on, marked.first_promised_on, marked.confirmed_by) == (
        "新增停車泊位2000個", unit, DAY, DAY, supervisor,
    )  # fmt: skip
    assert changes(marked) == [("confirmed", State.NOT_STARTED, DAY, "supervisor", None, "")]
    assert [row.object_repr for row in StaffRecord.objects.order_by("pk")][-2:] == [
        "提出承諾「新增泊位」", "確認承諾「新增停車泊位2000個」",
    ]  # fmt: skip


def test_a_sentence_is_marked_once_and_only_where_it_stands(section, handler, promise):
    promise(is_confirmed=False)
    told = [
        refusal(verbs.propose, sentence, section=section, title="泊位", by=handler, now=NOW)
        for sentence in (IN_REPORT, "新增泊位9000個。")
    ]
    assert told == ["這一句已經提出過。", "原文裡已經沒有這一句，請重新查找。"]


def test_who_has_no_part_in_it_marks_and_confirms_nothing(section, unit, handler, triage_officer, promise):
    marked = promise(is_confirmed=False)
    given = {"title": "泊位", "unit": unit, "promised_on": DAY, "now": NOW}
    told = [
        refusal(verbs.propose, "三季度前改造路口30處。", section=section, title="路口", by=triage_officer, now=NOW),
        refusal(verbs.confirm, marked, **given, by=handler),
    ]
    assert told == ["您的崗位沒有這一項權限。"] * 2


def test_a_reply_of_another_unit_is_not_marked(answered, other_handler):
    reply = answered().replies.get()
    told = refusal(verbs.propose, IN_REPLY, reply=reply, title="提示牌", by=other_handler, now=NOW)
    assert (told, Commitment.objects.count()) == ("您的崗位沒有這一項權限。", 0)


def test_in_a_draft_it_waits_for_the_reply_and_goes_with_its_words(unit, handler, reviewer, supervisor):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    factories.draft(suggestion, body=IN_REPLY)
    reply = suggestion.replies.get()
    marked = verbs.propose(IN_REPLY, reply=reply, title="提示牌", by=handler, now=NOW)
    given = {"title": "提示牌", "unit": unit, "promised_on": DAY, "by": supervisor, "now": NOW}

    early = refusal(verbs.confirm, marked, **given)
    factories.draft(suggestion, body="已經裝好。")
    suggestion.approve_reply(by=reviewer, now=NOW)
    gone = refusal(verbs.confirm, marked, **given)

    assert (early, gone) == ("答覆審核以後才能確認其中的承諾。", "原文裡已經沒有這一句，請重新查找。")


def test_it_is_dropped_by_who_marked_it_or_confirms_while_it_is_no_promise(promise, handler, reviewer, supervisor):
    marked = promise(is_confirmed=False)
    stranger = refusal(verbs.drop, marked, by=reviewer, now=NOW)
    verbs.drop(marked, by=handler, now=NOW)
    again = refusal(verbs.drop, marked, by=supervisor, now=NOW)
    public = refusal(verbs.drop, promise(), by=supervisor, now=NOW)
    assert (stranger, again, public) == (
        "您的崗位沒有這一項權限。", "這一句已經不在待確認之列。", "承諾已經公開，不能刪除；做不到的，請提請撤回。",
    )  # fmt: skip


def test_its_unit_says_how_far_it_is_with_evidence(promise, handler, section):
    commitment = promise()
    verbs.move(commitment, State.LIMITED, reason="已經動工。", evidence="https://example.cn/a", by=handler, now=NOW)
    verbs.move(commitment, State.SUBSTANTIAL, section=section, by=handler, now=NOW)
    commitment.refresh_from_db()
    assert (commitment.state, changes(commitment)[1:]) == (
        State.SUBSTANTIAL,
        [
            ("moved", State.LIMITED, DAY, handler.username, None, "已經動工。"),
            ("moved", State.SUBSTANTIAL, DAY, handler.username, None, ""),
        ],
    )
    assert list(commitment.changes.in_order().values_list("evidence", "section")) == [
        ("", None), ("https://example.cn/a", None), ("", section.pk),
    ]  # fmt: skip


def test_another_unit_moves_nothing_and_nobody_moves_what_is_no_promise(promise, handler, other_handler):
    told = [refusal(verbs.move, promise(), State.LIMITED, by=other_handler, now=NOW)]
    marked = promise(sentence="三季度前改造路口30處。", is_confirmed=False)
    told.append(refusal(verbs.move, marked, State.LIMITED, by=handler, now=NOW))
    assert told == ["這項承諾由別的單位負責，或者您的崗位沒有這一項權限。", "這項承諾還沒有確認。"]


@pytest.mark.parametrize("state", [State.COMPLETE, State.WITHDRAWN])
def test_it_ends_by_two_people(promise, handler, reviewer, state):
    commitment = promise()
    alone = refusal(verbs.move, commitment, state, by=handler, now=NOW)
    seen = verbs.propose_end(commitment, state, reason="全部做完。", by=handler, now=NOW).pk
    commitment.refresh_from_db()
    before = commitment.state
    own = refusal(verbs.decide_end, commitment, is_agreed=True, seen=seen, by=handler, now=NOW)
    meanwhile = refusal(verbs.move, commitment, State.LIMITED, by=handler, now=NOW)

    verbs.decide_end(commitment, is_agreed=True, seen=seen, by=reviewer, now=NOW)
    commitment.refresh_from_db()

    assert (alone, own, meanwhile) == (
        f"改為「{state.label}」要由兩個人決定，請提請。", "這是您提請的，請由另一位同事確認。",
        "有一項提請還沒有確認，請先確認或者不同意。",
    )  # fmt: skip
    assert (before, commitment.state, commitment.is_late(LATER)) == (State.NOT_STARTED, state, False)
    assert changes(commitment)[1:] == [("moved", state, DAY, handler.username, reviewer.username, "全部做完。")]


def test_an_end_that_is_refused_changes_nothing_and_may_be_proposed_again(promise, handler, second, other_handler):
    commitment = promise()
    seen = verbs.propose_end(commitment, State.COMPLETE, reason="做完了。", by=handler, now=NOW).pk
    stranger = refusal(verbs.decide_end, commitment, is_agreed=False, seen=seen, by=other_handler, now=NOW)
    verbs.decide_end(commitment, is_agreed=False, seen=seen, by=second, now=NOW)
    none = refusal(verbs.decide_end, commitment, is_agreed=True, seen=seen, by=second, now=NOW)
    verbs.propose_end(commitment, State.WITHDRAWN, reason="做不成。", by=handler, now=NOW)
    another = refusal(verbs.decide_end, commitment, is_agreed=True, seen=seen, by=second, now=NOW)
    commitment.refresh_from_db()
    assert (stranger, none, another, commitment.state, len(changes(commitment))) == (
        "您的崗位沒有這一項權限。", "沒有待確認的提請。", "提請剛剛換過，請看過再決定。", State.NOT_STARTED, 1,
    )  # fmt: skip


def test_an_end_is_taken_back_by_two_people_too(promise, handler, second):
    commitment = promise()
    for state in (State.COMPLETE, State.LIMITED):
        seen = verbs.propose_end(commitment, state, reason="核對過。", by=handler, now=NOW).pk
        verbs.decide_end(commitment, is_agreed=True, seen=seen, by=second, now=NOW)
    commitment.refresh_from_db()
    assert commitment.state == State.LIMITED


def test_a_day_that_was_put_off_stays_told_for_ever(promise, handler):
    commitment = promise()
    verbs.reschedule(commitment, LATER, reason="雨季停工。", by=handler, now=NOW)
    verbs.reschedule(commitment, DAY, reason="趕上進度。", by=handler, now=NOW)
    commitment.refresh_from_db()
    assert (commitment.promised_on, commitment.first_promised_on, commitment.has_slipped) == (DAY, DAY, True)
    assert [change[0] for change in changes(commitment)] == ["confirmed", "rescheduled", "rescheduled"]


def test_a_day_that_comes_earlier_did_not_slip(promise, handler):
    commitment = promise()
    verbs.reschedule(commitment, date(2021, 3, 31), reason="提前開工。", by=handler, now=NOW)
    commitment.refresh_from_db()
    assert commitment.has_slipped is False


def test_a_supervisor_gives_it_to_another_unit(promise, handler, other_unit, other_handler, supervisor):
    commitment = promise()
    own = refusal(verbs.pass_on, commitment, other_unit, reason="職責調整。", by=handler, now=NOW)
    verbs.pass_on(commitment, other_unit, reason="職責調整。", by=supervisor, now=NOW)
    verbs.move(commitment, State.LIMITED, by=other_handler, now=NOW)
    assert (own, [change.unit for change in commitment.changes.in_order()][1:]) == (
        "您的崗位沒有這一項權限。", [other_unit, other_unit],
    )  # fmt: skip


def test_changes_are_only_added_to(promise):
    change = promise().changes.get()
    told = [refusal(change.save), refusal(change.delete), refusal(CommitmentChange.objects.all().delete)]
    assert told == ["承諾的變動只增不改。", "承諾的變動只增不刪。", "承諾的變動只增不刪。"]


def test_the_database_refuses_an_end_by_one_person(promise, handler, unit):
    row = CommitmentChange(
        commitment=promise(), kind="moved", at=NOW, by=handler, state=State.COMPLETE, promised_on=DAY, unit=unit
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_who_sees_what_at_the_desk(promise, section, handler, other_handler, supervisor, unit):
    hidden = promise(sentence="三季度前改造路口30處。", is_confirmed=False)
    public = promise()
    leader = factories.make_user(username="a-leader", roles=[Role.LEADER])
    seen = [set(Commitment.objects.visible_to(one)) for one in (handler, other_handler, supervisor, leader)]
    assert seen == [{hidden, public}, {public}, {hidden, public}, {hidden, public}]
