"""Witnesses: asked after each publication, believed where they signed what was published, and in nobody's way."""

import logging
import socket
from datetime import timedelta
from types import SimpleNamespace

import pytest

from deploy import witness as program
from portal.ledger import additions, guards, witnesses
from portal.ledger.keys import signers
from portal.ledger.models import Checkpoint, Cosignature, Publication
from portal.ledger.sequencing import sequence
from portal.post import asking
from portal.tlog import checkpoints, notes
from portal.tlog.notes import Signer, Untrusted, read, signed, signers_of
from portal.tlog.witnessing import OF_A_SIZE, Witness
from tests.portal.ledger import logs
from tests.portal.ledger.logs import NOW
from tests.portal.ledger.witnesses import Lying, start  # noqa: F401  a fixture among them
from tests.portal.tlog.signing import Cosigner
from tests.portal.tlog.trees import numbered, tree

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = "university.example/w1", "paper.example/w1", "congress.example/w1"


@pytest.fixture(autouse=True)
def _state(settings, tmp_path):
    settings.LEDGER_STATE = tmp_path / "signed"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """`clock(moment)` sets that of the witnesses; it stands."""

    def show(moment):
        monkeypatch.setattr(program, "time", SimpleNamespace(time=moment.timestamp))

    show(NOW)
    return show


def forget_cosignatures():
    with guards.lifted():
        Cosignature.objects.all().delete()


@pytest.fixture
def log_key(settings):
    [signer] = signers(settings.LEDGER_ORIGIN)
    return signer.key


@pytest.fixture
def honest(start, log_key):  # noqa: F811
    return start(ONE, log_key.vkey)[1]


def published(entries=1, *, at=NOW):
    """The checkpoint after as many entries more."""
    for _ in range(entries):
        logs.tell("log", at=at, written_at=at)
    return sequence(at)


def cosigned():
    """[(size, witness)] of all that is kept."""
    return list(Cosignature.objects.order_by("checkpoint__size", "name").values_list("checkpoint__size", "name"))


def test_a_checkpoint_is_cosigned_and_served_so(honest, log_key, client):
    first, second = published(3), published(300)
    for checkpoint in (first, second):
        witnesses.cosign(honest, checkpoint, NOW)
    assert cosigned() == [(3, ONE), (303, ONE)]
    served = client.get("/ledger/checkpoint").content.decode()
    assert served == second.note + second.cosignatures.get().line
    assert signers_of(read(served), [log_key, honest.key]) == [log_key, honest.key]


def test_the_newest_cosigned_one_is_asked_for(honest):
    first = published(3)
    witnesses.cosign(honest, first, NOW)
    published(1)
    assert Checkpoint.objects.published().cosigned().newest() == first


def test_a_witness_that_knows_more_or_less_than_we_remember_is_proved_to_from_there(honest):
    first = published(3)
    witnesses.cosign(honest, first, NOW)
    forget_cosignatures()  # the answer was lost on the way
    witnesses.cosign(honest, first, NOW)
    second = published(2)
    forget_cosignatures()
    witnesses.cosign(honest, second, NOW)
    assert cosigned() == [(5, ONE)]


def test_one_that_saw_a_later_checkpoint_of_ours_is_asked_again_with_that(honest):
    first, second = published(3), published(2)
    witnesses.cosign(honest, second, NOW)
    forget_cosignatures()
    assert witnesses.cosign(honest, first, NOW) is None
    assert cosigned() == []


def test_one_that_another_worker_asks_at_the_same_moment_does_not_disagree(honest, monkeypatch):
    checkpoint = published(3)
    sizes = iter([b"1\n", b"2\n"])
    monkeypatch.setattr(asking, "post", lambda *_, **__: asking.Answer(409, OF_A_SIZE, next(sizes)))
    with pytest.raises(asking.Unreachable, match="asked for another checkpoint at the same moment"):
        witnesses.cosign(honest, checkpoint, NOW)


def test_three_witnesses_of_which_one_lies(start, log_key, caplog):  # noqa: F811
    """It signs another tree than the one it was given: whoever has its key sees that this is no signature of ours."""
    lying, told = start(THREE, log_key.vkey, kind=Lying, tells=lambda text: text.replace("\n4\n", "\n5\n"))
    rounds = [witnesses.Asking(one) for one in (start(ONE, log_key.vkey)[1], start(TWO, log_key.vkey)[1], told)]
    checkpoint = published(4)
    with caplog.at_level(logging.ERROR):
        for each in rounds:
            each.turn(NOW)
    assert cosigned() == [(4, TWO), (4, ONE)]
    assert f"No cosignature of {THREE}" in caplog.text
    assert f"the signature of {THREE} does not fit" in caplog.text
    assert [each.pause for each in rounds] == [3.0, 3.0, 6.0]

    lying.tells = lambda text: text
    rounds[2].turn(NOW)
    assert cosigned() == [(4, THREE), (4, TWO), (4, ONE)]
    note = checkpoint.note_with_cosignatures()
    keys = [log_key, *(each.witness.key for each in rounds)]
    assert {*signers_of(read(note), keys)} == {*keys}
    assert rounds[2].pause == 3.0


