"""What became of a handing over: the sender says as much as it knows, and never more."""

import re
from enum import Enum
from typing import NamedTuple


class Became(Enum):
    ACCEPTED = "accepted"  # the other side has said that it took it
    LATER = "later"  # it was not taken for certain; to be tried again
    REFUSED = "refused"  # it was not taken for certain, and never will be
    UNKNOWN = "unknown"  # it may have been taken: never to be tried again by itself


class Outcome(NamedTuple):
    became: Became
    code: str = ""  # a number or a word of ours; the other side's words name people


def accepted(code=""):
    return Outcome(Became.ACCEPTED, short(code))


def later(code=""):
    return Outcome(Became.LATER, short(code))


def refused(code=""):
    return Outcome(Became.REFUSED, short(code))


def unknown(code=""):
    return Outcome(Became.UNKNOWN, short(code))


def short(code):
    """Only what a code is made of; what looks like a telephone number is none."""
    kept = re.sub(r"[^A-Za-z0-9._-]", "", str(code))[:40]
    return "" if re.search(r"\d{7}", kept) else kept
