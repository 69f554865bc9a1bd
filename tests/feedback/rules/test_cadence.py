"""When a notice goes out: the grace of what may be undone, the night, the digest of each day."""

from zoneinfo import ZoneInfo

import pytest

from feedback.rules.acts import counter_of
from feedback.rules.cadence import UNDOABLE, after_the_night, due_at, is_time_for_digest
from feedback.rules.notices import Channel
from feedback.rules.telling import CITIZENS
from feedback.rules.workflow import ARROWS, Stage, Verb
from tests.factories import at

ZONE = ZoneInfo("Asia/Shanghai")
NOON = at("2020-12-01 12:00")


@pytest.mark.parametrize("verb", sorted(CITIZENS))
def test_what_staff_may_undo_waits_for_five_minutes_and_all_else_goes_at_once(verb):
    is_undone = any(counter_of(verb, stage) for stage in Stage if stage in ARROWS[verb].frm)
    assert due_at(verb, Channel.MAIL, NOON, ZONE) == (at("2020-12-01 12:05") if is_undone else NOON)


def test_citizens_are_told_of_three_acts_that_may_be_undone():
    assert UNDOABLE & set(CITIZENS) == {Verb.ASSIGN, Verb.MERGE, Verb.UNMERGE}


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        ("2020-12-01 07:59", "2020-12-01 08:00"),
        ("2020-12-01 08:00", "2020-12-01 08:00"),
        ("2020-12-01 20:59", "2020-12-01 20:59"),
        ("2020-12-01 21:00", "2020-12-02 08:00"),
        ("2020-12-31 23:59", "2021-01-01 08:00"),
        ("2020-12-02 00:00", "2020-12-02 08:00"),
    ],
)
def test_no_short_message_leaves_at_night(moment, due):
    assert after_the_night(at(moment), ZONE) == at(due)


@pytest.mark.parametrize(
    ("verb", "channel", "due"),
    [
        (Verb.RECEIVE, Channel.MAIL, "2020-12-01 22:00"),
        (Verb.RECEIVE, Channel.SMS, "2020-12-02 08:00"),
        (Verb.ASSIGN, Channel.MAIL, "2020-12-01 22:05"),
        (Verb.ASSIGN, Channel.SMS, "2020-12-02 08:00"),
    ],
)
def test_a_mail_leaves_at_night_and_a_short_message_in_the_morning(verb, channel, due):
    assert due_at(verb, channel, at("2020-12-01 22:00"), ZONE) == at(due)


def test_an_act_just_before_the_night_is_told_by_sms_in_the_morning():
    assert due_at(Verb.ASSIGN, Channel.SMS, at("2020-12-01 20:58"), ZONE) == at("2020-12-02 08:00")


@pytest.mark.parametrize(
    ("last_at", "now", "is_time"),
    [
        (None, "2020-12-01 07:29", False),
        (None, "2020-12-01 07:30", True),
        ("2020-11-30 07:31", "2020-12-01 07:30", True),
        ("2020-11-30 23:59", "2020-12-01 07:30", True),
        ("2020-12-01 07:31", "2020-12-01 23:59", False),
        ("2020-11-20 07:31", "2020-12-01 15:00", True),  # days without a worker are made good in the afternoon
        ("2020-12-01 15:00", "2020-12-02 07:30", True),
        ("2020-12-05 07:31", "2020-12-01 08:00", False),  # the clock was ahead when the last one was sent
    ],
)
def test_a_digest_is_due_by_the_last_one(last_at, now, is_time):
    assert is_time_for_digest(at(now), last_at and at(last_at), ZONE) == is_time
