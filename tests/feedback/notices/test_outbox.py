"""A notice on its way out changes hands by conditional updates, and ends once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from feedback.notices import outbox
from feedback.notices.models import Notice
from feedback.rules.notices import State, Why
from portal.post.outcome import accepted, later, refused, unknown
from tests.factories import NOW, at, make_notice, make_user, receive

pytestmark = pytest.mark.django_db

SOON = NOW + timedelta(minutes=1)


@pytest.fixture
def suggestion():
    return receive()


@pytest.fixture
def notice(suggestion):
    return make_notice(suggestion=suggestion)


@pytest.fixture
def claimed(notice):
    return outbox.claim("mail", "first", SOON)


def standing(notice):
    notice.refresh_from_db()
    return notice.state, notice.held_by, notice.tries, notice.why, notice.answer


def test_the_one_due_longest_is_claimed_first_and_once(suggestion):
    late = make_notice(suggestion=suggestion, due_at=NOW - timedelta(hours=1))
    make_notice(suggestion=suggestion, due_at=NOW + timedelta(hours=1))
    make_notice(suggestion=suggestion, channel="sms")
    prompt = make_notice(suggestion=suggestion)

    found = [outbox.claim("mail", holder, SOON) for holder in ("a", "b", "c")]

    assert [[(one.pk, one.held_by) for one in group] for group in found] == [[(late.pk, "a")], [(prompt.pk, "b")], []]


def test_a_message_id_outlives_its_tries_and_is_of_one_notice(suggestion):
    make_notice(suggestion=suggestion)
    [first] = outbox.claim("mail", "a", SOON)
    outbox.record([first], later("connection"), SOON)
    make_notice(suggestion=suggestion)
    [other] = outbox.claim("mail", "b", SOON)
    [again] = outbox.claim("mail", "c", SOON + timedelta(minutes=5))

    name, _, host = first.message_id[1:-1].partition("@")
    assert (len(name), host, again.message_id == first.message_id, other.message_id == first.message_id) == (
        32, "127.0.0.1", True, False,
    )  # fmt: skip


def test_an_idempotency_key_has_no_brackets(suggestion):
    make_notice(suggestion=suggestion, channel="sms")

    [notice] = outbox.claim("sms", "a", SOON)

    assert (len(notice.message_id), notice.message_id.isalnum()) == (32, True)


def test_a_digest_waits_for_its_group_and_goes_out_as_one(suggestion, handler):
    rows = [make_notice(staff=handler, is_for_digest=True, kind=kind) for kind in ("to_unit", "card")]
    before = outbox.claim("mail", "a", SOON)
    sent = [outbox.send_together(rows, SOON) for _ in range(2)]

    found = outbox.claim("mail", "a", SOON)

    assert (before, sent, found, outbox.claim("mail", "b", SOON)) == ([], [2, 0], rows, [])
    assert len({notice.message_id for notice in found}) == 1


def test_an_empty_digest_is_not_sent():
    assert outbox.send_together([], NOW) == 0


def test_whoever_no_longer_holds_it_hands_nothing_over(claimed):
    Notice.objects.update(held_by="second")

    with pytest.raises(outbox.NotHeld):
        outbox.handing(claimed)

    assert standing(claimed[0]) == (State.CLAIMED, "second", 0, "", "")


def test_part_of_a_digest_that_is_gone_holds_all_of_it_back(handler):
    rows = [make_notice(staff=handler, is_for_digest=True, kind=kind) for kind in ("to_unit", "card")]
    outbox.send_together(rows, NOW)
    claimed = outbox.claim("mail", "first", SOON)
    Notice.objects.filter(pk=rows[0].pk).update(held_by="second")

    with pytest.raises(outbox.NotHeld):
        outbox.handing(claimed)

    assert {*Notice.objects.values_list("state", flat=True)} == {State.CLAIMED}


@pytest.mark.parametrize(
    ("outcome", "expected", "is_over"),
    [
        (accepted(250), (State.SENT, "", 1, "", "250"), True),
        (refused(550), (State.FAILED, "", 1, Why.REFUSED, "550"), True),
        (unknown("connection"), (State.UNKNOWN, "", 1, "", "connection"), True),
        (later(451), (State.WAITING, "", 1, "", "451"), False),
    ],
)
def test_what_became_of_it_is_recorded(claimed, outcome, expected, is_over):
    outbox.handing(claimed)

    outbox.record(claimed, outcome, SOON)

    [notice] = claimed
    found = standing(notice)
    assert (found, notice.ended_at, notice.due_at) == (
        (expected, SOON, NOW) if is_over else (expected, None, SOON + timedelta(minutes=1))
    )


def test_what_was_taken_back_in_the_meantime_is_not_recorded(claimed):
    outbox.handing(claimed)
    outbox.take_back(Notice.objects.get(), SOON)

    assert (outbox.record(claimed, accepted(), SOON), standing(claimed[0])) == (0, (State.UNKNOWN, "", 1, "", "lost"))


def test_after_a_day_of_tries_it_is_given_up(notice):
    now, tries = NOW, 0
    while outbox.claim("mail", "a", now):
        outbox.record([Notice.objects.get()], later("connection"), now)
        tries, now = tries + 1, now + timedelta(hours=3)

    assert (tries, standing(notice)) == (12, (State.FAILED, "", 12, Why.GIVEN_UP, "connection"))


def test_an_sms_that_did_not_go_is_not_tried_again_at_night(suggestion):
    evening = at("2020-12-01 20:59")
    notice = make_notice(suggestion=suggestion, channel="sms", due_at=evening)
    outbox.record(outbox.claim("sms", "first", evening), later("busy"), evening)
    notice.refresh_from_db()
    assert (notice.state, notice.due_at) == (State.WAITING, at("2020-12-02 08:00"))


def test_what_waits_for_a_channel_that_is_no_more_is_given_up_after_a_day(suggestion):
    old, young, other = (
        make_notice(suggestion=suggestion, channel=channel, due_at=NOW - timedelta(hours=hours))
        for channel, hours in (("sms", 25), ("sms", 23), ("mail", 25))
    )
    assert outbox.give_up("sms", NOW) == 1
    assert [standing(one)[::3] for one in (old, young, other)] == [
        (State.FAILED, Why.NO_CHANNEL), (State.WAITING, ""), (State.WAITING, ""),
    ]  # fmt: skip


def test_what_has_no_address_fails_without_a_try(claimed):
    outbox.fail(claimed, Why.NO_ADDRESS, SOON)

    assert standing(claimed[0]) == (State.FAILED, "", 0, Why.NO_ADDRESS, "")


def test_a_claim_is_given_back_as_it_was(claimed):
    outbox.give_back(claimed)

    assert standing(claimed[0]) == (State.WAITING, "", 0, "", "")


def test_what_a_dead_worker_had_only_claimed_waits_again(claimed):
    outbox.take_back(Notice.objects.get(), SOON)

    assert (standing(claimed[0]), claimed[0].due_at) == (
        (State.WAITING, "", 1, "", "lost"), SOON + timedelta(minutes=1),
    )  # fmt: skip


def test_a_hold_that_changed_is_not_taken_back(claimed):
    seen = Notice.objects.get()
    Notice.objects.update(held_by="second")

    outbox.take_back(seen, SOON)

    assert standing(claimed[0]) == (State.CLAIMED, "second", 0, "", "")


@pytest.mark.parametrize("state", [State.FAILED, State.UNKNOWN])
def test_what_failed_or_is_unknown_is_sent_again_by_hand(suggestion, state):
    why = Why.REFUSED if state == State.FAILED else ""
    old = make_notice(suggestion=suggestion, state=state, ended_at=NOW, why=why, message_id="<1@x>", details={"n": 1})
    person = make_user(username="again")

    new = outbox.send_again(old, by=person, now=SOON)

    assert (new.again_of, new.again_by, new.citizen, new.kind, new.channel, new.details, new.state, new.message_id) == (
        old, person, suggestion, "replied", "mail", {"n": 1}, State.WAITING, "",
    )  # fmt: skip


@pytest.mark.parametrize("state", [State.WAITING, State.CLAIMED, State.HANDING, State.SENT])
def test_what_waits_or_was_sent_is_not_sent_again(suggestion, state):
    notice = make_notice(suggestion=suggestion, state=state, ended_at=NOW if state == State.SENT else None)

    with pytest.raises(outbox.NotAgain):
        outbox.send_again(notice, by=User(), now=SOON)

    assert Notice.objects.count() == 1


def test_nothing_is_sent_again_twice(suggestion):
    old = make_notice(suggestion=suggestion, state=State.UNKNOWN, ended_at=NOW)
    person = make_user(username="again")
    outbox.send_again(old, by=person, now=SOON)

    with pytest.raises(outbox.NotAgain):
        outbox.send_again(old, by=person, now=SOON)

    assert Notice.objects.count() == 2


def test_a_letter_that_came_back_is_marked_once_and_stays_sent(suggestion):
    notice = make_notice(suggestion=suggestion, state=State.SENT, ended_at=NOW, message_id="<1@x>")
    make_notice(suggestion=suggestion)

    found = [outbox.bounced(name, SOON) for name in ("<1@x>", "<1@x>", "<2@x>", "")]

    notice.refresh_from_db()
    assert (found, notice.state, notice.bounced_at) == ([1, 0, 0, 0], State.SENT, SOON)


def test_only_what_waits_is_dropped(suggestion):
    make_notice(suggestion=suggestion)
    kept = make_notice(suggestion=suggestion)
    Notice.objects.filter(pk=kept.pk).update(state=State.CLAIMED)

    dropped = Notice.objects.all().drop()

    assert (dropped, [*Notice.objects.all()]) == (1, [kept])
