"""A vote as it lies in the database until the close: sealed to a public key whose private key is not on the server.

HPKE (RFC 9180) with X25519, HKDF-SHA256 and ChaCha20-Poly1305, each vote with a key of its own. What it is bound to is
the digest of the questions, so that a vote opens for no other ballot.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
KEY_BYTES = 32
OVERHEAD = 32 + 16  # the key of the one vote, and the tag
BLANK = 0
MOST_OPTIONS = 255


def new_key():
    """(private, public), each of 32 bytes."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def public_of(private_key):
    return X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def blank(count):
    """Random bytes, as many as a sealed vote on `count` questions has."""
    return secrets.token_bytes(count + OVERHEAD)


def seal(places, public_key, digest):
    """`places` says of each question, in order, which option was chosen: 1 for the first, BLANK for none.

    One byte for each question whatever was chosen, so that the length says nothing.
    """
    return SUITE.encrypt(bytes(places), X25519PublicKey.from_public_bytes(public_key), _bound_to(digest))


def opened(sealed, private_key, digest):
    """The places that were sealed; None where this key does not open it for these questions."""
    key = X25519PrivateKey.from_private_bytes(private_key)
    try:
        return [*SUITE.decrypt(bytes(sealed), key, _bound_to(digest))]
    except (InvalidTag, ValueError):
        return None


def _bound_to(digest):
    return b"ballot " + digest.encode()
