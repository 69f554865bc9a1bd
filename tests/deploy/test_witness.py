"""The witness that an institution runs: what it signs, and what it answers to all else (C2SP `tlog-witness`)."""

import http.client
import json
import subprocess
import sys
import threading
from urllib.parse import urlsplit

import pytest

from deploy import witness as program
from portal.post import asking
from portal.tlog import notes, witnessing
from portal.tlog.notes import Signer
from portal.tlog.tree import consistency_proof
from tests.portal.ledger import folders
from tests.portal.ledger.folders import SIGNER
from tests.portal.ledger.witnesses import start  # noqa: F401  a fixture
from tests.portal.tlog.trees import numbered, tree

pytestmark = pytest.mark.pure

NAME = "witness.example/w1"


@pytest.fixture
def witness(start):  # noqa: F811
    return start(NAME, SIGNER.key.vkey)


def ask(told, old, entries, *, proof=None, note=None):
    """(status, type, words) of the answer to a checkpoint over `entries`, from a tree of the first `old` of them."""
    if proof is None:
        proof = consistency_proof(tree(entries).span, min(old, len(entries)), len(entries))
    return post(told, witnessing.request(old, proof, note or folders.checkpoint(entries)).encode())


def post(told, body):
    answer = asking.post(f"{told.url}/add-checkpoint", body, "text/plain", timeout=5, most=10_000)
    return answer.status, answer.kind, answer.body.decode()


def test_it_signs_what_begins_and_what_continues(witness):
    made, told = witness
    for old, new in [(0, 3), (3, 3), (3, 300), (300, 301)]:
        status, _, said = ask(told, old, numbered(new))
        note = folders.checkpoint(numbered(new))
        assert status == 200
        assert witnessing.cosignature_in(said, note, told.key).line == said
    assert made.seen["log.example"]["size"] == 301


def test_it_signs_an_empty_log_and_what_comes_of_it(witness):
    told = witness[1]
    assert ask(told, 0, [])[0] == 200
    assert ask(told, 0, [])[0] == 200
    assert ask(told, 0, numbered(1))[0] == 200


def test_who_is_mistaken_about_what_it_knows_is_told(witness):
    told = witness[1]
    ask(told, 0, numbered(5))
    assert ask(told, 0, numbered(7)) == (409, "text/x.tlog.size", "5\n")
    assert ask(told, 3, numbered(7)) == (409, "text/x.tlog.size", "5\n")
    assert ask(told, 3, numbered(4)) == (409, "text/x.tlog.size", "5\n")  # nor does it go back


def test_what_does_not_continue_it_is_never_signed(witness):
    made, told = witness
    ask(told, 0, numbered(5))
    before = dict(made.seen)
    other = [b"other", *numbered(7)[1:]]
    assert ask(told, 5, other) == (
        422,
        "text/plain",
        "It does not continue what was seen: the proof does not begin with the old root.\n",
    )
    assert ask(told, 5, other[:5])[0:2] == (409, "text/plain")
    assert ask(told, 5, numbered(7), proof=[])[0] == 422
    assert ask(told, 5, numbered(7), proof=[bytes(32)])[0] == 422
    assert made.seen == before


def test_a_proof_from_nothing_is_refused(witness):
    assert ask(witness[1], 0, numbered(7), proof=[bytes(32)])[0] == 422


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (lambda body: b"", 400),
        (lambda body: body.replace(b"old 0", b"old 00"), 400),
        (lambda body: body.replace(b"old 0", b"old -1"), 400),
        (lambda body: body.replace(b"old 0", b"old 8"), 400),
        (lambda body: body.replace(b"old 0", b"old 0\n*"), 400),
        (lambda body: body.replace(b"old 0", b"old 0" + b"\nAAAA" * 64), 400),
        (lambda body: body.replace(b"\n7\n", b"\n07\n"), 400),
        (lambda body: body.replace(b"\n7\n", b"\n8\n"), 403),
        (lambda body: body.replace("— log.example".encode(), "— elsewhere.example".encode()), 403),
        (lambda body: body.replace(b"\nlog.example\n", b"\nelsewhere.example\n"), 404),
        (lambda body: b"\xff" + body, 400),
        (lambda body: body + b" " * 70_000, 413),
    ],
)
def test_all_else_is_refused_in_the_words_of_http(witness, change, status):
    made, told = witness
    body = witnessing.request(0, [], folders.checkpoint(numbered(7))).encode()
    assert post(told, change(body))[0] == status
    assert made.seen == {}


