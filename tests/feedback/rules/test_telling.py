"""Who is told what: the whole table, verb by verb, and that no verb was forgotten."""

import pytest

from feedback.rules.cadence import DEFAULTS
from feedback.rules.notices import Kind
from feedback.rules.telling import (
    CITIZENS,
    GATHERED,
    OVERTAKEN,
    SILENT,
    STAFF,
    TAKING_BACK,
    TALK_MOVED,
    Tells,
    Whom,
    told_to_citizen,
)
from feedback.rules.workflow import Stage, Verb

ONE, FAMILY = False, True
TO_CITIZENS = {
    Verb.RECEIVE: (Kind.RECEIVED, ONE),
    Verb.REGISTER: (Kind.RECEIVED, ONE),
    Verb.ACCEPT: (Kind.ACCEPTED, ONE),
    Verb.ASSIGN: (Kind.ASSIGNED, ONE),
    Verb.ASK: (Kind.ASKED, ONE),
    Verb.EXTEND: (Kind.EXTENDED, FAMILY),
    Verb.APPROVE_REPLY: (Kind.REPLIED, FAMILY),
    Verb.APPROVE_CORRECTION: (Kind.CORRECTED, FAMILY),
    Verb.CLOSE: (Kind.CLOSED, FAMILY),
    Verb.REDO: (Kind.REDONE, FAMILY),
    Verb.REOPEN: (Kind.RESUMED, FAMILY),
    Verb.DECLINE: (Kind.DECLINED, ONE),
    Verb.REVOKE_DECLINE: (Kind.RESUMED, ONE),
    Verb.MERGE: (Kind.MERGED, ONE),
    Verb.UNMERGE: (Kind.RESUMED, ONE),
    Verb.TAKE_MAIN: (Kind.RESUMED, ONE),
}


@pytest.mark.parametrize("verb", Verb)
def test_each_verb_tells_somebody_or_is_known_to_tell_nobody(verb):
    assert (verb in SILENT) == (verb not in CITIZENS and verb not in STAFF)


@pytest.mark.parametrize("verb", Verb)
def test_what_a_verb_tells_the_citizen(verb):
    assert CITIZENS.get(verb) == (Tells(*TO_CITIZENS[verb]) if verb in TO_CITIZENS else None)


def test_of_days_that_are_counted_anew_only_a_talk_that_moved_is_told():
    told = [
        told_to_citizen(Verb.RECOUNT_DAYS, Stage.RECEIVED, details) for details in ({}, {"talk_from": "2020-12-06"})
    ]
    assert told == [None, Tells(Kind.RESCHEDULED, FAMILY)]


def test_each_kind_for_citizens_but_those_beside_the_table_follows_from_a_verb():
    told = {tells.kind for tells in (*CITIZENS.values(), TALK_MOVED)}
    followers = {Kind.CONFIRM, Kind.NEWS, Kind.TALK_SOON, Kind.TALK_MOVED, Kind.TALK_ANSWERED}
    beside = {Kind.RATE_AGAIN, Kind.COMMITMENT, Kind.MEASURE}
    assert told | beside == set(Kind) - set(DEFAULTS) - followers


def test_each_kind_for_staff_but_those_beside_the_table_follows_from_a_verb():
    told = {kind for rows in STAFF.values() for kind, _whoms in rows}
    assert told | {Kind.SHEET, Kind.MENTIONED, Kind.PAPER} == set(DEFAULTS)


def test_every_whom_is_meant_somewhere():
    assert {whom for rows in STAFF.values() for _kind, whoms in rows for whom in whoms} == set(Whom)


def test_what_is_handed_on_in_masses_is_gathered():
    assert {Verb.PASS_ON, Verb.GIVE_BACK} == GATHERED


def test_who_was_not_told_of_a_refusal_or_a_closing_is_not_told_that_it_was_taken_back():
    overtaken = {verb: OVERTAKEN[verb] & {tells.kind for tells in CITIZENS.values()} for verb in TAKING_BACK}
    assert overtaken == {
        Verb.UNMERGE: {Kind.MERGED},
        Verb.TAKE_MAIN: {Kind.MERGED},
        Verb.REVOKE_DECLINE: {Kind.DECLINED},
        Verb.REOPEN: {Kind.CLOSED},
    }


@pytest.mark.parametrize(
    ("verb", "stage", "kind"),
    [
        (Verb.TAKE_MAIN, Stage.IN_PROGRESS, Kind.RESUMED),
        (Verb.TAKE_MAIN, Stage.REPLIED, None),
        (Verb.APPROVE_REPLY, Stage.REPLIED, Kind.REPLIED),
        (Verb.START, Stage.IN_PROGRESS, None),
    ],
)
def test_an_heir_that_is_answered_already_hears_no_news(verb, stage, kind):
    told = told_to_citizen(verb, stage)
    assert (told and told.kind) == kind
