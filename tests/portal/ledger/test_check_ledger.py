"""The program that is printed: what it finds wrong in a log, and in what words, without anything of ours."""

import subprocess
import sys
from base64 import b64encode
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from portal.ledger import check_ledger
from portal.tlog.notes import Signer, signed
from portal.tlog.proofs import Proof
from portal.tlog.tree import inclusion_proof, leaf_hash
from tests.portal.ledger import folders
from tests.portal.ledger.folders import SIGNER, entry
from tests.portal.tlog.signing import Cosigner

pytestmark = pytest.mark.pure

PROGRAM = check_ledger.__file__
KEY = SIGNER.key.vkey
WORLD = [  # 7 numbers of two campaigns; of each the last entry says where it stands
    entry("2026-0001", 1),
    entry("2026-0001", 2, stage="closed"),
    entry("2026-0002", 1),
    entry("2026-0002", 2, stage="merged", main="2026-0001"),
    entry("2026-0003", 1, stage="declined"),
    entry("campaign/spring", 1, stage="", campaign="spring"),
    entry("2026-0004", 1, campaign="spring"),
    entry("2026-0004", 2, stage="merged", campaign="spring", main="2026-0005"),
    entry("2026-0005", 1, stage="in_progress", campaign="spring"),
    entry("2026-0006", 1, stage="withdrawn", campaign="spring"),
    entry("2026-0007", 1, stage="replied"),
    entry("2026-0007", 2, stage="in_progress"),
]


@pytest.fixture
def log(tmp_path):
    folder = tmp_path / "log"
    folder.mkdir()
    return folder


