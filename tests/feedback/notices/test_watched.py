"""The desk is told when notices do not leave the site."""

from datetime import timedelta

import pytest
import time_machine

from feedback.notices import watched
from feedback.rules.notices import State, Why
from portal.frame import WATCHED
from tests.factories import NOW, make_notice, receive

pytestmark = pytest.mark.django_db

LATE = NOW - timedelta(minutes=31)


@pytest.fixture
def told():
    with time_machine.travel(NOW, tick=False):
        yield watched.trouble


@pytest.fixture
def suggestion():
    return receive()


def test_it_is_watched():
    assert [watch.trouble for watch in WATCHED if watch.name == "notices"] == [watched.trouble]


def test_while_all_leaves_in_time_nothing_is_told(told, suggestion, handler):
    make_notice(suggestion=suggestion, due_at=NOW - timedelta(minutes=29))
    make_notice(staff=handler, due_at=LATE, is_for_digest=True)
    for _ in range(watched.MANY + 1):
        make_notice(suggestion=suggestion, due_at=LATE, state=State.SENT, ended_at=NOW)
        make_notice(suggestion=suggestion, state=State.FAILED, ended_at=NOW, why=Why.NO_ADDRESS)

    assert told() == ""


@pytest.mark.parametrize("digest", [{}, {"is_for_digest": True, "message_id": "<1@x>"}])
def test_one_that_is_late_is_told(told, suggestion, digest):
    make_notice(suggestion=suggestion, due_at=LATE, **digest)

    assert told() == "有通知到時半個多小時還沒有發出。請告知系統管理員。"


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"is_for_digest": True, "created_at": NOW - timedelta(days=2)}, False),
        ({"is_for_digest": True, "created_at": NOW - timedelta(days=2, minutes=31)}, True),
        ({"state": State.CLAIMED, "held_at": NOW - timedelta(minutes=29)}, False),
        ({"state": State.CLAIMED, "held_at": LATE}, True),
        ({"state": State.HANDING, "held_at": LATE}, True),
    ],
)
def test_what_nobody_gathers_and_what_a_dead_worker_holds_is_told(told, handler, fields, is_told):
    make_notice(staff=handler, due_at=NOW - timedelta(days=3), **fields)

    assert bool(told()) == is_told


def test_many_that_did_not_arrive_are_told(told, suggestion):
    for number in range(watched.MANY + 2):
        is_failed = number < watched.MANY
        make_notice(
            suggestion=suggestion, ended_at=NOW - timedelta(hours=23),
            state=State.FAILED if is_failed else State.UNKNOWN, why=Why.REFUSED if is_failed else "",
        )  # fmt: skip

    assert told() == "一天內有 20 條通知未送達，2 條送達不明。請告知系統管理員。"
