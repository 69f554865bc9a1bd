"""The close: two people, two parts, once the phase is over; what is left of votes is answers that stand alone."""

from collections import Counter
from datetime import timedelta

import pytest

from feedback.ballots import closing
from feedback.ballots.models import Answer, Ballot, Code, Slot
from feedback.ballots.sealed import parts_of_key, sealing
from feedback.rules.roles import Role
from feedback.rules.workflow import Refused
from portal.tables.staff import StaffRecord
from tests import factories
from tests.feedback.ballots.conftest import AFTER, VOTING


@pytest.fixture
def supervisor(db):
    return factories.make_user(username="a-supervisor", roles=[Role.SUPERVISOR])


@pytest.fixture
def voted(opened):
    opened.cast(1, 1, 2, None)
    opened.cast(3, 1, 5, 4)
    return opened


def closed(voted, first, second, *, parts=(0, 2), now=AFTER):
    texts = [voted.parts[place] for place in parts]
    return closing.close(voted.ballot, texts, by=first, confirmed_by=second, now=now)


def test_the_answers_are_those_that_were_given(voted, administrator, supervisor):
    closed(voted, administrator, supervisor)
    rows = Answer.objects.order_by().values_list("question__order", "option__order")
    assert Counter(rows) == Counter({(1, 1): 2, (2, 2): 1, (2, 5): 1, (3, None): 1, (3, 4): 1})


def test_who_voted_is_known_and_no_slot_code_or_part_is_left(voted, administrator, supervisor):
    before = {*Code.objects.values_list("pk", flat=True)}
    closed(voted, administrator, supervisor)
    ballot = voted.fresh()
    assert [
        {*Code.objects.values_list("representative__number", "is_used", "digest")},
        before & {*Code.objects.values_list("pk", flat=True)},
        Slot.objects.count(),
        (ballot.state, ballot.invited, ballot.codes_used, ballot.cast, ballot.unreadable, ballot.first_part),
        (ballot.closed_by, ballot.confirmed_by, ballot.closed_at, ballot.compacted_at),
    ] == [
        {(1, True, None), (2, False, None), (3, True, None)},
        set(),
        0,
        (Ballot.State.CLOSED, 3, 2, 2, 0, ""),
        (administrator, supervisor, AFTER, None),
    ]


def test_a_vote_that_cannot_be_read_is_counted_and_told(voted, administrator, supervisor):
    Slot.objects.filter(is_filled=False).update(sealed=sealing.blank(3), is_filled=True)
    closed(voted, administrator, supervisor)
    ballot = voted.fresh()
    assert (ballot.cast, ballot.unreadable, Answer.objects.count()) == (3, 1, 6)


def test_a_vote_for_an_option_that_is_not_there_cannot_be_read(voted, administrator, supervisor):
    key = bytes.fromhex(voted.ballot.public_key)
    sealed = sealing.seal([1, 6, 1], key, voted.ballot.questions_digest)
    Slot.objects.filter(is_filled=False).update(sealed=sealed, is_filled=True)
    closed(voted, administrator, supervisor)
    assert voted.fresh().unreadable == 1


def assert_nothing_changed(voted):
    assert [
        voted.fresh().state, Slot.objects.filter(is_filled=True).count(), Answer.objects.count(),
        Code.objects.filter(digest=None).count(),
    ] == [Ballot.State.OPENED, 2, 0, 0]  # fmt: skip


def test_before_the_end_of_the_phase_nobody_counts(voted, administrator, supervisor):
    with pytest.raises(Refused, match="過了這一天才能計票"):
        closed(voted, administrator, supervisor, now=factories.at("2021-01-15 23:59"))
    assert_nothing_changed(voted)


def test_one_person_alone_does_not_count(voted, administrator):
    with pytest.raises(Refused, match="兩個人"):
        closed(voted, administrator, administrator)
    assert_nothing_changed(voted)


def test_one_part_twice_does_not_count(voted, administrator, supervisor):
    with pytest.raises(Refused, match="同一份"):
        closed(voted, administrator, supervisor, parts=(1, 1))
    assert_nothing_changed(voted)


def test_parts_of_another_key_are_refused(voted, administrator, supervisor):
    private, public = sealing.new_key()
    stranger = parts_of_key.written(parts_of_key.split(private, public)[1])
    with pytest.raises(Refused, match="不是這次代表評議的"):
        closing.close(voted.ballot, [voted.parts[0], stranger], by=administrator, confirmed_by=supervisor, now=AFTER)
    assert_nothing_changed(voted)


def test_parts_that_make_no_key_together_are_refused(voted, administrator, supervisor):
    public = bytes.fromhex(voted.ballot.public_key)
    forged = parts_of_key.written(parts_of_key.split(bytes(32), public)[1])
    with pytest.raises(Refused, match="合不成"):
        closing.close(voted.ballot, [voted.parts[0], forged], by=administrator, confirmed_by=supervisor, now=AFTER)
    assert_nothing_changed(voted)


def test_it_is_counted_once(voted, administrator, supervisor):
    closed(voted, administrator, supervisor)
    with pytest.raises(Refused, match="已經計過票"):
        closed(voted, administrator, supervisor)


def test_after_the_close_no_vote_is_taken(voted, administrator, supervisor):
    closed(voted, administrator, supervisor)
    with pytest.raises(Refused, match="投票已經結束"):
        voted.cast(2, 1, 1, 1, now=VOTING)


def test_a_first_part_waits_for_another_person(voted, administrator, supervisor):
    first = closing.type_part(voted.ballot, voted.parts[1], by=administrator, now=AFTER)
    again = closing.type_part(voted.ballot, voted.parts[0], by=administrator, now=AFTER)
    second = closing.type_part(voted.ballot, voted.parts[2], by=supervisor, now=AFTER + timedelta(minutes=59))
    ballot = voted.fresh()
    assert [first, again, second, (ballot.closed_by, ballot.confirmed_by)] == [
        False, False, True, (administrator, supervisor),
    ]  # fmt: skip


def test_a_first_part_of_an_hour_ago_has_to_be_typed_again(voted, administrator, supervisor):
    closing.type_part(voted.ballot, voted.parts[1], by=administrator, now=AFTER)
    is_closed = closing.type_part(voted.ballot, voted.parts[2], by=supervisor, now=AFTER + timedelta(hours=1))
    assert (is_closed, voted.fresh().first_part_by) == (False, supervisor)


def test_no_record_of_the_staff_holds_a_part_or_a_code(voted, administrator, supervisor):
    closing.type_part(voted.ballot, voted.parts[1], by=administrator, now=AFTER)
    closing.type_part(voted.ballot, voted.parts[2], by=supervisor, now=AFTER)
    told = "".join(StaffRecord.objects.values_list("object_repr", flat=True))
    secrets = [*voted.parts, *voted.codes.values(), *(part.split()[0] for part in voted.parts)]
    assert [secret for secret in secrets if secret in told] == []
