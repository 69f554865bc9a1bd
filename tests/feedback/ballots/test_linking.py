"""Whoever knows who voted when, and has a full copy of the database, learns no more of the votes than by guessing."""

import os
import random
from collections import defaultdict

import pytest
from django.db import connection
from django.urls import reverse

from feedback.ballots import closing
from feedback.ballots.models import Code, Slot
from feedback.ballots.published import questions_of
from feedback.ballots.sealed import compacting, sealing
from feedback.rules.roles import Role
from tests import factories
from tests.feedback.ballots import linkers
from tests.feedback.ballots.conftest import AFTER, VOTING, make_round

VOTERS = 60
SEEDS = (2020, 2021, 2022)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """Others write on the same server, in databases of their own: whatever they do ends some time."""
    monkeypatch.setattr(compacting, "PATIENCE_SECONDS", 120)


def dice_fall(monkeypatch, seed):
    """Chance as it fell once: a test that goes out of the band does so each time."""
    dice = random.Random(seed)
    monkeypatch.setattr(random.SystemRandom, "getrandbits", lambda self, bits: dice.getrandbits(bits))
    monkeypatch.setattr(os, "urandom", dice.randbytes)


def vote(seed, year=2020):
    """(the round, {question: the options in the order in which they were cast}).

    Each voter gives every question the same place, so that whole votes would be known by their pattern.
    """
    opened = make_round(representatives=VOTERS, year=year)
    known = random.Random(seed)
    voters = known.sample(range(1, VOTERS + 1), VOTERS)
    cast = [known.choice((1, 1, 2, 3, 4, 5)) for _voter in voters]
    for voter, place in zip(voters, cast, strict=True):
        opened.cast(voter, place, place, place)
    questions = list(questions_of(opened.ballot))
    return opened, {q.pk: [q.options.all()[place - 1].pk for place in cast] for q in questions}


@pytest.fixture
def voted(monkeypatch):
    dice_fall(monkeypatch, 20201220)
    return vote(7)


@pytest.fixture
def people(db):
    return (
        factories.make_user(username="administrator", roles=[Role.ADMINISTRATOR]),
        factories.make_user(username="counting-supervisor", roles=[Role.SUPERVISOR]),
    )


def close(opened, people):
    one, other = people
    closing.close(opened.ballot, opened.parts[:2], by=one, confirmed_by=other, now=AFTER)


def outside(linked):
    """{linker: (hits, band)} of those that chance does not explain; `linked` is {linker: [(guessed, true)]}."""
    told = {}
    for name, lists in linked.items():
        count, (least, most) = sum(linkers.hits(*each) for each in lists), linkers.band(lists)
        if not least <= count <= most:
            told[name] = count, (least, most)
    return told


def test_from_copies_after_the_close_each_linker_stays_in_the_band_of_chance(monkeypatch, people):
    """Three rounds, with chance falling another way in each; the hits of one linker in all of them are counted."""
    linked = defaultdict(list)
    for seed in SEEDS:
        dice_fall(monkeypatch, seed)
        opened, true = vote(seed, year=seed)
        with linkers.log_kept() as log_now:
            since = log_now()
            close(opened, people)
            assert compacting.compact(AFTER)
            found = linkers.orders("ballots_answer", since)
        for (name, question, way), guessed in found.items():
            if question in true:
                linked[name, way].append((guessed, true[question]))
    assert (len(linked) >= 8, {*map(len, linked.values())}, outside(linked)) == (True, {3 * len(SEEDS)}, {})


def test_the_same_linkers_find_every_vote_in_a_naive_table(voted):
    """A row for each vote, written as it came: what the test above would say of it."""
    _opened, true = voted
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
    lists = [(guessed, true[question])]
    assert outside({rows: lists}) == {rows: (VOTERS, linkers.band(lists))}


