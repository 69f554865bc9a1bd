"""How a sealed file looks: a mark, a salt, and pieces, each encrypted with its number and whether it is the last.

This is the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over AES-256-GCM: a piece that was altered,
moved, left out or added is refused. Several files may share a key, as the pages of one attachment do; the salt makes
another key of it for each, so that no nonce comes twice.
"""

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MARK = b"sealed1\n"
SALT_BYTES = 32
HEAD_BYTES = len(MARK) + SALT_BYTES
PIECE = 64 * 1024  # bytes of plain text; only the last piece has fewer
TAG_BYTES = 16
KEY_BYTES = 32


def cipher(key, salt):
    """What encrypts and decrypts the pieces of the one file that begins with `salt`."""
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt=salt, info=MARK).derive(key))


def nonce(number, is_last):
    """Of piece `number`, from 0."""
    return number.to_bytes(11, "big") + bytes([is_last])
