"""Proofs as files: written, read again, and refused where they are of another form."""

import base64

import pytest

from portal.tlog.notes import Untrusted
from portal.tlog.proofs import HEAD, Proof, parsed

pytestmark = pytest.mark.pure

CHECKPOINT = "log.example\n3\nroot\n\n— log.example c2ln\n"
HASH = base64.b64encode(bytes(range(32))).decode()


def test_a_proof_as_text():
    proof = Proof(2, [bytes(range(32))], CHECKPOINT, b"extra bytes")
    assert proof.text == f"{HEAD}\nextra ZXh0cmEgYnl0ZXM=\nindex 2\n{HASH}\n\n{CHECKPOINT}"
    assert parsed(proof.text) == proof


def test_a_proof_of_the_only_entry_has_neither_hashes_nor_extra():
    proof = Proof(0, [], CHECKPOINT)
    assert proof.text == f"{HEAD}\nindex 0\n\n{CHECKPOINT}"
    assert parsed(proof.text) == proof


def test_the_checkpoint_stands_as_it_was_issued():
    """Cosignatures and empty lines of its own included."""
    checkpoint = CHECKPOINT + "— witness.example c2ln\n"
    assert parsed(Proof(0, [], checkpoint).text).checkpoint == checkpoint


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "this is no proof"),
        (f"{HEAD}\nindex 0\n{CHECKPOINT}"[:20], "this is no proof"),
        (f"c2sp.org/tlog-proof@v2\nindex 0\n\n{CHECKPOINT}", "this is no proof"),
        (f"{HEAD}\n\n{CHECKPOINT}", "this is no proof"),
        (f"{HEAD}\nindex 00\n\n{CHECKPOINT}", "this is no proof"),
        (f"{HEAD}\nindex -1\n\n{CHECKPOINT}", "this is no proof"),
        (f"{HEAD}\nindex ٣\n\n{CHECKPOINT}", "this is no proof"),
        (f"{HEAD}\nindex 99999999999999999999\n\n{CHECKPOINT}", "this is no proof"),
        (f"{HEAD}\nindex 0\nextra YQ==\n\n{CHECKPOINT}", "not readable"),
        (f"{HEAD}\nextra *\nindex 0\n\n{CHECKPOINT}", "not readable"),
        (f"{HEAD}\nindex 0\n名\n\n{CHECKPOINT}", "not readable"),
        (f"{HEAD}\nindex 0\nYQ==\n\n{CHECKPOINT}", "a hash of the proof is not one"),
        (f"{HEAD}\r\nindex 0\r\n\r\n{CHECKPOINT}", "this is no proof"),
    ],
)
def test_what_is_no_proof_is_refused(text, why):
    with pytest.raises(Untrusted, match=why):
        parsed(text)