def test_answers_of_one_vote_do_not_stand_at_the_same_place(voted, people):
    """Two answers at one place would be the same voter's, and here the same level."""
    opened, true = voted
    close(opened, people)
    assert compacting.compact(AFTER)
    level = {o.pk: o.order for q in questions_of(opened.ballot) for o in q.options.all()}
    found = linkers.orders("ballots_answer", linkers.log_now())
    first, pairs = next(iter(true)), defaultdict(list)
    for name, question, way in found:
        if question != first and way == "forwards":
            one, other = ([level[pk] for pk in found[name, asked, way]] for asked in (first, question))
            pairs[name].append((one, other))
    assert (len(pairs) >= 4, outside(pairs)) == (True, {})


def test_from_a_copy_during_voting_no_choice_is_read_without_the_key(monkeypatch):
    """No vote and no code stands anywhere as it was given, and all that the server has opens none."""
    dice_fall(monkeypatch, 20201220)
    known = random.Random(7)
    votes = [[known.randint(1, 5) for _question in range(17)] for _voter in range(10)]
    with linkers.log_kept() as log_now:
        since, opened = log_now(), make_round(representatives=12, units=15)
        for voter, places in enumerate(votes, 1):
            opened.cast(voter, *places)
        raw, ballot = linkers.all_bytes(), opened.ballot
        log = linkers.log_bytes(since) if since else raw
    boxes = [bytes(slot.sealed) for slot in Slot.objects.filter(is_filled=True)]
    keys = [bytes.fromhex(text) for text in (ballot.public_key, ballot.questions_digest)]
    secrets = [*map(bytes, votes), *(code.encode() for code in opened.codes.values()), opened.private_key]
    assert [
        [sum(box in copy for box in boxes) for copy in (raw, log)],
        [secret for secret in secrets if secret in raw or secret in log],
        {sealing.opened(box, key, ballot.questions_digest) is None for box in boxes for key in keys},
        {len(slot.sealed) for slot in Slot.objects.all()},
    ] == [[10, 10], [], {True}, {17 + sealing.OVERHEAD}]


def test_a_vote_writes_two_rows_and_nothing_else_in_the_whole_database(client, time_machine):
    """No row of any table beside its code and its slot is another one: no visit, no try, no record, no moment."""
    time_machine.move_to(VOTING, tick=False)
    opened = make_round()
    address = reverse("ballot_vote", args=[opened.ballot.campaign.slug])
    client.get(address)
    before = rows()
    for step in ("", "edit", "check", "cast"):
        response = client.post(address, {"passcode": opened.codes[2], "step": step})
    after = rows()
    changed = {name: len(before[name] ^ after[name]) // 2 for name in before if before[name] != after[name]}
    assert (response.status_code, changed) == (302, {"ballots_code": 1, "ballots_slot": 1})


def rows():
    """{table: its rows} of the whole database."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = {repr(row) for row in cursor.fetchall()}
    return found


def test_nothing_of_the_voting_days_is_left_in_the_pages(voted, people):
    opened, _true = voted
    sealed = [bytes(slot.sealed) for slot in Slot.objects.all()]
    digests = [digest.encode() for digest in Code.objects.values_list("digest", flat=True)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as it comes by itself: samples of rows are kept beside them
    close(opened, people)
    before, is_done, after = linkers.all_bytes(), compacting.compact(AFTER), linkers.all_bytes()
    still_there, left = ([secret for secret in [*sealed, *digests] if secret in raw] for raw in (before, after))
    assert (len(still_there) > VOTERS, is_done, left) == (True, True, [])


def test_while_somebody_reads_what_was_before_it_is_not_done(voted, people, monkeypatch):
    """An old version of a row that a reader may still ask for stays; it is done again later."""
    opened, _true = voted
    monkeypatch.setattr(compacting, "WAIT_MILLISECONDS", 50)
    reader = connection.copy()
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ" if reader.vendor == "postgresql" else "BEGIN")
            cursor.execute("SELECT count(*) FROM feedback_unit")
            close(opened, people)
            while_read = compacting.compact(AFTER, patience=0.3), opened.fresh().compacted_at
            cursor.execute("COMMIT")
        assert [while_read, compacting.compact(AFTER), opened.fresh().compacted_at] == [(False, None), True, AFTER]
    finally:
        reader.close()
