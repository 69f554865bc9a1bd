"""Proofs as files (C2SP `tlog-proof`): an entry is in a log, for whoever has the keys of the log and of witnesses."""

import base64
import re
from typing import NamedTuple

from portal.tlog.notes import Untrusted
from portal.tlog.tree import HASH_BYTES

HEAD = "c2sp.org/tlog-proof@v1"


class Proof(NamedTuple):
    index: int
    hashes: list
    checkpoint: str  # the note, with whatever cosignatures it has
    extra: bytes = b""  # told beside it; nobody signed it

    @property
    def text(self):
        extra = [f"extra {_encoded(self.extra)}"] if self.extra else []
        return "\n".join([HEAD, *extra, f"index {self.index}", *map(_encoded, self.hashes), "", self.checkpoint])


def parsed(text):
    """The `Proof` of a file; raises `Untrusted` where it is not of that form. It proves nothing by itself."""
    head, blank, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    extra = b""
    if len(lines) > 1 and lines[1].startswith("extra "):
        extra = _decoded(lines.pop(1).removeprefix("extra "))
    if (
        not blank
        or lines[0] != HEAD
        or len(lines) < 2
        or not re.fullmatch(r"index (0|[1-9]\d{0,18})", lines[1], re.ASCII)
    ):
        raise Untrusted("this is no proof")
    hashes = [_decoded(line) for line in lines[2:]]
    if any(len(one) != HASH_BYTES for one in hashes):
        raise Untrusted("a hash of the proof is not one")
    return Proof(int(lines[1].removeprefix("index ")), hashes, checkpoint, extra)


def _encoded(raw):
    return base64.b64encode(raw).decode()


def _decoded(text):
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Untrusted("the proof is not readable") from error
