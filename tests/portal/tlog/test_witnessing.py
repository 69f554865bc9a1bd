"""What a log and a witness say to each other."""

import pytest

from portal.tlog import notes
from portal.tlog.notes import COSIGNED_ML_DSA_44, Untrusted
from portal.tlog.witnessing import Witness, cosignature_in, request, size_in, witness_of, witnesses_of
from tests.portal.ledger.folders import SIGNER, checkpoint
from tests.portal.tlog.signing import KINDS, Cosigner
from tests.portal.tlog.trees import numbered

pytestmark = pytest.mark.pure

WITNESS, OTHER = Cosigner("witness.example/w1", b"3" * 32), Cosigner("other.example", b"4" * 32)
NOTE = checkpoint(numbered(3))
TEXT = notes.read(NOTE).text


def test_a_witness_is_an_address_and_a_key():
    assert witness_of(f"https://witness.example/x/|{WITNESS.key.vkey}") == Witness(
        "https://witness.example/x", WITNESS.key
    )
    post_quantum = Cosigner("w.example", b"5" * 32, COSIGNED_ML_DSA_44).key
    assert witness_of(f"https://w.example|{post_quantum.vkey}").key == post_quantum


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("https://w.example", "is not of the form https://…|<vkey>"),
        (WITNESS.key.vkey, "is not of the form"),
        (f"w.example|{WITNESS.key.vkey}", "is not of the form"),
        (f"ftp://w.example|{WITNESS.key.vkey}", "is not of the form"),
        (f"https://|{WITNESS.key.vkey}", "is not of the form"),
        (f"https://w.example/?a=b|{WITNESS.key.vkey}", "is not of the form"),
        ("https://w.example|", "the key of https://w.example is none"),
        (f"https://w.example|{WITNESS.key.vkey[:-4]}", "the key of https://w.example is none"),
        (f"https://w.example|{SIGNER.key.vkey}", "does not cosign; it is the key of a log"),
    ],
)
def test_what_is_no_witness_is_refused_in_words(text, why):
    with pytest.raises(ValueError, match=why):
        witness_of(text)


def test_two_witnesses_of_one_name_are_refused():
    one = f"https://a.example|{WITNESS.key.vkey}"
    assert [witness.url for witness in witnesses_of([one, f"https://b.example|{OTHER.key.vkey}"])] == [
        "https://a.example",
        "https://b.example",
    ]
    with pytest.raises(ValueError, match="two witnesses are named witness.example/w1"):
        witnesses_of([one, one])


def test_a_key_that_this_machine_cannot_check_is_refused(monkeypatch):
    monkeypatch.setattr(notes, "can_check", lambda key: False)
    with pytest.raises(ValueError, match="which the cryptography of this machine cannot check"):
        witness_of(f"https://w.example|{Cosigner('w.example', b'5' * 32, COSIGNED_ML_DSA_44).key.vkey}")


def test_a_request_as_the_specification_writes_it():
    assert request(2, [bytes(32), b"\xff" * 32], "note\n") == (
        "old 2\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n//////////////////////////////////////////8=\n\nnote\n"
    )
    assert request(0, [], "note\n") == "old 0\n\nnote\n"


@pytest.mark.parametrize("kind", KINDS)
def test_a_cosignature_is_found_among_those_of_strangers(kind):
    witness = Cosigner("witness.example/w1", b"3" * 32, KINDS[kind])
    made = witness.cosign(TEXT, 1_795_000_000)
    strangers = OTHER.cosign("other text", 5).line
    assert cosignature_in(strangers + made.line + strangers, NOTE, witness.key) == made


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("", "no signed note"),
        ("well done\n", "not of their form"),
        (OTHER.cosign(TEXT, 5).line, "witness.example/w1 did not sign it"),
        (Cosigner("witness.example/w1", b"4" * 32).cosign(TEXT, 5).line, "did not sign it"),
        (WITNESS.cosign(TEXT.replace("\n3\n", "\n4\n"), 5).line, "does not fit"),
        ("more\n\n" + WITNESS.cosign(TEXT + "\nmore\n", 5).line, "more than signatures"),
        (WITNESS.cosign(TEXT, 5).line + "\r\n", "no signed note"),
    ],
)
def test_what_is_no_cosignature_is_refused(answer, why):
    with pytest.raises(Untrusted, match=why):
        cosignature_in(answer, NOTE, WITNESS.key)


def test_the_size_that_a_witness_knows():
    assert [size_in("0\n"), size_in("20852163\n")] == [0, 20852163]
    for wrong in ("", "5", "05\n", "-5\n", "5\n\n", "٣\n", "9" * 30 + "\n"):
        with pytest.raises(Untrusted):
            size_in(wrong)
