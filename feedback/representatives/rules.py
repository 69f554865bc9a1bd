"""Who may stand for 市民代表, which cell of the quotas somebody counts in, and what an application is called."""

import re
import secrets
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.reading.characters import compared

LABEL_GROUPS, GROUP_DIGITS = 3, 3
# What stands between the digits of a label, however it was copied.
_BETWEEN = re.compile(r"[\s\W_]+")
_LABEL = re.compile(r"\d{9}", re.ASCII)
_BANDS = re.compile(r"\d{1,3}(,\d{1,3})*", re.ASCII)


class Dimension(TextChoices):
    """By what seats may be shared out."""

    DISTRICT = "district", _("區市")
    AGE_BAND = "age_band", _("年齡段")
    OCCUPATION = "occupation", _("職業")


class State(TextChoices):
    APPLIED = "applied", _("待核對")
    ELIGIBLE = "eligible", _("符合條件")
    INELIGIBLE = "ineligible", _("不符合條件")
    WITHDRAWN = "withdrawn", _("已撤回")
    DRAWN = "drawn", _("已抽中")


# Those that count as an application of their contact: of one contact there is one at most.
LIVE = frozenset({State.APPLIED, State.ELIGIBLE, State.DRAWN})
# From these staff may come to a result, or to another one; what was drawn stays as it was drawn.
CHECKED_FROM = frozenset({State.APPLIED, State.ELIGIBLE, State.INELIGIBLE})
# After the draw somebody who cannot serve resigns as a representative instead.
WITHDRAWN_FROM = CHECKED_FROM


class Reason(TextChoices):
    """Why an application does not count; the pages publish how many of each where there are five, never whose."""

    AGE = "age", _("不到年齡")
    RESIDENCE = "residence", _("在本市居住的時間不夠")
    DUPLICATE = "duplicate", _("同一個聯繫方式重複報名")
    UNREACHABLE = "unreachable", _("無法聯繫核實")
    UNTRUE = "untrue", _("填寫的情況不實")


class Source(TextChoices):
    """How somebody became a representative."""

    ENTERED = "entered", _("逐個錄入")
    IMPORTED = "imported", _("從表格導入")
    DRAWN = "drawn", _("抽取產生")


def age_on(born_on, day):
    """Full years on `day`; who was born on 29 February is a year older on 1 March of a common year."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def parse_bands(text):
    """The first ages of the bands, ascending, of `18,30,45,60`; None where it is no such list."""
    if not _BANDS.fullmatch(text):
        return None
    firsts = [int(each) for each in text.split(",")]
    return firsts if firsts == sorted(set(firsts)) else None


def band_codes(firsts):
    """`18-29`, `30-44`, …, `60+`: the codes of the bands that begin at these ages."""
    closed = [f"{first}-{after - 1}" for first, after in zip(firsts, firsts[1:], strict=False)]
    return [*closed, f"{firsts[-1]}+"]


def band_name(code):
    """`18 至 29 歲`, `60 歲以上`: a code of `band_codes` as it is read."""
    first, _dash, last = code.partition("-")
    if last:
        return gettext("%(first)s 至 %(last)s 歲") % {"first": first, "last": last}
    return gettext("%(first)s 歲以上") % {"first": first.rstrip("+")}


def band_of(age, firsts):
    """The code of the band in which `age` is; empty for who is younger than all."""
    within = [code for first, code in zip(firsts, band_codes(firsts), strict=True) if first <= age]
    return within[-1] if within else ""


def grouped(digits):
    """`482915507` as `482-915-507`: as it is read aloud; unlike the number of a suggestion, which has a year."""
    return "-".join(digits[i : i + GROUP_DIGITS] for i in range(0, len(digits), GROUP_DIGITS))


def new_label():
    """A random label without a meaning. The first digit is no zero, so that no spreadsheet shortens it."""
    digits = LABEL_GROUPS * GROUP_DIGITS
    return grouped(str(10 ** (digits - 1) + secrets.randbelow(9 * 10 ** (digits - 1))))


def parse_label(text):
    """A label as somebody typed it, in its one spelling, or None."""
    digits = _BETWEEN.sub("", compared(text))
    return grouped(digits) if _LABEL.fullmatch(digits) else None


def erased_on(last_day, closed_on, days):
    """The day from which nothing personal is kept: `days` after the round, None while nobody knows when that ends.

    The round ends with its last phase, or with its close where that comes first.
    """
    ends = [day for day in (last_day, closed_on) if day]
    return min(ends) + timedelta(days=days) if ends else None