def run(*given):
    """(exit status, what it said) of the program, alone in a process that knows nothing of the portal."""
    done = subprocess.run(
        [sys.executable, "-I", PROGRAM, *map(str, given)], capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


def kept(tmp_path, note):
    file = tmp_path / "kept"
    file.write_text(note, encoding="utf-8")
    return file


def test_it_has_120_lines_at_most_and_needs_one_library():
    lines = Path(PROGRAM).read_text(encoding="utf-8").splitlines()
    imported = {line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert len(lines) <= 120
    assert imported - sys.stdlib_module_names == {"cryptography"}


def test_a_log_that_is_well_is_recounted(log):
    folders.write(log, WORLD)
    status, said = run(log, KEY)
    assert said.splitlines() == [
        "無誤 Well: log.example, 12 條 entries, 簽名 signed by log.example",
        f"樹根 root {folders.tree(WORLD).root.hex()}",
        "open: 收到 received 4 = 未結 open 1 + 辦結 closed 1 + 不予受理 declined 1 + 併案 merged 1 + 撤回 withdrawn 0",
        "    有效 valid 3, 已辦結 handled 2, 辦結率 rate 66.6%",
        "spring: "
        "收到 received 3 = 未結 open 1 + 辦結 closed 0 + 不予受理 declined 0 + 併案 merged 1 + 撤回 withdrawn 1",
        "    有效 valid 2, 已辦結 handled 0, 辦結率 rate 0%",
        "全部 all: "
        "收到 received 7 = 未結 open 2 + 辦結 closed 1 + 不予受理 declined 1 + 併案 merged 2 + 撤回 withdrawn 1",
        "    有效 valid 5, 已辦結 handled 2, 辦結率 rate 40%",
    ]
    assert status == 0


def checked(log, *keys, saved=(), goes_on=False):
    """What the program finds wrong, empty where it finds nothing: in this process, for many logs."""
    try:
        keys = keys or (KEY,)
        kept = {note: check_ledger.opened(note.encode(), keys)[0] for note in saved}
        check_ledger.checked(str(log), keys, kept, goes_on)
    except (SystemExit, Exception) as error:  # in words where it stopped, of the library where it stumbled
        return f"{type(error).__name__} {error}"
    return ""


def test_a_changed_byte_anywhere_is_found(log):
    entries = [entry(f"2026-{number:04}", 1) for number in range(1, 301)]
    folders.write(log, entries)
    assert checked(log) == ""
    found = set()
    for file in folders.files(log):
        whole = file.read_bytes()
        for at in {0, 1, len(whole) // 3, len(whole) // 2, max(len(whole) - 70, 0), len(whole) - 1}:
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            assert checked(log), (file, at)
        for other in (whole[:-1], whole + b"\n", b""):
            file.write_bytes(other)
            assert checked(log), file
        file.write_bytes(whole)
        found.add(str(file.relative_to(log)))
    assert found == {
        "checkpoint",
        "tile/entries/000",
        "tile/entries/001.p/44",
        "tile/0/000",
        "tile/0/001.p/44",
        "tile/1/000.p/1",
    }
    assert checked(log) == ""


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 512, 65_537])
def test_logs_at_the_edges_of_tiles(log, size):
    entries = [entry(f"2026-{number:04}", 1) for number in range(1, size + 1)]
    folders.write(log, entries)
    assert (
        checked(log, saved=[folders.checkpoint(entries[:old]) for old in {0, 1, size // 2, size} if old <= size]) == ""
    )


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([entry("2026-0001", 1), entry("2026-0001", 3)], "an entry of 2026-0001 is left out"),
        ([entry("2026-0001", 2)], "an entry of 2026-0001 is left out"),
        ([entry("2026-0001", 1), entry("2026-0001", 1)], "2026-0001 has two entries 1"),
        ([entry("2026-0001", 0)], "2026-0001 has two entries 0"),
        ([b"no JSON"], "JSONDecodeError"),
        ([b'{"kind":"told"}'], "TypeError"),
    ],
)
def test_what_is_left_out_or_told_twice_is_found(log, entries, why):
    folders.write(log, entries)
    assert why in checked(log)


def test_a_log_that_does_not_continue_what_somebody_kept_is_found(log, tmp_path):
    folders.write(log, WORLD)
    old = folders.checkpoint(WORLD[:7])
    rewritten = folders.checkpoint([*WORLD[:3], entry("2026-0009", 1), *WORLD[4:7]])
    longer = folders.checkpoint([*WORLD, entry("2026-0009", 1)])

    status, said = run(log, KEY, kept(tmp_path, old))
    assert (status, said.splitlines()[0]) == (0, "接續 It continues the checkpoint of 7 that you kept.")
    assert run(log, KEY, kept(tmp_path, rewritten)) == (1, "有誤 WRONG: it does not continue the 7 that you kept\n")
    assert run(log, KEY, kept(tmp_path, longer)) == (1, "有誤 WRONG: it does not continue the 13 that you kept\n")


def test_who_signed_is_told_and_a_stranger_is_nobody(log):
    witness, other = Cosigner("witness.example", b"3" * 32), Signer("log.example", b"2" * 32)
    folders.write(log, WORLD)
    note = folders.checkpoint(WORLD)
    line = witness.cosign(note.partition("\n\n")[0] + "\n", 1_795_000_000).line
    (log / "checkpoint").write_text(note + line, encoding="utf-8")
    assert "signed by log.example\n" in run(log, KEY)[1]
    assert "signed by log.example, witness witness.example\n" in run(log, KEY, witness.key.vkey)[1]
    for keys in ([other.key.vkey], [witness.key.vkey]):
        assert run(log, *keys) == (1, "有誤 WRONG: no key that you gave signed the checkpoint of log.example\n")
    (log / "checkpoint").write_text(note + line.replace("— witness.example ", "— witness.example A"), encoding="utf-8")
    assert checked(log) == ""  # of a stranger: whoever did not give its key is not told of it
    wrong = witness.cosign("log.example\n1\nAA==\n", 5).line
    (log / "checkpoint").write_text(note + wrong, encoding="utf-8")
    assert run(log, KEY, witness.key.vkey) == (1, "有誤 WRONG: InvalidSignature\n")


def test_a_log_that_follows_another_is_counted_with_it(log, tmp_path):
    second = Signer("log.example/2", b"1" * 32)
    next_log = tmp_path / "next"
    folders.write(log, WORLD)
    follow = [entry("log", 1, stage="", campaign=""), entry("2026-0007", 3, stage="closed"), entry("2026-0008", 1)]
    folders.write(next_log, follow, second)
    status, said = run(log, next_log, KEY, second.key.vkey)
    assert said.splitlines()[-2:] == [
        "全部 all: "
        "收到 received 8 = 未結 open 2 + 辦結 closed 2 + 不予受理 declined 1 + 併案 merged 2 + 撤回 withdrawn 1",
        "    有效 valid 6, 已辦結 handled 3, 辦結率 rate 50%",
    ]
    assert status == 0
    assert run(next_log, second.key.vkey) == (1, "有誤 WRONG: an entry of 2026-0007 is left out\n")


def test_a_file_that_is_not_there_is_named(log):
    folders.write(log, WORLD)
    (log / "tile/0/000.p/12").unlink()
    status, said = run(log, KEY)
    assert status == 1
    assert "FileNotFoundError" in said
    assert "tile/0/000.p/12" in said


RECEIPTS = Signer("log.example/receipt", b"1" * 32)


def promise(leaf, number="2026-0001", *, signer=RECEIPTS):
    lines = [signer.key.name, number, "2026-11-27T22:58:01Z", b64encode(leaf).decode()]
    return signed("\n".join(lines) + "\n", signer)


def test_what_was_promised_has_to_be_in_the_log(log, tmp_path):
    folders.write(log, WORLD)
    keys = (KEY, RECEIPTS.key.vkey)
    status, said = run(log, *keys, kept(tmp_path, promise(leaf_hash(WORLD[0]))))
    assert (status, said.splitlines()[0]) == (
        0,
        "在冊 2026-0001 is in the log, as was promised at 2026-11-27T22:58:01Z.",
    )
    broken = kept(tmp_path, promise(leaf_hash(b"what was swallowed"), "2026-0009"))
    why = "有誤 WRONG: 2026-0009 was promised at 2026-11-27T22:58:01Z and is not in the log"
    status, said = run(log, *keys, broken)
    assert (status, said.splitlines()[-1]) == (1, why)


def test_what_was_promised_before_a_log_ended_may_stand_in_the_next_one(log, tmp_path):
    second, late = Signer("log.example/2", b"1" * 32), entry("2026-0008", 1)
    next_log = tmp_path / "next"
    folders.write(log, WORLD)
    folders.write(next_log, [entry("log", 1, stage="", campaign=""), late], second)
    given = (KEY, second.key.vkey, RECEIPTS.key.vkey, kept(tmp_path, promise(leaf_hash(late), "2026-0008")))
    assert run(log, *given)[1].splitlines()[-1].endswith("and is not in the log")
    status, said = run(log, next_log, *given)
    told = "在冊 2026-0008 is in the log, as was promised at 2026-11-27T22:58:01Z."
    assert (status, told in said.splitlines()) == (0, True)


def test_a_promise_that_its_key_did_not_sign_says_nothing(log, tmp_path):
    folders.write(log, WORLD)
    forged = kept(tmp_path, promise(leaf_hash(WORLD[0]), signer=Signer(RECEIPTS.key.name, b"2" * 32)))
    why = "有誤 WRONG: no key that you gave signed the checkpoint of log.example/receipt\n"
    assert run(log, KEY, RECEIPTS.key.vkey, forged) == (1, why)


def test_a_proof_is_as_good_as_the_checkpoint_that_it_ends_with(log, tmp_path):
    folders.write(log, WORLD)
    hashes = inclusion_proof(folders.tree(WORLD).span, 2, 7)
    proof = Proof(2, hashes, folders.checkpoint(WORLD[:7]), b'{"entry":"and more"}').text
    assert run(log, KEY, kept(tmp_path, proof))[1].splitlines()[0] == (
        "接續 It continues the checkpoint of 7 that you kept."
    )
    folders.write(log, [entry("2026-0007", 1), *WORLD[1:-2], entry("2026-0001", 1)])
    assert run(log, KEY, kept(tmp_path, proof))[0] == 1


def test_whatever_somebody_kept_is_held_against_a_log(log, tmp_path):
    """Who owns the keys may show a log under another name that they sign: silence is no answer."""
    old = kept(tmp_path, folders.checkpoint(WORLD[:7]))
    why = f"有誤 WRONG: none of these logs is that of {old}"
    for owner in (RECEIPTS, Signer("log.example/2", b"1" * 32)):
        folders.write(log, [entry("2026-0001", 1)], owner)
        status, said = run(log, KEY, RECEIPTS.key.vkey, owner.key.vkey, old)
        assert (status, said.splitlines()[-1]) == (1, why)


def test_without_a_key_it_says_how_it_is_used(log):
    assert run(log)[0] == 1
    assert "python3 check_ledger.py https://SITE/ledger VKEY" in run(log)[1]


def test_over_http_it_is_the_same(log):
    folders.write(log, WORLD)
    handler = partial(SimpleHTTPRequestHandler, directory=str(log))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        try:
            address = f"http://127.0.0.1:{server.server_port}/"
            assert run(address, KEY) == run(log, KEY)
            (log / "tile/entries/000.p/12").unlink()
            told = f"有誤 WRONG: HTTPError HTTP Error 404: File not found {address}tile/entries/000.p/12\n"
            assert run(address, KEY) == (1, told)
        finally:
            server.shutdown()