def test_it_serves_nothing_else_but_what_it_signed_last(witness):
    told = witness[1]
    line = ask(told, 0, numbered(2))[2]
    connection = http.client.HTTPConnection(urlsplit(told.url).netloc, timeout=5)
    connection.request("GET", "/")
    assert connection.getresponse().read().decode() == folders.checkpoint(numbered(2)) + line
    connection.close()
    assert asking.post(f"{told.url}/else", b"", "text/plain", timeout=5, most=1000).status == 404


def test_while_a_key_is_replaced_either_one_is_believed(start):  # noqa: F811
    new = Signer("log.example", b"2" * 32)
    told = start(NAME, SIGNER.key.vkey, new.key.vkey)[1]
    assert ask(told, 0, numbered(1))[0] == 200
    assert ask(told, 1, numbered(2), note=folders.checkpoint(numbered(2), new))[0] == 200
    assert ask(told, 2, numbered(3), note=folders.checkpoint(numbered(3), new, SIGNER))[0] == 200


def test_of_many_that_ask_at_once_one_tree_is_signed_last_and_nothing_goes_back(witness):
    made, told = witness
    ask(told, 0, numbered(1))
    answers = []
    threads = [
        threading.Thread(target=lambda size=size: answers.append(ask(told, 1, numbered(size)))) for size in range(2, 12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(status for status, *_ in answers) == [200] + [409] * 9
    assert ask(told, made.seen["log.example"]["size"], numbered(20))[0] == 200


def test_what_it_saw_it_knows_when_it_starts_again(start):  # noqa: F811
    """What was answered was on the disk before."""
    first = start(NAME, SIGNER.key.vkey)[1]
    ask(first, 0, numbered(9))
    again = start(NAME, SIGNER.key.vkey)[1]
    assert again.key == first.key
    assert ask(again, 0, numbered(9)) == (409, "text/x.tlog.size", "9\n")


def test_it_answers_only_what_lies_on_the_disk(witness, monkeypatch):
    made, told = witness

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(program.os, "fsync", full)
    with pytest.raises(asking.Unreachable):
        ask(told, 0, numbered(9))
    assert made.seen == {}


def test_its_key_is_there_whole_or_not_at_all(tmp_path, monkeypatch):
    def killed(_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(program.os, "fsync", killed)
        with pytest.raises(KeyboardInterrupt):
            program.Witness(NAME, tmp_path, [])
    assert not (tmp_path / "key").exists()
    made = program.Witness(NAME, tmp_path, [])
    assert program.Witness(NAME, tmp_path, []).key == made.key
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_it_runs_as_the_words_at_its_head_say(tmp_path):
    given = [sys.executable, "-m", "deploy.witness", NAME, str(tmp_path / "kept"), "127.0.0.1:0", SIGNER.key.vkey]
    running = subprocess.Popen(given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        line = running.stdout.readline()
        key = witnessing.witness_of(line.replace("…", "witness.example")).key
        assert (key.name, key.kind) == (NAME, notes.COSIGNED_ED25519)
        second = subprocess.run(given, capture_output=True, text=True, check=False, timeout=20)
        assert "BlockingIOError" in second.stderr
    finally:
        running.terminate()
        running.communicate()
    assert (tmp_path / "kept/key").stat().st_mode & 0o077 == 0
    assert not (tmp_path / "kept/seen.json").exists()


def test_the_state_is_plain_to_read(witness):
    made, told = witness
    ask(told, 0, numbered(2))
    assert json.loads(made.file.read_text("utf-8"))["log.example"]["root"] == tree(numbered(2)).root.hex()
