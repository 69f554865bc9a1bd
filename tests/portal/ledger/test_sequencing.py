"""Entries get their places in the tree, and checkpoints are signed and shown in that order."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError

from portal.ledger import adding, sequencing, state, stored
from portal.ledger.additions import Sequencer
from portal.ledger.append import hash_of
from portal.ledger.models import Checkpoint, Latest, Leaf, Log, Node, Publication, PublicKey
from portal.tlog import checkpoints, notes
from portal.tlog.notes import key_of
from portal.tlog.tree import root_of
from tests.portal.ledger import logs
from tests.portal.ledger.logs import NOW

pytestmark = pytest.mark.django_db


class Killed(Exception):
    pass


def killed(*_args, **_kwargs):
    raise Killed


@contextmanager
def killed_at(monkeypatch, owner, name, stand_in=killed):
    """Inside, the turn of the sequencer dies where it calls `name`."""
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, stand_in)
        with pytest.raises(Killed):
            yield


def test_entries_become_the_leaves_of_a_signed_tree():
    entries = logs.state("2026-0001", "2026-0002", "2026-0003")
    checkpoint = sequencing.sequence(NOW)
    keys = [key_of(vkey) for vkey in PublicKey.objects.values_list("vkey", flat=True)]
    opened = checkpoints.opened(checkpoint.note, keys, settings.LEDGER_ORIGIN)
    assert opened == (settings.LEDGER_ORIGIN, 3, root_of([hash_of(entry) for entry in entries]))
    assert (state.read(), logs.published()) == (checkpoint.note, [3])


def test_nothing_is_signed_where_nothing_came():
    logs.signed(2)
    assert (sequencing.sequence(NOW), logs.sizes()) == (None, [2])


def test_an_entry_that_committed_late_gets_its_place():
    [late], newer = logs.state("2026-0001"), logs.state("2026-0002")
    adding.add_leaves(sequencing.current_log(NOW), 0, newer)
    sequencing.sign(Log.objects.newest(), 1, NOW)
    sequencing.sequence(NOW)
    assert (logs.subjects(), logs.sizes(), late.leaf.index) == (["2026-0002", "2026-0001"], [1, 2], 1)


def written_long_ago(monkeypatch):
    """An entry that commits when many others which were written after it have their places."""
    [old] = logs.state("2026-0001")
    others = logs.state(*[f"2026-{number:04}" for number in range(2, 8)])
    adding.add_leaves(sequencing.current_log(NOW), 0, others)
    sequencing.sign(Log.objects.newest(), 6, NOW)
    sequencing.publish(NOW)
    monkeypatch.setattr(sequencing, "WINDOW", 3)
    return old


def test_a_quick_look_leaves_what_is_very_old_to_the_next_look_everywhere(monkeypatch):
    old = written_long_ago(monkeypatch)
    assert sequencing.sequence(NOW, everywhere=False) is None
    assert sequencing.sequence(NOW).size == 7
    assert logs.subjects()[-1] == old.subject


def test_a_later_entry_of_a_subject_never_goes_before_an_earlier_one(monkeypatch):
    old = written_long_ago(monkeypatch)
    logs.state(old.subject, kind="accept", stage="accepted")
    sequencing.sequence(NOW, everywhere=False)
    assert [*Leaf.objects.order_by("index").values_list("entry__kind", flat=True)][-2:] == ["receive", "accept"]


def test_the_worker_looks_everywhere_at_its_start_and_every_ten_minutes(monkeypatch):
    looks = []
    monkeypatch.setattr(sequencing, "sequence", lambda now, everywhere: looks.append(everywhere))
    worker = Sequencer("test")
    for minutes in (0, 5, 10, 11):
        worker.turn(NOW + timedelta(minutes=minutes))
    assert looks == [True, False, True, False]


def test_a_busy_worker_looks_everywhere_no_more_often(monkeypatch):
    looks, sequence = [], sequencing.sequence
    monkeypatch.setattr(
        sequencing,
        "sequence",
        lambda now, *, everywhere: looks.append(everywhere) or sequence(now, everywhere=everywhere),
    )
    worker = Sequencer("test")
    for turn in range(3):
        logs.state(f"2026-{turn:04}")
        worker.turn(NOW + timedelta(seconds=3 * turn))
    assert (looks, logs.sizes()) == ([True, False, False], [1, 2, 3])


def test_what_does_not_fit_at_once_is_taken_next(monkeypatch):
    monkeypatch.setattr(sequencing, "MOST_AT_ONCE", 4)
    logs.state(*[f"2026-{number:04}" for number in range(10)])
    worker = Sequencer("test")
    assert [worker.turn(NOW) for _ in range(4)] == [True, False, False, False]
    assert (logs.sizes(), logs.is_whole()) == ([4, 8, 10], True)


def test_the_nodes_are_those_of_the_full_tiles():
    logs.signed(2 * 256 + 1)
    log = Log.objects.newest()
    made = [bytes(node.hash) for node in Node.objects.order_by("level", "index")]
    assert made == [root_of(stored.hashes(log, 0, number, 256)) for number in (0, 1)]


def test_the_newest_entry_says_where_a_number_stands():
    logs.state("2026-0001", "2026-0002")
    logs.state("2026-0002", kind="merge", stage="merged", main="2026-0001")
    sequencing.sequence(NOW)
    logs.state("2026-0001", kind="accept", stage="accepted")
    told = "subject", "index", "campaign", "stage", "main"
    before = [*Latest.objects.order_by("subject").values_list(*told)]
    sequencing.sequence(NOW)
    after = [*Latest.objects.order_by("subject").values_list(*told)]
    merged = ("2026-0002", 2, "2026", "merged", "2026-0001")
    assert before == [("2026-0001", 0, "2026", "received", ""), merged]
    assert after == [("2026-0001", 3, "2026", "accepted", ""), merged]


def test_what_is_killed_within_the_transaction_leaves_nothing(monkeypatch):
    logs.signed(2)
    logs.state("2026-0009")
    with killed_at(monkeypatch, sequencing, "sign"):
        sequencing.sequence(NOW)
    assert (Leaf.objects.count(), state.read()) == (2, Checkpoint.objects.get().note)
    sequencing.sequence(NOW)
    assert (logs.sizes(), logs.is_whole()) == ([2, 3], True)


def test_what_is_killed_before_the_state_is_written_is_shown_by_the_next_turn(monkeypatch):
    first = logs.signed(2)
    logs.state("2026-0009")
    with killed_at(monkeypatch, state, "write"):
        sequencing.sequence(NOW)
    assert (logs.sizes(), logs.published(), state.read()) == ([2, 3], [2], first.note)
    sequencing.sequence(NOW)
    assert (logs.published(), state.read()) == ([2, 3], Checkpoint.objects.newest().note)


def test_what_is_killed_before_it_is_marked_as_shown_is_shown_again(monkeypatch):
    logs.signed(2)
    logs.state("2026-0009")
    with killed_at(monkeypatch, Publication.objects, "create"):
        sequencing.sequence(NOW)
    assert (logs.published(), state.read()) == ([2], Checkpoint.objects.newest().note)
    sequencing.sequence(NOW)
    assert (logs.published(), state.read()) == ([2, 3], Checkpoint.objects.newest().note)


def test_several_that_are_killed_before_they_are_marked_as_shown_are_shown_again(monkeypatch):
    """Two workers signed one after the other before either of them came to show it."""
    logs.signed(2)
    with monkeypatch.context() as patch:
        patch.setattr(sequencing, "publish", lambda now: None)
        for subject in ("2026-0009", "2026-0010"):
            logs.state(subject)
            sequencing.sequence(NOW)
    create, calls = Publication.objects.create, []

    def killed_at_the_second(**given):
        calls.append(given)
        return create(**given) if len(calls) == 1 else killed()

    with killed_at(monkeypatch, Publication.objects, "create", killed_at_the_second):
        sequencing.publish(NOW)
    assert (logs.published(), state.read()) == ([2], Checkpoint.objects.newest().note)
    sequencing.sequence(NOW)
    assert (logs.published(), state.trouble()) == ([2, 3, 4], "")


def test_the_first_checkpoint_survives_a_kill_before_the_state_is_written(monkeypatch):
    logs.state("2026-0001")
    write = state.write
    with killed_at(monkeypatch, state, "write", lambda note: write(note) if "\n0\n" in note else killed()):
        sequencing.sequence(NOW)
    assert (logs.sizes(), logs.published()) == ([1], [])
    sequencing.sequence(NOW)
    assert (logs.published(), state.read()) == ([1], Checkpoint.objects.newest().note)


def test_a_killed_beginning_begins_again(monkeypatch):
    logs.state("2026-0001")
    state.begin(settings.LEDGER_ORIGIN)  # and the row of the log never came
    sequencing.sequence(NOW)
    assert (logs.published(), state.trouble()) == ([1], "")


def test_two_logs_cannot_begin():
    sequencing.current_log(NOW)
    with pytest.raises(IntegrityError):
        Log.objects.create(number=1, origin="other", opened_at=NOW)


def test_old_and_new_key_sign_together_and_stay_listed(settings):
    first = logs.signed(1)
    old, new = settings.LEDGER_KEY[0], "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0NTY="
    settings.LEDGER_KEY = [new, old]
    logs.state("2026-0009")
    both = sequencing.sequence(NOW)
    settings.LEDGER_KEY = [new]
    logs.state("2026-0010")
    last = sequencing.sequence(NOW)
    counted = [len(notes.read(one.note).signatures) for one in (first, both, last)]
    assert (counted, PublicKey.objects.count(), state.trouble()) == ([1, 2, 1], 4, "")


def test_a_state_of_a_key_that_was_removed_since_is_still_ours(settings):
    logs.signed(1)
    settings.LEDGER_KEY = ["QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0NTY="]
    assert state.trouble() == ""
    logs.state("2026-0009")
    assert sequencing.sequence(NOW).size == 2


def test_the_log_keeps_its_origin(settings):
    logs.signed(1)
    settings.LEDGER_ORIGIN = "elsewhere.example/ledger"
    logs.state("2026-0009")
    assert sequencing.sequence(NOW).note.partition("\n")[0] == "localhost/ledger"
