"""Whoever knows who voted when, and has a full copy of the database, learns no more of the votes than by guessing."""

import os
import random

import pytest
from django.db import connection

from feedback.ballots import closing, compacting, sealing
from feedback.ballots.models import Code, Slot
from feedback.ballots.published import questions_of
from feedback.rules.roles import Role
from tests import factories
from tests.feedback.ballots import linkers
from tests.feedback.ballots.conftest import AFTER, make_round

VOTERS = 60
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def _same_each_time(monkeypatch):
    """Chance as it fell once: a test that goes out of the band does so each time."""
    dice = random.Random(20201220)
    monkeypatch.setattr(random.SystemRandom, "getrandbits", lambda self, bits: dice.getrandbits(bits))
    monkeypatch.setattr(os, "urandom", dice.randbytes)


@pytest.fixture
def voted(_same_each_time):
    """(the round, {question: the options in the order in which they were cast}, places of each vote in that order).

    Each voter gives every question the same place, so that whole votes would be known by their pattern.
    """
    opened = make_round(representatives=VOTERS)
    known = random.Random(7)
    voters = known.sample(range(1, VOTERS + 1), VOTERS)
    cast = [known.choice((1, 1, 2, 3, 4, 5)) for _voter in voters]
    for voter, place in zip(voters, cast, strict=True):
        opened.cast(voter, place, place, place)
    questions = list(questions_of(opened.ballot))
    true = {q.pk: [q.options.all()[place - 1].pk for place in cast] for q in questions}
    return opened, true, cast


@pytest.fixture
def people(db):
    return (
        factories.make_user(username="administrator", roles=[Role.ADMINISTRATOR]),
        factories.make_user(username="counting-supervisor", roles=[Role.SUPERVISOR]),
    )


def close(opened, people):
    one, other = people
    closing.close(opened.ballot, opened.parts[:2], by=one, confirmed_by=other, now=AFTER)


def outside(found, true):
    """{linker: (hits, band)} of those that chance does not explain."""
    told = {}
    for (name, question, way), guessed in found.items():
        count, (least, most) = linkers.hits(guessed, true[question]), linkers.band(guessed, true[question], len(found))
        if not least <= count <= most:
            told[name, question, way] = count, (least, most)
    return told


def test_from_a_copy_after_the_close_no_linker_leaves_the_band_of_chance(voted, people):
    opened, true, _cast = voted
    close(opened, people)
    assert compacting.compact(AFTER)
    found = linkers.orders("ballots_answer")
    assert (len(found) >= 24, outside(found, true)) == (True, {})


def test_the_same_linkers_find_every_vote_in_a_naive_table(voted):
    """A row for each vote, written as it came: what the test above would say of it."""
    _opened, true, _cast = voted
    kind = "serial" if connection.vendor == "postgresql" else "integer"
    question, options = next(iter(true.items()))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE naive (id {kind} PRIMARY KEY, question_id bigint, option_id bigint)")
        try:
            for option in options:
                cursor.execute("INSERT INTO naive (question_id, option_id) VALUES (%s, %s)", [question, option])
            rows = "ctid" if connection.vendor == "postgresql" else "rowid"
            cursor.execute(f"SELECT option_id FROM naive ORDER BY {rows}")
            guessed = [option for (option,) in cursor.fetchall()]
        finally:
            cursor.execute("DROP TABLE naive")
    assert outside({(rows, question, "forwards"): guessed}, true) == {
        (rows, question, "forwards"): (VOTERS, linkers.band(guessed, true[question], 1))
    }


def test_answers_of_one_vote_do_not_stand_at_the_same_place(voted, people):
    """Two answers at one place would be the same voter's, and here the same level."""
    opened, true, _cast = voted
    close(opened, people)
    assert compacting.compact(AFTER)
    level = {o.pk: o.order for q in questions_of(opened.ballot) for o in q.options.all()}
    found = linkers.orders("ballots_answer")
    first = next(iter(true))
    pairs = {}
    for name, question, way in found:
        if question != first and way == "forwards":
            one, other = ([level[pk] for pk in found[name, asked, way]] for asked in (first, question))
            least, most = linkers.band(one, other, len(found))
            pairs[name, question] = least <= linkers.hits(one, other) <= most
    assert {*pairs.values()} == {True}


@pytest.mark.usefixtures("_same_each_time")
def test_from_a_copy_during_voting_no_choice_is_read_without_the_key():
    """No vote stands anywhere as it was given, and all that the server has opens none."""
    opened, known = make_round(representatives=12, units=15), random.Random(7)
    votes = [[known.randint(1, 5) for _question in range(17)] for _voter in range(10)]
    for voter, places in enumerate(votes, 1):
        opened.cast(voter, *places)
    raw, ballot = linkers.all_bytes(), opened.ballot
    boxes = [bytes(slot.sealed) for slot in Slot.objects.filter(is_filled=True)]
    keys = [bytes.fromhex(text) for text in (ballot.public_key, ballot.questions_digest)]
    assert [
        sum(box in raw for box in boxes),
        [places for places in votes if bytes(places) in raw],
        {sealing.opened(box, key, ballot.questions_digest) is None for box in boxes for key in keys},
        {len(slot.sealed) for slot in Slot.objects.all()},
        opened.private_key in raw,
    ] == [10, [], {True}, {17 + sealing.OVERHEAD}, False]


def test_nothing_of_the_voting_days_is_left_in_the_pages(voted, people):
    opened, _true, _cast = voted
    sealed = [bytes(slot.sealed) for slot in Slot.objects.all()]
    digests = [digest.encode() for digest in Code.objects.values_list("digest", flat=True)]
    close(opened, people)
    before, is_done, after = linkers.all_bytes(), compacting.compact(AFTER), linkers.all_bytes()
    still_there, left = ([secret for secret in [*sealed, *digests] if secret in raw] for raw in (before, after))
    assert (len(still_there) > VOTERS, is_done, left) == (True, True, [])


def test_while_somebody_reads_what_was_before_it_is_not_done(voted, people, monkeypatch):
    """An old version of a row that a reader may still ask for stays; it is done again later."""
    opened, _true, _cast = voted
    monkeypatch.setattr(compacting, "WAIT_MILLISECONDS", 50)
    monkeypatch.setattr(compacting, "TRIES", 1)
    reader = connection.copy()
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ" if reader.vendor == "postgresql" else "BEGIN")
            cursor.execute("SELECT count(*) FROM feedback_unit")
            close(opened, people)
            while_read = compacting.compact(AFTER), opened.fresh().compacted_at
            cursor.execute("COMMIT")
        assert [while_read, compacting.compact(AFTER), opened.fresh().compacted_at] == [(False, None), True, AFTER]
    finally:
        reader.close()