def test_a_fork_is_found_by_the_witnesses_that_do_not_lie(start, log_key, settings):  # noqa: F811
    """The owner of the key shows two people two logs. One who trusts the liar alone is deceived; nobody else is."""
    first, second = start(ONE, log_key.vkey)[1], start(TWO, log_key.vkey)[1]
    liar = start(THREE, log_key.vkey, kind=Lying)[1]
    old = published(3)
    for each in (first, second, liar):
        witnesses.cosign(each, old, NOW)
    published(2)

    [signer] = signers(settings.LEDGER_ORIGIN)
    fork = tree(numbered(5))  # of the same size, signed with the same key
    note = signed(checkpoints.Checkpoint(settings.LEDGER_ORIGIN, 5, fork.root).text, signer)
    shown = Checkpoint(log=old.log, size=5, root=fork.root, note=note, signed_at=NOW)
    for each in (first, second):
        with pytest.raises(witnesses.Disagreeing, match="answers 422"):
            witnesses.cosign(each, shown, NOW)
    answer = asking.post(f"{liar.url}/add-checkpoint", f"old 3\n\n{note}".encode(), "text/plain", timeout=5, most=9999)
    deceived = read(note + answer.body.decode())
    assert signers_of(deceived, [log_key, liar.key]) == [log_key, liar.key]  # to whom the liar is enough
    assert {*signers_of(deceived, [log_key, first.key, second.key, liar.key])} == {log_key, liar.key}  # one of three


def test_a_witness_that_knows_a_larger_tree_than_we_ever_signed_says_so(honest):
    """So a database that was put back, and its state with it, is found out."""
    published(3)
    larger = published(2)
    witnesses.cosign(honest, larger, NOW)
    kept = Checkpoint.objects.get(size=3)
    forget_cosignatures()
    with guards.lifted():
        Publication.objects.filter(checkpoint=larger).delete()
        larger.delete()
    with pytest.raises(witnesses.Disagreeing, match="knows a tree of 5, and we have signed none as large"):
        witnesses.cosign(honest, kept, NOW)


def test_a_witness_of_other_logs_is_told_of_as_it_answers(start):  # noqa: F811
    told = start(ONE, Signer("other.example", b"9" * 32).key.vkey)[1]
    with pytest.raises(asking.Unreachable, match="it answers 404 'This log is not watched here"):
        witnesses.cosign(told, published(), NOW)


def test_a_clock_that_is_ahead_is_refused(honest, clock):
    clock(NOW + timedelta(hours=2))
    with pytest.raises(Untrusted, match="its clock is ahead of ours"):
        witnesses.cosign(honest, published(), NOW)
    assert cosigned() == []


def test_one_that_is_away_is_asked_more_and_more_seldom_and_holds_up_nothing(log_key, caplog):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens there
        away = Witness(f"http://127.0.0.1:{taken.getsockname()[1]}", Cosigner(ONE, b"3" * 32).key)
        asking_it = witnesses.Asking(away)
        published(1)
        pauses = []
        for _ in range(10):
            assert asking_it.turn(NOW) is False
            pauses.append(asking_it.pause)
    assert pauses == [6.0, 12.0, 24.0, 48.0, 96.0, 192.0, 384.0, 600.0, 600.0, 600.0]
    assert published(1).size == 2
    assert len(caplog.records) == 10


def test_what_is_cosigned_is_not_asked_for_again(honest, monkeypatch):
    witnesses.cosign(honest, published(), NOW)
    monkeypatch.setattr(asking, "post", None)
    assert witnesses.Asking(honest).turn(NOW) is False


def test_before_the_first_publication_there_is_nothing_to_ask(honest):
    assert witnesses.Asking(honest).turn(NOW) is False


def test_a_witness_that_was_silent_for_a_day_is_told_of(honest, settings, time_machine):
    settings.LEDGER_WITNESSES = [honest, Witness("http://away.example", Cosigner(TWO, b"3" * 32).key)]
    assert witnesses.trouble() == ""
    checkpoint = published(at=NOW)
    witnesses.cosign(honest, checkpoint, NOW)
    time_machine.move_to(NOW + timedelta(hours=25), tick=False)
    assert witnesses.trouble() == ""
    time_machine.move_to(NOW + timedelta(hours=27), tick=False)
    assert witnesses.trouble() == f"見證機構一天多沒有為帳本簽名：{TWO}。請看工作進程的日誌。"
    published(at=NOW + timedelta(hours=26, minutes=30))
    assert TWO in witnesses.trouble()
    assert ONE not in witnesses.trouble()
    settings.LEDGER_WITNESSES = [honest]
    assert witnesses.trouble() == ""


def test_the_time_is_that_of_the_witness(honest, clock):
    clock(NOW - timedelta(minutes=1))
    kept = witnesses.cosign(honest, published(), NOW)
    assert kept.cosigned_at == NOW - timedelta(minutes=1)
    assert notes.time_of(read(kept.checkpoint.note + kept.line).signatures[-1].signature) == NOW.timestamp() - 60


def test_each_witness_has_a_thread_of_its_own(settings):
    settings.LEDGER_WITNESSES = [Witness("http://w.example", Cosigner(name, b"3" * 32).key) for name in (ONE, TWO)]
    assert [each.name for each in additions.witnessing()] == [f"the witness {ONE}", f"the witness {TWO}"]
