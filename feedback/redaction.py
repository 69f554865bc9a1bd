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


# Full width to half width, every dash to a hyphen, every blank to a space, one character for one, so that places
# stay true.
FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
FOLDED |= dict.fromkeys(map(ord, "‐‑‒–—―−─﹣"), ord("-"))
FOLDED |= dict.fromkeys([ord("\t"), 0x00A0, *range(0x2000, 0x200B), 0x202F, 0x3000], ord(" "))

PROVINCES = (
    "京津冀晉蒙遼吉黑滬蘇浙皖閩贛魯豫鄂湘粵桂瓊渝川貴雲藏陝甘青寧新"  # in Traditional
    "晋辽沪苏闽赣鲁粤琼贵云陕宁"  # and where Simplified differs
)
GAP = r"[ -]{0,3}"


def _number(body):
    """A pattern for a number that is not part of a longer one; letters may stand before it: 「tel138…」."""
    return re.compile(rf"(?<!\d){body}(?!\d)")


# The order is the order of trust: what an earlier pattern took, a later one no longer sees.
MOBILE = _number(rf"(?:(?:\+|00)?86{GAP})?(?:1{GAP}[3-9](?:{GAP}\d){{9}}|1[3-9]\d\.\d{{4}}\.\d{{4}})")
AREA = r"[1-9]\d{1,2}"
WITH_AREA_CODE = _number(rf"(?<!\d{{4}}-)(?:(?:\+|00)86{GAP}0?{AREA}|\(0{AREA}\)|0{AREA}){GAP}[2-9](?:{GAP}\d){{6,7}}")
LOCAL = _number(r"(?<![A-Za-z])(?<!\d{4}-)[5-8]\d{3}[ -]?\d{4}")
PATTERNS = (
    (Kind.EMAIL, re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    (Kind.ID_CARD, _number(rf"(?:\d{GAP}){{17}}[\dXx]")),
    (Kind.BANK_CARD, _number(rf"[3-6](?:{GAP}\d){{14,18}}")),
    (Kind.PHONE, MOBILE),
    (Kind.PHONE, WITH_AREA_CODE),
    (Kind.PHONE, LOCAL),
    (
        Kind.PLATE,
        re.compile(
            rf"[{PROVINCES}] ?[A-Za-z][ ·•・‧.-]{{0,3}}[A-Za-z0-9]{{4,5}}[A-Za-z0-9挂掛學学警港澳領领](?![A-Za-z0-9])"
        ),
    ),
)

BIRTH_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")

# What stands around a number and tells that it counts, costs or names something, or that it is a telephone after all.
ORDER_BEFORE = re.compile(r"[單单編编案警工][號号][碼码]?[: ]?$")
MONEY_BEFORE = re.compile(r"[¥$€] ?$")
AMOUNT_AFTER = re.compile(r" ?[元圓圆塊块萬万億亿余餘多人次條条件起個个米輛辆戶户年家臺台名宗噸吨株份平公千百%]|[.,]\d")
PHONE_BEFORE = re.compile(r"(?:電話|电话|手機|手机|撥打|拨打|致電|致电|號碼|号码)[^\d]{0,2}$")
ROUND = re.compile(r"\d0{7}|\d\d00[ -]\d\d00")


def _holds(kind, pattern, match):
    """Whether a match is what its pattern suggests."""
    plain = "".join(char for char in match[0] if char.isalnum()).upper()
    before = match.string[max(0, match.start() - 6) : match.start()]
    is_order = ORDER_BEFORE.search(before) is not None
    if kind == Kind.ID_CARD:
        # Mistyped, it still tells who somebody is: a plausible birth date is enough without the check digit.
        return ric.is_valid(plain) or (BIRTH_DATE.match(plain, 6) is not None and not is_order)
    if kind == Kind.BANK_CARD:
        return luhn.is_valid(plain) and not is_order
    if kind == Kind.PLATE:
        return sum(char.isdigit() for char in plain[2:]) >= 3
    if pattern is not LOCAL:
        return True
    counts = MONEY_BEFORE.search(before) or AMOUNT_AFTER.match(match.string, match.end()) or ROUND.fullmatch(match[0])
    return not is_order and (PHONE_BEFORE.search(before) is not None or not counts)


def find(text):
    """Every piece of personal data in `text`, in order, none overlapping another."""
    findings = []
    rest = text.translate(FOLDED)
    seen = -1
    while seen < len(findings):  # again until nothing is new: what was taken may have hidden something
        seen = len(findings)
        for kind, pattern in PATTERNS:
            at = 0
            while match := pattern.search(rest, at):
                start, end = match.span()
                at = start + 1
                if _holds(kind, pattern, match):
                    findings.append(Finding(kind, text[start:end], start, end))
                    rest = rest[:start] + "*" * (end - start) + rest[end:]
    return sorted(findings, key=lambda finding: finding.start)


def mask(text):
    """`text` with every piece of personal data replaced by ＊: as proposed for release."""
    for finding in reversed(find(text)):
        text = text[: finding.start] + "＊" * min(len(finding.text), 6) + text[finding.end :]
    return text
