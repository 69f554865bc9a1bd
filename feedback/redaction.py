"""Personal data in running text: found, shown to the citizen, masked for release."""

import re
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from stdnum import luhn
from stdnum.cn import ric


class Kind(TextChoices):
    ID_CARD = "id_card", _("身份證號碼")
    PHONE = "phone", _("電話號碼")
    PLATE = "plate", _("車牌號碼")
    EMAIL = "email", _("電子郵箱")
    BANK_CARD = "bank_card", _("銀行卡號")


@dataclass(frozen=True)
class Finding:
    """A piece of personal data: what kind, and where it stands in the text (`text[start:end]`)."""

    kind: Kind
    text: str
    start: int
    end: int


# Full width to half width and every dash to a hyphen, one character for one, so that places stay true.
FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
FOLDED |= dict.fromkeys(map(ord, "‐‑‒–—−"), ord("-")) | {0x3000: ord(" "), 0x00A0: ord(" ")}

PROVINCES = (
    "京津冀晉蒙遼吉黑滬蘇浙皖閩贛魯豫鄂湘粵桂瓊渝川貴雲藏陝甘青寧新"  # in Traditional
    "晋辽沪苏闽赣鲁粤琼贵云陕宁"  # and where Simplified differs
)
GAP = r"[ -]?"


def _number(body):
    """A pattern for a number that is not part of a longer one."""
    return re.compile(rf"(?<![0-9A-Za-z]){body}(?![0-9])")


# The order is the order of trust: what an earlier pattern took, a later one leaves.
PATTERNS = (
    (Kind.EMAIL, re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    (Kind.ID_CARD, _number(rf"(?:\d{GAP}){{17}}[\dXx]")),
    (Kind.BANK_CARD, _number(rf"[3-6](?:{GAP}\d){{14,18}}")),
    (Kind.PHONE, _number(rf"(?:\+?86{GAP})?1{GAP}[3-9](?:{GAP}\d){{9}}")),  # mobile
    (Kind.PHONE, _number(rf"\(?0[1-9]\d{{1,2}}\)?{GAP}[2-9](?:{GAP}\d){{6,7}}")),  # with its area code
    (Kind.PHONE, _number(r"[5-8]\d{3}[ -]?\d{4}")),  # a local one
    (Kind.PLATE, re.compile(rf"[{PROVINCES}] ?[A-Za-z][ ·•・.-]?[A-Za-z0-9]{{4,5}}[A-Za-z0-9挂掛學学警]")),
)


def _holds(kind, text):
    """Whether a match is what its pattern suggests."""
    plain = "".join(char for char in text if char.isalnum()).upper()
    if kind == Kind.ID_CARD:
        # Mistyped, it still tells who somebody is: a plausible birth date is enough without the check digit.
        return ric.is_valid(plain) or re.match(r"\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])", plain) is not None
    if kind == Kind.BANK_CARD:
        return luhn.is_valid(plain)
    if kind == Kind.PLATE:
        return any(char.isdigit() for char in plain[2:])
    return True


def find(text):
    """Every piece of personal data in `text`, in order, none overlapping another."""
    findings = []
    folded = text.translate(FOLDED)
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            is_free = all(end <= other.start or start >= other.end for other in findings)
            if is_free and _holds(kind, match[0]):
                findings.append(Finding(kind, text[start:end], start, end))
    return sorted(findings, key=lambda finding: finding.start)


def mask(text):
    """`text` with every piece of personal data replaced by ＊: as proposed for release."""
    for finding in reversed(find(text)):
        text = text[: finding.start] + "＊" * min(len(finding.text), 6) + text[finding.end :]
    return text
