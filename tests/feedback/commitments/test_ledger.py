"""What the ledger says of promises: each change, with the words; that of a hidden answer is shown to nobody."""

from datetime import date

import pytest

from feedback.commitments import verbs
from feedback.commitments.models import Commitment, CommitmentChange
from feedback.commitments.rules import State
from feedback.models import Reply
from tests import ledger
from tests.factories import NOW
from tests.feedback.commitments.conftest import IN_REPLY, IN_REPORT

pytestmark = pytest.mark.django_db


def test_from_its_confirmation_to_its_end(promise, handler, supervisor, second):
    row = promise()
    verbs.move(row, State.LIMITED, reason="已經開工。", by=handler, now=NOW)
    verbs.reschedule(row, date(2021, 9, 30), reason="天氣原因。", by=handler, now=NOW)
    verbs.propose_end(row, State.COMPLETE, reason="全部完成。", by=handler, now=NOW)
    verbs.decide_end(row, is_agreed=True, seen=row.end_proposals.get().pk, by=supervisor, now=NOW)

    assert ledger.kinds("commitment/") == ledger.shown("commitment/") == [
        "commitment_confirmed", "commitment_moved", "commitment_rescheduled", "commitment_moved",
    ]  # fmt: skip
    assert [(one["state"], one["day"], one["reason"]) for one in ledger.opened("commitment/")] == [
        ("not_started", "2021-06-30", ""), ("limited", "2021-06-30", "已經開工。"),
        ("limited", "2021-09-30", "天氣原因。"), ("complete", "2021-09-30", "全部完成。"),
    ]  # fmt: skip
    assert {one["sentence"] for one in ledger.opened("commitment/")} == {IN_REPORT}
    assert ledger.differing("commitment/") == []


def test_what_is_proposed_is_not_said(promise):
    promise(is_confirmed=False)
    assert ledger.kinds("commitment/") == []


def test_that_of_a_hidden_answer_is_shown_to_nobody(answered, promise):
    reply = Reply.objects.get(suggestion=answered(is_released=False))
    promise(sentence=IN_REPLY, reply=reply)
    assert (ledger.kinds("commitment/"), ledger.shown("commitment/")) == (["commitment_confirmed"], [])


@pytest.mark.parametrize("change", [{"first_promised_on": date(2021, 12, 31)}, {"sentence": IN_REPORT[:-1]}])
def test_what_is_changed_behind_it_is_seen(promise, change):
    promise()
    Commitment.objects.update(**change)
    assert ledger.differing("commitment/") == ["commitment_confirmed"]


def test_what_was_there_before_is_stated_once(promise, handler):
    verbs.move(promise(), State.LIMITED, by=handler, now=NOW)
    ledger.forget()
    assert ledger.state(NOW, "commitment/") == ["standing_commitment"] * CommitmentChange.objects.count()
    assert (ledger.differing("commitment/"), ledger.state(NOW)) == ([], [])


def test_another_unit_answers_for_it(promise, supervisor, other_unit):
    verbs.pass_on(promise(), other_unit, reason="職責調整。", by=supervisor, now=NOW)
    assert [one["unit"] for one in ledger.opened("commitment/")][1] == other_unit.code
    assert ledger.kinds("commitment/") == ["commitment_confirmed", "commitment_passed_on"]
