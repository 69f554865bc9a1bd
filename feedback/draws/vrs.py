"""The order of the candidates, by draft-thomson-elegy-vrs: one-time codes, public numbers, a position for each.

Whoever draws commits to a secret by publishing the last hash of a chain before the public numbers exist. Each selection
reveals the hash before the last one revealed and mixes it with the numbers: neither side alone can choose the order.
"""

import hashlib
import hmac

SHOWN = 16  # hexadecimal digits of a position that are published: 64 bits tell any two candidates apart


def hashed(text, times):
    """SHA-256 of the bytes `text`, of that again, and so on."""
    for _ in range(times):
        text = hashlib.sha256(text).digest()
    return text


def commitment(secret, length):
    """What is published first of `secret`, bytes: the last of `length` hashes."""
    return hashed(secret, length)


def code(secret, length, turn):
    """The code that the selection number `turn`, from 1, reveals; the secret itself is never one, else ValueError."""
    if not 1 <= turn < length:
        raise ValueError(f"A chain of {length} has no code for selection {turn}.")
    return hashed(secret, length - turn)


def follows(code, last):
    """Whether `code` is the one before `last`, the last that was published."""
    return hashed(code, 1) == last


def key(code, randomness):
    """HKDF-Extract of the text of the public numbers, with the code as salt."""
    return hmac.digest(code, randomness.encode(), "sha256")


def position(key, label):
    """HKDF-Expand to 32 bytes for this label: the first block is all of it."""
    return hmac.digest(key, label.encode() + b"\x01", "sha256")


def order(code, randomness, labels):
    """(label, position in hexadecimal) of each, the lowest position first."""
    made = key(code, randomness)
    return sorted(((label, position(made, label).hex()) for label in set(labels)), key=lambda each: each[1])
