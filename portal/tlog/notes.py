"""Signed notes (C2SP `signed-note`) and cosignatures (`tlog-cosignature`): who signed which text.

A key is written as a `vkey`: name+key id+base64 of one byte for the type and the public key.
"""

import base64
import re
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

ED25519, COSIGNED_ED25519, COSIGNED_ML_DSA_44 = 0x01, 0x04, 0x06
PUBLIC_BYTES = {ED25519: 32, COSIGNED_ED25519: 32, COSIGNED_ML_DSA_44: 1312}
DASH = "— "
TIME_BYTES = 8
MOST_TIME = 2**63 - 1
MOST_SIGNATURES = 64
NAME = re.compile(r"[^\s+]+")


class Untrusted(Exception):
    """A note that is not one, or that no known key signed, or whose signature does not fit."""


class Key(NamedTuple):
    """A public key under a name."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self):
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def vkey(self):
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"


class Signature(NamedTuple):
    name: str
    id: bytes
    signature: bytes

    @property
    def line(self):
        return f"{DASH}{self.name} {base64.b64encode(self.id + self.signature).decode()}\n"


class Note(NamedTuple):
    text: str  # with the newline that ends it
    signatures: list


def key_of(vkey):
    """The `Key` of a `vkey`; raises `ValueError` where it is none, or its id is not its own."""
    name, id_, encoded = vkey.strip().split("+", 2)
    material = base64.b64decode(encoded, validate=True)
    key = Key(name, material[0] if material else 0, material[1:])
    if not NAME.fullmatch(name) or PUBLIC_BYTES.get(key.kind) != len(key.public):
        raise ValueError("This is no key that signs notes.")
    if key.id.hex() != id_:
        raise ValueError("The id of the key is not its own.")
    return key


class Signer:
    """A private Ed25519 key under a name; it signs notes, and nothing else."""

    def __init__(self, name, seed):
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.key = Key(name, ED25519, self._private.public_key().public_bytes_raw())

    def sign(self, text):
        return Signature(self.key.name, self.key.id, self._private.sign(text.encode()))


def signed(text, *signers):
    """The note of `text`, which ends in a newline, with the signature of each."""
    return written(text, [signer.sign(text) for signer in signers])


def written(text, signatures):
    return f"{text}\n" + "".join(signature.line for signature in signatures)


def read(note):
    """The `Note` of a text; raises `Untrusted` where it is not of that form."""
    text, blank, lines = note.rpartition("\n\n")
    if not blank or not lines.endswith("\n") or re.search(r"[\x00-\x09\x0b-\x1f]", note):
        raise Untrusted("this is no signed note")
    signatures = [_signature(line) for line in lines[:-1].split("\n")]
    if len(signatures) > MOST_SIGNATURES:
        raise Untrusted("the note has too many signatures")
    return Note(f"{text}\n", signatures)


def _signature(line):
    name, blank, encoded = line.removeprefix(DASH).partition(" ")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except ValueError:
        raw = b""
    if not line.startswith(DASH) or not NAME.fullmatch(name) or len(raw) < 5:
        raise Untrusted("a signature of the note is not of their form")
    return Signature(name, raw[:4], raw[4:])


def signers_of(note, keys):
    """Those of `keys` that signed a `Note`; `Untrusted` where there is none, or the signature of one does not fit."""
    known = {(key.name, key.id): key for key in keys}
    found = {}  # each once, however often it signed
    for signature in note.signatures:
        if key := known.get((signature.name, signature.id)):
            check(key, note.text, signature.signature)
            found[key] = True
    if not found:
        raise Untrusted("no known key signed the note")
    return list(found)


def verified(note, keys):
    """The text of a note that at least one of `keys` signed, and none wrongly; raises `Untrusted`."""
    note = read(note)
    signers_of(note, keys)
    return note.text


def check(key, text, signature):
    """Raise `Untrusted` unless `key` made the `signature` of `text`."""
    try:
        if key.kind == ED25519:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
        elif key.kind == COSIGNED_ED25519:
            message = cosigned_text(text, time_of(signature))
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature[TIME_BYTES:], message)
        else:
            message = cosigned_tree(key.name, text, time_of(signature))
            MLDSA44PublicKey.from_public_bytes(key.public).verify(signature[TIME_BYTES:], message)
    except UnsupportedAlgorithm as error:
        raise Untrusted(f"this machine cannot check the signature of {key.name}") from error
    except (InvalidSignature, ValueError, OverflowError) as error:
        raise Untrusted(f"the signature of {key.name} does not fit") from error


def can_check(key):
    """Whether the library on this machine knows signatures of this type; older builds know no ML-DSA-44."""
    try:
        (MLDSA44PublicKey if key.kind == COSIGNED_ML_DSA_44 else Ed25519PublicKey).from_public_bytes(key.public)
    except UnsupportedAlgorithm:
        return False
    return True


def time_of(cosignature):
    """The seconds since 1970 at which it was made."""
    time = int.from_bytes(cosignature[:TIME_BYTES], "big")
    if time > MOST_TIME:
        raise Untrusted("the time of a cosignature is out of range")
    return time


def cosigned_text(text, time):
    """What a witness signs with Ed25519."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def cosigned_tree(name, text, time):
    """What a witness signs with ML-DSA-44 of a checkpoint."""
    origin, size, root, *_ = text.split("\n")
    start = bytes(8)  # the first leaf: a checkpoint is of the whole tree
    parts = (_counted(name), time.to_bytes(8, "big"), _counted(origin), start, int(size).to_bytes(8, "big"))
    return b"subtree/v1\n\x00" + b"".join(parts) + base64.b64decode(root, validate=True)


def _counted(text):
    raw = text.encode()
    return bytes([len(raw)]) + raw
