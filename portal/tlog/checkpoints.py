"""Checkpoints (C2SP `tlog-checkpoint`): the text that says how large a log is, and its root."""

import base64
import re
from typing import NamedTuple

from portal.tlog import notes
from portal.tlog.notes import Untrusted
from portal.tlog.tree import HASH_BYTES


class Checkpoint(NamedTuple):
    origin: str
    size: int
    root: bytes

    @property
    def text(self):
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def parsed(text):
    """The `Checkpoint` of the text of a note; raises `Untrusted` where it is none. Further lines are left alone."""
    lines = text.split("\n")
    if len(lines) < 4 or not all(lines[:-1]) or lines[-1]:
        raise Untrusted("this is no checkpoint")
    origin, size, root = lines[:3]
    try:
        root = base64.b64decode(root, validate=True)
    except ValueError as error:
        raise Untrusted("the root of the checkpoint is not readable") from error
    if not re.fullmatch(r"0|[1-9]\d{0,18}", size, re.ASCII) or len(root) != HASH_BYTES:
        raise Untrusted("size or root of the checkpoint are out of range")
    return Checkpoint(origin, int(size), root)


def opened(note, keys, origin):
    """The `Checkpoint` of a note of the log `origin` that one of `keys` signed; raises `Untrusted`."""
    checkpoint = parsed(notes.verified(note, keys))
    if checkpoint.origin != origin:
        raise Untrusted(f"the checkpoint is of another log, {checkpoint.origin}")
    return checkpoint
