"""The private key of a ballot in three parts, of which any two give it back and one alone says nothing of it.

Shamir's scheme with a line: of each byte of the key, part number x has `byte + slope * x` in GF(256), with a slope of
its own drawn at random. A part is written as eight groups of eight letters and digits, the last of each a check:

    1 byte number of the part, 32 bytes share, 2 bytes mark of the public key = 35 bytes = 56 characters of base32
"""

import hashlib
import hmac
import secrets
from typing import NamedTuple

from django.utils.translation import gettext
from stdnum import luhn

from feedback.rules.workflow import Refused

PARTS, NEEDED = 3, 2
KEY_BYTES = 32
# Crockford's: no letter that is taken for a digit or another letter.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISTAKEN = str.maketrans("ILO", "110")
GROUP = 7
GROUPS = 8
_MARK_BYTES = 2


class Part(NamedTuple):
    number: int  # 1, 2 or 3
    share: bytes
    mark: bytes  # of the public key it belongs to


def split(private_key, public_key):
    """The three `Part`s of a private key of 32 bytes."""
    slope = secrets.token_bytes(KEY_BYTES)
    return [
        Part(x, bytes(byte ^ _times(rise, x) for byte, rise in zip(private_key, slope, strict=True)), mark(public_key))
        for x in range(1, PARTS + 1)
    ]


def joined(one, other):
    """The private key of two different `Part`s; of parts that belong to no key together it is another key."""
    if one.number == other.number:
        raise Refused(gettext("這是同一份私鑰，請由另一個人輸入另一份。"))
    # The line at 0: each share times what is 1 at its own number and 0 at the other's.
    over = _inverse(one.number ^ other.number)
    ours, theirs = _times(other.number, over), _times(one.number, over)
    return bytes(_times(a, ours) ^ _times(b, theirs) for a, b in zip(one.share, other.share, strict=True))


def mark(public_key):
    """By which a part is known to belong to a key, so that a part of another year is told at once."""
    return hashlib.sha256(b"part of " + public_key).digest()[:_MARK_BYTES]


def belongs(part, public_key):
    return hmac.compare_digest(part.mark, mark(public_key))


def written(part):
    """A part as it is printed: eight groups, each with its check at the end."""
    number = int.from_bytes(bytes([part.number]) + part.share + part.mark)
    letters = "".join(LETTERS[number >> shift & 31] for shift in range(5 * (GROUP * GROUPS - 1), -1, -5))
    groups = _cut(letters, GROUP)
    return " ".join(group + _check(place, group) for place, group in enumerate(groups, 1))


def read(text):
    """The `Part` that somebody typed, with or without blanks and capitals; `Refused` names a wrong group."""
    typed = "".join(text.upper().translate(MISTAKEN).replace("-", " ").split())
    whole = (GROUP + 1) * GROUPS
    if len(typed) != whole or not set(typed) <= set(LETTERS):
        told = gettext("一份私鑰是 8 組，每組 8 個字母或數字，一共 %(whole)s 個，請對照紙條核對。")
        raise Refused(told % {"whole": whole})
    groups = _cut(typed, GROUP + 1)
    wrong = [place for place, group in enumerate(groups, 1) if _check(place, group[:-1]) != group[-1]]
    if wrong:
        raise Refused(gettext("第 %(place)s 組抄錯了，請對照紙條核對。") % {"place": wrong[0]})
    number = 0
    for letter in "".join(group[:-1] for group in groups):
        number = number << 5 | LETTERS.index(letter)
    raw = number.to_bytes(1 + KEY_BYTES + _MARK_BYTES)
    if not 1 <= raw[0] <= PARTS:
        raise Refused(gettext("這不是一份私鑰，請對照紙條核對。"))
    return Part(raw[0], raw[1:-_MARK_BYTES], raw[-_MARK_BYTES:])


def _cut(text, length):
    return [text[start : start + length] for start in range(0, len(text), length)]


def _check(place, group):
    """A wrong letter, two that changed places, and a group at another's place are noticed."""
    return luhn.calc_check_digit(LETTERS[place] + group, alphabet=LETTERS)


def _times(a, b):
    """The product in GF(256), modulo x^8 + x^4 + x^3 + x + 1."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = a << 1 ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def _inverse(a):
    return next(b for b in range(1, 256) if _times(a, b) == 1)
