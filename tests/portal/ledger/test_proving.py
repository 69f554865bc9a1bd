"""Promises and proofs, read again with nothing but what the files say and the keys of the log."""

import base64
import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from portal.ledger import keys, promises, proving, sequencing
from portal.ledger.models import Entry
from portal.tlog import checkpoints, notes, proofs
from portal.tlog.tree import check_inclusion, leaf_hash
from tests.portal.ledger.logs import NOW, tell, told_by, witnessed

pytestmark = pytest.mark.django_db
FIELDS = {"title": "香港中路", "body": "待轉\r\n兩行"}


@pytest.fixture(autouse=True)
def _state(settings, tmp_path):
    settings.LEDGER_STATE = tmp_path / "signed"


def log_keys(settings):
    return [signer.key for signer in keys.signers(settings.LEDGER_ORIGIN)]


def read_again(text, settings):
    """(proof, checkpoint) of a file that holds; raises where it does not."""
    proof = proofs.parsed(text)
    checkpoint = checkpoints.opened(proof.checkpoint, log_keys(settings), settings.LEDGER_ORIGIN)
    entry = json.loads(proof.extra)["entry"].encode()
    check_inclusion(leaf_hash(entry), proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    return proof, checkpoint


def test_a_promise_says_number_moment_and_hash_and_is_the_same_each_time(settings):
    entry = tell(written_at=datetime(2026, 11, 27, 22, 58, 1, 999, tzinfo=UTC))
    promise = promises.promise_of(entry)
    text = notes.verified(promise, [signer.key for signer in keys.receipt_signers(settings.LEDGER_ORIGIN)])

    leaf = base64.b64encode(leaf_hash(bytes(entry.data))).decode()
    assert text == f"{settings.LEDGER_ORIGIN}/receipt\n2026-0001\n2026-11-27T22:58:01Z\n{leaf}\n"
    assert promise == promises.promise_of(Entry.objects.get())


def test_no_checkpoint_is_signed_with_the_key_of_a_promise(settings):
    with pytest.raises(notes.Untrusted):
        notes.verified(promises.promise_of(tell()), log_keys(settings))


def test_paper_carries_number_salt_and_hash_and_nothing_else():
    entry = tell()
    leaf = base64.b64encode(leaf_hash(bytes(entry.data))).decode()
    assert promises.on_paper(entry) == f"2026-0001\n{bytes(entry.salt).hex()}\n{leaf}"


@pytest.mark.parametrize(
    ("minutes", "is_sequenced", "broken"), [(59, False, False), (60, False, True), (60, True, False)]
)
def test_a_promise_is_broken_once_the_hour_is_over(minutes, is_sequenced, broken):
    entry = tell()
    if is_sequenced:
        sequencing.sequence(NOW)
    assert proving.is_broken(Entry.objects.get(pk=entry.pk), NOW + timedelta(minutes=minutes)) is broken


def test_a_promise_is_not_kept_by_what_nobody_is_shown(monkeypatch):
    entry = tell()
    with monkeypatch.context() as patch:
        patch.setattr(sequencing, "publish", lambda *given: None)
        sequencing.sequence(NOW)
    entry = Entry.objects.get(pk=entry.pk)
    assert (entry.place.index, proving.is_broken(entry, NOW + timedelta(hours=1))) == (0, True)
    sequencing.publish(NOW)
    assert not proving.is_broken(entry, NOW + timedelta(hours=1))


def test_a_proof_leads_from_the_words_to_the_signature(settings, monkeypatch):
    for _ in range(5):
        tell("report/2021")
    entry = tell(fields=FIELDS)
    told_by(monkeypatch, {entry.pk: FIELDS})
    sequencing.sequence(NOW)

    proof, checkpoint = read_again(proving.proof_of(Entry.objects.get(pk=entry.pk)), settings)
    extra = json.loads(proof.extra)
    commitment = sha256(bytes.fromhex(extra["salt"]) + extra["opening"].encode()).hexdigest()
    assert (proof.index, checkpoint.size) == (5, 6)
    assert json.loads(extra["opening"]) == {"title": "香港中路", "body": "待轉\n兩行"}
    assert json.loads(extra["entry"])["commitment"] == commitment
    assert extra["promise"] == promises.promise_of(entry)
    assert extra["keys"] == [
        signer.key.vkey
        for signer in (*keys.signers(settings.LEDGER_ORIGIN), *keys.receipt_signers(settings.LEDGER_ORIGIN))
    ]


@pytest.mark.parametrize("state", ["without a place", "signed and not shown"])
def test_there_is_no_proof_before_a_checkpoint_was_published(state, monkeypatch):
    monkeypatch.setattr(sequencing, "publish", lambda *given: None)
    entry = tell()
    if state == "signed and not shown":
        sequencing.sequence(NOW)
    entry = Entry.objects.get(pk=entry.pk)
    assert (proving.proof_of(entry), proving.has_proof(entry)) == (None, False)


def test_the_newest_cosigned_checkpoint_that_covers_it_is_used(settings):
    first = tell()
    cosigned = sequencing.sequence(NOW)
    key = witnessed(cosigned)
    second = tell("2026-0002")
    sequencing.sequence(NOW + timedelta(minutes=1))

    sizes = {}
    for entry in (first, second):
        proof, checkpoint = read_again(proving.proof_of(Entry.objects.get(pk=entry.pk)), settings)
        sizes[entry.subject] = (
            checkpoint.size,
            notes.signers_of(notes.read(proof.checkpoint), [*log_keys(settings), key]),
        )
    assert sizes == {
        "2026-0001": (1, [*log_keys(settings), key]),
        "2026-0002": (2, log_keys(settings)),
    }


def test_what_can_no_longer_be_read_is_proven_without_its_words(settings, monkeypatch):
    entry = tell(fields=FIELDS)
    told_by(monkeypatch, {})
    sequencing.sequence(NOW)
    proof, _checkpoint = read_again(proving.proof_of(Entry.objects.get(pk=entry.pk)), settings)
    assert {*json.loads(proof.extra)} == {"entry", "keys", "promise"}


def test_words_that_were_changed_since_are_shown_as_they_are_now(settings, monkeypatch):
    """The holder sees it: what the file opens is not what the entry committed to."""
    entry = tell(fields=FIELDS)
    told_by(monkeypatch, {entry.pk: FIELDS | {"body": "改過"}})
    sequencing.sequence(NOW)
    proof, _checkpoint = read_again(proving.proof_of(Entry.objects.get(pk=entry.pk)), settings)
    extra = json.loads(proof.extra)
    commitment = sha256(bytes.fromhex(extra["salt"]) + extra["opening"].encode()).hexdigest()
    assert json.loads(extra["entry"])["commitment"] != commitment


def test_a_proof_asks_as_much_in_a_large_log_as_its_tree_is_high(django_assert_max_num_queries):
    for _ in range(300):
        tell("report/2021")
    entry = tell()
    sequencing.sequence(NOW)
    entry = Entry.objects.select_related("leaf__log").get(pk=entry.pk)
    with django_assert_max_num_queries(12):
        assert proving.proof_of(entry)
