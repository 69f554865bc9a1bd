"""The postman hands over what is due, and nothing that goes wrong with one notice holds up another."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from feedback.notices import additions, letters, outbox, postman
from feedback.notices.models import Notice
from feedback.notices.postman import Closed, Postman, Watch
from feedback.rules.notices import State, Why
from portal.post.letters import Letter
from portal.post.mail import Mail
from portal.post.outcome import accepted, later
from tests.factories import NOW, make_notice, receive

pytestmark = pytest.mark.django_db


class Sender:
    """Does what it is told with each letter, one after the other, and notes them."""

    def __init__(self, *doings):
        self.doings, self.sent, self.closed = list(doings), [], 0

    def send(self, message, handing):
        self.sent.append(message)
        return self.doings.pop(0)(handing) if self.doings else taken(handing)

    def close(self):
        self.closed += 1


def taken(handing):
    handing()
    return accepted("250")


def written(notices, now):
    return Letter("wang@example.com", "通知", "已答覆", "", {}, notices[0].message_id)


@pytest.fixture(autouse=True)
def _written(monkeypatch):
    monkeypatch.setattr(letters, "compose", written, raising=False)


@pytest.fixture
def notices():
    suggestion = receive()
    return [make_notice(suggestion=suggestion, due_at=NOW + timedelta(seconds=number)) for number in range(3)]


def turns(worker, count, now=NOW + timedelta(minutes=1)):
    return [worker.turn(now) for _ in range(count)]


def states():
    return [*Notice.objects.order_by("due_at", "pk").values_list("state", "why", "answer")]


SENT = (State.SENT, "", "250")


def test_everything_due_is_handed_over(notices):
    sender = Sender()

    found = turns(Postman("mail", sender), 4)

    assert (found, states(), len(sender.sent)) == ([True, True, True, False], [SENT] * 3, 3)


def test_one_that_cannot_be_sent_or_written_holds_up_no_other(notices, monkeypatch, caplog):
    doings = iter([letters.NotSendable(Why.NO_ADDRESS), ValueError("a fault")])

    def compose(group, now):
        for error in doings:
            raise error
        return written(group, now)

    monkeypatch.setattr(letters, "compose", compose, raising=False)

    turns(Postman("mail", Sender()), 3)

    assert states() == [(State.FAILED, Why.NO_ADDRESS, ""), SENT, (State.WAITING, "", "ValueError")]


def test_a_fault_of_the_sender_is_known_by_how_far_it_came(notices, caplog):
    def before(handing):
        raise ZeroDivisionError

    def after(handing):
        handing()
        raise ZeroDivisionError

    turns(Postman("mail", Sender(before, after)), 3)

    assert states() == [(State.UNKNOWN, "", "ZeroDivisionError"), SENT, (State.WAITING, "", "ZeroDivisionError")]


def test_what_was_taken_back_is_not_handed_over(notices):
    def held_up(handing):
        Notice.objects.update(held_by="another")
        return taken(handing)

    found = turns(Postman("mail", Sender(held_up)), 1)

    assert (found, states()[0]) == ([True], (State.CLAIMED, "", ""))


def test_what_could_not_be_recorded_is_recorded_before_anything_else(notices, monkeypatch):
    worker, recorded = Postman("mail", Sender()), outbox.record

    def away(*arguments):
        monkeypatch.setattr(outbox, "record", recorded)
        raise OperationalError

    monkeypatch.setattr(outbox, "record", away)
    with pytest.raises(OperationalError):
        worker.turn(NOW + timedelta(minutes=1))
    while_away = states()[0]
    turns(worker, 1)

    assert (while_away, states()[:2]) == ((State.HANDING, "", ""), [SENT, SENT])


def test_told_to_stop_it_gives_back_what_it_just_took(notices):
    worker, sender = Postman("mail", Sender()), Sender()
    worker.stopped.set()

    turns(worker, 1)

    assert (states(), sender.sent) == ([(State.WAITING, "", "")] * 3, [])


def test_what_is_tried_later_comes_after_what_never_was(notices):
    sender = Sender(lambda handing: later("connection"))

    turns(Postman("mail", sender), 3)

    assert states() == [SENT, SENT, (State.WAITING, "", "connection")]


def test_the_connection_is_let_go_when_nothing_is_due():
    sender = Sender()

    Postman("mail", sender).rest()

    assert sender.closed == 1


def test_it_hands_over_by_the_backend_of_the_settings(notices, mailoutbox):
    turns(Postman("mail", Mail()), 3)

    assert ([*map(len, states())], [mail.to for mail in mailoutbox]) == ([3, 3, 3], [["wang@example.com"]] * 3)


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def watching(settings):
    settings.NOTICE_HELD_SECONDS = 60
    clock = Clock()
    watch = Watch("mail", clock)

    def look(seconds):
        clock.now += seconds
        watch.look(NOW)

    return look


def test_a_hold_ends_only_after_it_was_watched_for_so_long(notices, watching):
    outbox.claim("mail", "dead", NOW)
    handed = outbox.claim("mail", "dead too", NOW + timedelta(seconds=1))
    outbox.handing(handed)
    found = []

    for seconds in (0, 59, 3, 5):
        watching(seconds)
        found.append([state for state, _why, _answer in states()])

    held = [State.CLAIMED, State.HANDING, State.WAITING]
    assert found[:2] == [held, held]
    assert states() == [
        (State.UNKNOWN, "", "lost"), (State.WAITING, "", ""), (State.WAITING, "", "lost"),
    ]  # fmt: skip


def test_a_hold_that_goes_on_to_the_next_step_is_watched_anew(notices, watching):
    claimed = outbox.claim("mail", "alive", NOW)
    watching(0)
    watching(50)
    outbox.handing(claimed)
    watching(50)

    assert states()[0] == (State.HANDING, "", "")


def test_a_channel_that_is_switched_off_leaves_nothing_open(notices, settings):
    settings.NOTICE_CHANNELS = ()
    settings.NOTICE_HELD_SECONDS = 0
    outbox.claim("mail", "dead", NOW)
    outbox.handing(outbox.claim("mail", "dead too", NOW + timedelta(seconds=1)))

    closed = [each for each in additions.postmen() if isinstance(each, Closed)]
    for each in closed:
        turns(each, 1, NOW + timedelta(minutes=1))
        turns(each, 1, NOW + timedelta(days=2))

    assert (len(closed), states()) == (2, [
        (State.UNKNOWN, "", "lost"), (State.FAILED, Why.NO_CHANNEL, ""), (State.FAILED, Why.NO_CHANNEL, "lost"),
    ])  # fmt: skip


def test_it_looks_now_and_then_only(watching, django_assert_num_queries):
    watching(0)

    with django_assert_num_queries(0):
        watching(postman.LOOK_EVERY - 1)
