"""Signed notes and cosignatures: who is believed, and what is refused."""

import base64

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from hypothesis import given
from hypothesis import strategies as st

from portal.tlog import checkpoints, notes, proofs
from portal.tlog.notes import ED25519, Key, Signature, Signer, Untrusted, key_of, read, signed, signers_of, verified
from portal.tlog.proofs import HEAD
from portal.tlog.witnessing import cosignature_in, size_in
from tests.portal.tlog.signing import KINDS, Cosigner

pytestmark = pytest.mark.pure

TEXT = "log.example\n3\nRoTAMI/CvVYZwBZMfJ+5hJiGL+Y8EFZ5AUFEp2rHGPs=\n"
OURS, OTHER = Signer("log.example", b"1" * 32), Signer("other.example", b"2" * 32)
NOTE = signed(TEXT, OURS)


def test_a_note_as_text():
    signature = base64.b64encode(OURS.key.id + OURS.sign(TEXT).signature).decode()
    assert f"{TEXT}\n— log.example {signature}\n" == NOTE
    assert verified(NOTE, [OURS.key]) == TEXT


def test_the_text_may_hold_empty_lines_and_whatever_is_no_control_character():
    text = "第一行\n\n\u2028\x7f — x YQ==\n\n"
    assert verified(signed(text, OURS), [OURS.key]) == text


def test_the_key_of_the_specification_has_its_id():
    """The key under which `tlog-tiles`' data of others are signed."""
    vkey = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
    assert key_of(vkey).vkey == vkey
    assert (key_of(vkey).name, key_of(vkey).kind) == ("example.com/log/testdata", ED25519)


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "log.example",
        OURS.key.vkey.replace("log.example", "log2.example"),
        OURS.key.vkey.replace("log.example", "log example"),
        OURS.key.vkey[:-4] + "AAAA",
        OURS.key.vkey[:-4],
        OURS.key.vkey + "!",
        OURS.key.vkey.replace("+A", "+Ä"),
        Key("log.example", 0x02, OURS.key.public).vkey,
        Key("log.example", notes.COSIGNED_ML_DSA_44, OURS.key.public).vkey,
        Key("log+example", ED25519, OURS.key.public).vkey,
        "log.example+e3b0c442+",
    ],
)
def test_what_is_no_key_is_refused(vkey):
    with pytest.raises(ValueError):  # noqa: PT011  of several kinds, each in its own words
        key_of(vkey)


@pytest.mark.parametrize(
    ("note", "keys", "why"),
    [
        (NOTE, [], "no known key"),
        (NOTE, [OTHER.key], "no known key"),
        (NOTE, [Key("log.example", ED25519, OTHER.key.public)], "no known key"),
        (NOTE, [Key("other.example", ED25519, OURS.key.public)], "no known key"),
        (NOTE.replace("\n3\n", "\n4\n"), [OURS.key], "signature of log.example does not fit"),
        (NOTE.replace(TEXT, TEXT + "more\n"), [OURS.key], "does not fit"),
    ],
)
def test_a_note_that_was_forged_or_is_of_strangers(note, keys, why):
    with pytest.raises(Untrusted, match=why):
        verified(note, keys)


@pytest.mark.parametrize("length", [0, 1, 63, 65])
def test_a_signature_of_another_length_does_not_fit(length):
    line = Signature("log.example", OURS.key.id, (OURS.sign(TEXT).signature * 2)[:length]).line
    with pytest.raises(Untrusted):
        verified(f"{TEXT}\n{line}", [OURS.key])


def test_a_key_whose_id_collides_does_not_pass():
    """The four bytes of an id protect nothing: only the signature does."""
    line = Signature(OURS.key.name, OURS.key.id, OTHER.sign(TEXT).signature).line
    with pytest.raises(Untrusted, match="does not fit"):
        verified(f"{TEXT}\n{line}", [OURS.key])


def test_a_wrong_signature_of_a_known_key_refuses_the_whole_note():
    wrong = Signature("other.example", OTHER.key.id, bytes(64))
    with pytest.raises(Untrusted, match=r"other\.example"):
        verified(NOTE + wrong.line, [OURS.key, OTHER.key])
    assert verified(NOTE + wrong.line, [OURS.key]) == TEXT  # to whom it is a stranger


def test_one_that_signed_twice_is_one():
    note = read(NOTE + OURS.sign(TEXT).line + OTHER.sign(TEXT).line)
    assert signers_of(note, [OURS.key, OTHER.key]) == [OURS.key, OTHER.key]


def test_up_to_sixty_four_signatures_are_read():
    strangers = [Signer(f"w{number}.example", bytes([number]) * 32) for number in range(63)]
    assert verified(signed(TEXT, *strangers, OURS), [OURS.key]) == TEXT
    with pytest.raises(Untrusted, match="too many signatures"):
        read(signed(TEXT, *strangers, OURS, OTHER))


@pytest.mark.parametrize("cut", range(1, len(NOTE) - 1, 7))
def test_a_note_that_is_cut_off(cut):
    with pytest.raises(Untrusted):
        verified(NOTE[:cut], [OURS.key])


