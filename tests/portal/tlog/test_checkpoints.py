"""Checkpoints: read, written, and refused where they are none or of another log."""

import base64

import pytest

from portal.tlog.checkpoints import Checkpoint, opened, parsed
from portal.tlog.notes import Signer, Untrusted, signed

pytestmark = pytest.mark.pure

ROOT = bytes(range(32))
ENCODED = base64.b64encode(ROOT).decode()
SIGNER = Signer("log.example", b"1" * 32)


def test_a_checkpoint_as_text():
    checkpoint = Checkpoint("log.example", 20852163, ROOT)
    assert checkpoint.text == f"log.example\n20852163\n{ENCODED}\n"
    assert parsed(checkpoint.text) == checkpoint
    assert parsed(checkpoint.text + "a line more\n") == checkpoint


@pytest.mark.parametrize(
    "text",
    ["", "\n", "log.example\n3\n", f"log.example\n3\n{ENCODED}", f"\n3\n{ENCODED}\n", f"log.example\n3\n{ENCODED}\n\n"]
    + [f"log.example\n{size}\n{ENCODED}\n" for size in ("", "03", "-3", "+3", "3 ", "1_0", "0x3", "٣", "9" * 20)]
    + [f"log.example\n3\n{root}\n" for root in ("AAAA", "!", "路", ENCODED[:-1], ENCODED + "AAAA", f" {ENCODED}")],
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(Untrusted):
        parsed(text)


def test_one_of_another_log_is_not_opened():
    note = signed(Checkpoint("log.example", 3, ROOT).text, SIGNER)
    assert opened(note, [SIGNER.key], "log.example") == Checkpoint("log.example", 3, ROOT)
    with pytest.raises(Untrusted, match=r"of another log, log\.example"):
        opened(note, [SIGNER.key], "log.example/2")
