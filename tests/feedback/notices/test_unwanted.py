"""Notices that wait when their citizen chooses otherwise."""

import pytest

from feedback.notices.models import Notice
from feedback.rules.notices import Kind, State
from tests.factories import NOW, at, make_registered, make_suggestion

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

MAIL = "xiaomei@example.com"


def make_notice(suggestion, state=State.WAITING, kind=Kind.RECEIVED):
    """One of before, to the citizen by mail."""
    return Notice.objects.create(
        kind=kind, suggestion=suggestion, citizen=suggestion, channel="mail", language="zh-hant", created_at=NOW,
        due_at=NOW, state=state, ended_at=NOW if state == State.SENT else None,
    )  # fmt: skip


def left():
    return [(notice.citizen_id, notice.state, notice.channel) for notice in Notice.objects.order_by("pk")]


@pytest.fixture
def suggestion():
    return make_suggestion(contact=MAIL, notices_by="mail", notices_in="zh-hant")


def test_what_waits_for_who_wants_none_is_deleted_and_nothing_else(suggestion):
    Notice.objects.all().delete()
    other = make_suggestion(contact=MAIL, notices_by="mail", notices_in="zh-hant")
    Notice.objects.all().delete()
    for state in (State.WAITING, State.CLAIMED, State.SENT):
        make_notice(suggestion, state)
    make_notice(other)
    suggestion.choose_notices("", language="", now=NOW)
    assert left() == [
        (suggestion.pk, State.CLAIMED, "mail"), (suggestion.pk, State.SENT, "mail"), (other.pk, State.WAITING, "mail"),
    ]  # fmt: skip


def test_what_waits_is_left_where_something_else_happens(suggestion, triage_officer):
    Notice.objects.all().delete()
    make_notice(suggestion)
    suggestion.read_contact(by=triage_officer, now=NOW)
    assert left() == [(suggestion.pk, State.WAITING, "mail")]


@pytest.mark.parametrize(("contact", "count"), [("13864210975", 0), ("another@example.com", 1)])
def test_what_waits_for_a_contact_of_another_kind_is_deleted(triage_officer, contact, count):
    suggestion = make_registered(contact=MAIL, notices_by="mail", notices_in="zh-hant")
    Notice.objects.all().delete()
    make_notice(suggestion)
    suggestion.correct_intake("聽錯了。", contact=contact, by=triage_officer, now=NOW)
    assert Notice.objects.count() == count


def test_what_waits_goes_by_the_other_channel_under_a_name_of_that_one_and_not_at_night():
    suggestion = make_suggestion(contact=f"{MAIL}，13864210975", notices_by="mail", notices_in="zh-hant")
    Notice.objects.update(message_id="<of-a-try@example.com>")
    suggestion.choose_notices("sms", language="en", now=at("2020-12-01 22:00"))
    [notice] = Notice.objects.all()
    assert (notice.channel, notice.language, notice.message_id, notice.due_at) == (
        "sms", "en", "", at("2020-12-02 08:00"),
    )  # fmt: skip