LINES = ["- log", "—log", "—  log", "— lo g", "— lo+g", "— lo\u2003g", "—\u00a0log"]
ENCODED = ["", "YQ", "YQ==", "YWJjZA==", "!!!!!!!!", "路路路路", "YWJj ZGU="]


@pytest.mark.parametrize(
    "note",
    ["", "\n", "\n\n", TEXT, f"{TEXT}\n", NOTE[:-1], NOTE + "\n", NOTE + "x\n", NOTE.replace("\n\n", "\n")]
    + [NOTE.replace("log.example\n3", f"log.example{char}\n3") for char in "\x00\t\r\x0b\x1f"]
    + [NOTE.replace("— log", line) for line in LINES]
    + [f"{TEXT}\n— log.example {encoded}\n" for encoded in ENCODED],
)
def test_what_is_no_note_is_refused(note):
    with pytest.raises(Untrusted):
        verified(note, [OURS.key])


@pytest.fixture(params=KINDS)
def witness(request):
    return Cosigner("witness.example/w1", b"3" * 32, KINDS[request.param])


def test_a_cosignature_is_believed_at_its_time(witness):
    signature = witness.cosign(TEXT, 1679315147)
    assert key_of(witness.key.vkey) == witness.key
    assert signers_of(read(NOTE + signature.line), [OURS.key, witness.key]) == [OURS.key, witness.key]
    assert notes.time_of(signature.signature) == 1679315147


def test_a_cosignature_of_another_tree_time_or_name_does_not_fit(witness):
    of_another = witness.cosign(TEXT.replace("\n3\n", "\n4\n"), 5)
    made = witness.cosign(TEXT, 5)
    later = made._replace(signature=(6).to_bytes(8, "big") + made.signature[8:])
    for wrong in (of_another, later, made._replace(signature=made.signature[:40]), made._replace(signature=b"x")):
        with pytest.raises(Untrusted, match=r"witness\.example/w1 does not fit"):
            notes.check(witness.key, TEXT, wrong.signature)


def test_a_time_that_no_clock_shows_is_refused(witness):
    with pytest.raises(Untrusted, match="the time of a cosignature is out of range"):
        notes.check(witness.key, TEXT, (2**63).to_bytes(8, "big") + bytes(64))


def test_a_cosignature_does_not_pass_for_the_signature_of_a_log():
    """The message of either kind begins with words that no checkpoint begins with."""
    witness = Cosigner("log.example", b"1" * 32)  # the very key of the log
    made = witness.cosign(TEXT, 5)
    with pytest.raises(Untrusted):
        notes.check(OURS.key, TEXT, made.signature[8:])
    with pytest.raises(Untrusted):
        notes.check(witness.key, TEXT, bytes(8) + OURS.sign(TEXT).signature)


def test_what_witnesses_sign_is_what_the_specification_says():
    assert notes.cosigned_text(TEXT, 7) == f"cosignature/v1\ntime 7\n{TEXT}".encode()
    root = base64.b64decode("RoTAMI/CvVYZwBZMfJ+5hJiGL+Y8EFZ5AUFEp2rHGPs=")
    assert notes.cosigned_tree("w.example", TEXT, 7) == (
        b"subtree/v1\n\0" + b"\x09w.example" + (7).to_bytes(8, "big") + b"\x0blog.example" + bytes(8)
        + (3).to_bytes(8, "big") + root
    )  # fmt: skip


@pytest.mark.parametrize("text", ["one line\n", "a\nb\nYQ==\n", "a\n-1\nYQ==\n", f"a\n{2**64}\nYQ==\n", "a\n1\n!\n"])
def test_what_is_no_checkpoint_has_no_cosignature_with_ml_dsa(text):
    key = Cosigner("witness.example", b"3" * 32, notes.COSIGNED_ML_DSA_44).key
    with pytest.raises(Untrusted, match="does not fit"):
        notes.check(key, text, bytes(8 + 2420))


def test_a_machine_without_ml_dsa_says_that_it_cannot_check(monkeypatch):
    def unsupported(_):
        raise UnsupportedAlgorithm("not in this build")

    witness = Cosigner("witness.example", b"3" * 32, notes.COSIGNED_ML_DSA_44)
    assert notes.can_check(witness.key)
    monkeypatch.setattr(notes, "MLDSA44PublicKey", type("Without", (), {"from_public_bytes": unsupported}))
    assert not notes.can_check(witness.key)
    assert notes.can_check(OURS.key)
    with pytest.raises(Untrusted, match=r"this machine cannot check the signature of witness\.example"):
        notes.check(witness.key, TEXT, witness.cosign(TEXT, 5).signature)


PIECES = st.sampled_from(
    [TEXT, NOTE, "\n", "\n\n", "— ", "log.example", " ", "3", "old 3\n", "extra ", "index 0", HEAD]
)


@given(st.lists(PIECES | st.text(max_size=9), max_size=9).map("".join))
def test_whatever_is_read_is_refused_in_one_way(text):
    """Nobody who reads what others wrote has to expect another error."""
    for read_by in (
        lambda: verified(text, [OURS.key]),
        lambda: checkpoints.parsed(text),
        lambda: proofs.parsed(text),
        lambda: cosignature_in(text, NOTE, OURS.key),
        lambda: size_in(text),
    ):
        try:
            read_by()
        except Untrusted:
            continue
