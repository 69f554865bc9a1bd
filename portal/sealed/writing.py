"""Sealing: plain pieces come in, nothing but cipher goes on."""

import hashlib
import secrets
import tempfile
from typing import NamedTuple

from django.core.files import File

from portal.sealed.shape import KEY_BYTES, MARK, PIECE, SALT_BYTES, cipher, nonce


class Sealed(NamedTuple):
    """A file in a storage: its name there, what opens it, and of the plain text how many bytes and their SHA-256."""

    name: str
    key: bytes
    size: int
    digest: str


def new_key():
    return secrets.token_bytes(KEY_BYTES)


class Sealing:
    """One file on its way in: `add` each piece as it comes, then `keep` it in a storage, or `drop` it.

    The cipher waits in a temporary file without a name until it is kept; no more than a piece of plain text is in
    memory.
    """

    def __init__(self, key=None):
        self.key = key or new_key()
        salt = secrets.token_bytes(SALT_BYTES)
        self._cipher, self._number, self._rest = cipher(self.key, salt), 0, b""
        self._digest, self.size = hashlib.sha256(), 0
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  it outlives this call: `drop` closes it
        self._file.write(MARK + salt)

    def add(self, plain):
        self._digest.update(plain)
        self.size += len(plain)
        self._rest += plain
        while len(self._rest) > PIECE:  # one that fills up exactly may be the last
            self._put(self._rest[:PIECE], is_last=False)
            self._rest = self._rest[PIECE:]

    def keep(self, storage):
        """The file, whole, in `storage` under a random name."""
        self._put(self._rest, is_last=True)
        self._file.seek(0)
        random = secrets.token_hex(16)
        name = storage.save(f"{random[:2]}/{random}", File(self._file))
        self.drop()
        return Sealed(name, self.key, self.size, self._digest.hexdigest())

    def drop(self):
        self._rest = b""
        self._file.close()

    def _put(self, plain, *, is_last):
        self._file.write(self._cipher.encrypt(nonce(self._number, is_last), bytes(plain), None))
        self._number += 1


def write(storage, chunks, key=None):
    """Seal what `chunks` yields, under `key` or a new one."""
    sealing = Sealing(key)
    try:
        for chunk in chunks:
            sealing.add(chunk)
        return sealing.keep(storage)
    finally:
        sealing.drop()


def erase(storage, name):
    """Take the file away; one that is gone already is as wanted. Its key is what makes copies of it unreadable."""
    if name:
        storage.delete(name)
