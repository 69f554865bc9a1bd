"""The one-time codes of representatives: sixteen digits that are printed once and stored as a keyed digest."""

import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

DIGITS, GROUP = 16, 4


def new():
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def grouped(code):
    """`4829155077310426` as `4829 1550 7731 0426`."""
    return " ".join(code[start : start + GROUP] for start in range(0, DIGITS, GROUP))


def digest(ballot, code):
    """What is stored; without RECEIPT_KEY no code can be tried against it, and a code is of one ballot alone."""
    return salted_hmac(f"ballot code {ballot.pk}", code, secret=settings.RECEIPT_KEY, algorithm="sha256").hexdigest()
