"""Openings: the named fields an entry commits to, and from where they are read again.

An app says for its kinds of entries how the fields are read back from the row `source` names, and which of them
anybody may read now. What is read back must be, to the byte, what was committed to.
"""

import json
import os
from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from portal.tlog import canonical
from portal.tlog.tree import HASH_BYTES

SOURCES = {}


class Source(NamedTuple):
    fields: Callable  # of a list of `Entry`: {primary key of the entry: its fields}; without those whose row is gone
    public: Callable  # of a list of `Entry`: the set of primary keys of those whose opening anybody may read now


class Commitment(NamedTuple):
    salt: bytes
    digest: bytes  # SHA-256 over salt and opening


def source_of(*kinds, fields, public=lambda entries: set()):
    """Say from where the openings of these kinds of entries are read; unless said so, nobody but their owner may."""
    for kind in kinds:
        SOURCES[kind] = Source(fields, public)


def opening_of(fields):
    """The bytes that are committed to: canonical JSON of text, whole numbers, truth and lists of them; LF alone."""
    return canonical.written(_with_lf(fields))


def read(opening):
    """The fields of an opening."""
    return json.loads(bytes(opening))


def _with_lf(value):
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, dict):
        return {name: _with_lf(one) for name, one in value.items()}
    return [_with_lf(one) for one in value] if isinstance(value, list) else value


def committed(fields, salt=None):
    """A fresh `Commitment` to these fields; with a `salt`, that which it makes."""
    salt = salt or os.urandom(HASH_BYTES)
    return Commitment(salt, sha256(salt + opening_of(fields)).digest())


def opened(entries):
    """{primary key: fields} of those entries that can be read again."""
    return _asked(entries, "fields", {})


def public(entries):
    """The primary keys of those entries whose opening anybody may read now."""
    return _asked(entries, "public", set())


def _asked(entries, question, found):
    of_source = {}
    for entry in entries:
        if entry.kind in SOURCES and entry.salt:
            of_source.setdefault(SOURCES[entry.kind], []).append(entry)
    for source, group in of_source.items():
        found |= getattr(source, question)(group)
    return found
