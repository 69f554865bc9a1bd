"""What a rule is: a pattern over folded text, and what around a match tells that it is nobody's after all."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from feedback.rules.redaction.folding import BLANKS

# No match is longer, and nothing further away is asked about: what a finding changes for others is near it.
REACH = 220


class Kind(TextChoices):
    ID_CARD = "id_card", _("身份證號碼")
    PHONE = "phone", _("電話號碼")
    PLATE = "plate", _("車牌號碼")
    EMAIL = "email", _("電子郵箱")
    BANK_CARD = "bank_card", _("銀行卡號")
    PASSPORT = "passport", _("護照、通行證號碼")
    ACCOUNT = "account", _("微信、QQ 等賬號")
    ADDRESS = "address", _("住址")
    NAME = "name", _("姓名")


def whole(match):
    """The span of a match that needs no second look: all of it, or the part called `it`."""
    return match.span("it") if "it" in match.re.groupindex else match.span()


@dataclass(frozen=True)
class Rule:
    """`judge` takes a match and gives the span of the personal data in it, or None when it is none."""

    kind: Kind
    pattern: re.Pattern
    judge: Callable = whole
    reads_spelled: bool = False  # also reads figures that are spelled out

    def taken(self, text, windows):
        """The spans found that begin in `windows`, in order and apart from each other."""
        spans, at = [], 0
        for start, stop in windows:
            at = max(at, start)
            while at < stop and (match := self.pattern.search(text, at, min(stop + REACH, len(text)))):
                span = self.judge(match) if match.start() < stop else None
                if span:
                    spans.append((max(at, span[0]), span[1]))
                    at = span[1]
                else:
                    at = match.start() + 1
        return spans


def pattern(body):
    return re.compile(body, re.VERBOSE)


def before(match, reach=8):
    """What stands right before a match, back to the last thing that was found."""
    return re.split(f"[{re.escape(BLANKS)}]", match.string[max(0, match.start() - reach) : match.start()])[-1]


def after(match, reach=8):
    return re.split(f"[{re.escape(BLANKS)}]", match.string[match.end() : match.end() + reach])[0]


def plain(text):
    """The letters and digits of a match."""
    return "".join(char for char in text if char.isalnum()).upper()


# What stands before a number that names a thing of the office or of a shop.
ORDER = re.compile(
    r"(?:[单编]号?|[案警工执票书函文序]号|(?<!证)件号|批号?|批次|流水|受理|业务|快递|运|合同|型|图|房产证|VIN)"
    r"码?[是为:\ ]?$"
)


def is_order(match):
    return ORDER.search(before(match)) is not None
