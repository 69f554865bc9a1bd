"""The forms a number is written in: digits with a scale, Chinese numerals, shares, fractions, ratios, durations.

All patterns are matched against folded text without blanks (see folding.py and spacing.py); none of them backtracks
over more than one number.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from reports.importer.sentences.changes import DOWN, UP
from reports.importer.sentences.numerals import plain_or_chinese, value_of_chinese, value_of_digits
from reports.importer.sentences.units import PER_MANY, SCALE, SECONDS, UNIT, unknown_unit

ODD = "[余多]"
DIGITS = r"(?:\d{1,3}(?:,\d{3})++(?:\.\d++)?|\d++(?:\.\d++)?)"
CHINESE = r"[零〇一二两三四五六七八九十百千万亿]"
CHINESE_DIGIT = "[零〇一二两三四五六七八九]"
EITHER = rf"(?:{DIGITS}|{CHINESE}{{1,12}}(?:点{CHINESE_DIGIT}{{1,6}})?)"
START = re.compile(r"\d++|[零〇一二两三四五六七八九十百千万]")

SHARE = re.compile(rf"(?P<base>[百千万])分之(?P<value>{EITHER})(?P<odd>{ODD})?")
WHOLE = re.compile(r"百分(?:之)?百(?=[，。；、,;)]|$)")
HALF = re.compile(r"一半(?=以上|左右|[，。；、,;)]|$)")
HALVED = re.compile(rf"(?:{UP}|{DOWN})了?(?:约|近|超过?|逾)?$")  # 「審批時限壓減一半以上」
FRACTION = re.compile(rf"(?P<below>{EITHER})分之(?P<above>{EITHER})")
SLASHED = re.compile(r"(?P<above>[1-9])/(?P<below>[2-9]|10)(?![\d/.年月万])")
TENTHS = re.compile(
    r"(?P<tens>[1-9一二两三四五六七八九])成(?P<more>半|[一二三四五六七八九1-9](?![个名件人十百]))?(?P<odd>[余多])?"
    r"(?![员立功果效熟长交品绩本份套])"
)
RATIO = re.compile(r"(?P<above>\d++(?:\.\d++)?)[:∶比](?P<below>\d++(?:\.\d++)?)(?![:∶\d.])")
TIMES = r"(?:\d{1,4}天)?(?:\d{1,4}个?小时)?(?:\d{1,4}分(?:钟)?)?(?:\d{1,4}秒)?"
DURATION = re.compile(TIMES)
TIME_PART = re.compile(r"(\d{1,4})(天|个?小时|分钟?|秒)")
COMPOUND = re.compile(
    rf"(?P<digits>{DIGITS})(?P<scale>亿|万)(?P<low>\d{{1,4}})(?P<lowscale>千万|百万|万|千|百)(?P<odd>{ODD})?(?P<unit>{UNIT})?"
)
NUMBER = re.compile(
    rf"(?P<digits>{DIGITS})(?P<odd1>{ODD})?(?P<scale>{SCALE})?(?P<odd2>{ODD})?"
    rf"(?:(?P<unit>[%‰]|{PER_MANY}|{UNIT})(?P<odd3>多(?![家人名个少年元数点样种层功部])|余(?![额下热力名年生款])(?=[，。、；,;]|$))?)?"
)
NUMERAL = re.compile(
    rf"(?P<value>{CHINESE}{{1,12}}(?:点{CHINESE_DIGIT}{{1,6}})?)(?P<odd>{ODD})?(?:(?P<unit>{UNIT})|(?=[-~—至到]{CHINESE}))"
)
MINUS, SIGNS = {"-", "负"}, {"-", "负", "+"}
BEFORE_NO_SIGN = set("-—~)%‰+减背担肩承抱")  # 「減負12億元」 is no minus
# What is measured in years: 「平均受教育年限由10.9年提高到11.3年」.
IN_YEARS = re.compile(r"年限[^，。；、,;年]{0,8}(?:年提高到|年增加到|年提升到|年增至|年升至)?(?:约|近|超过?)?$")
FAR = 20  # characters in which that stands before
NEAR = 6  # characters in which a word stands that says by how much
BIT_OVER = {"倍", "公里", "小时", "吨", "元", "天", "千米", "亩", "平方米", "米", "公斤"}


@dataclass(frozen=True)
class Form:
    """A number as it is written at one place, whether it counts anything or not."""

    kind: str  # "digits", "share", "fraction", "ratio", "duration", "numeral"
    start: int
    end: int
    value: Decimal
    unit: str = ""  # folded, as it stands in text[unit_start:unit_end]
    unit_start: int = 0
    scale: str = ""
    odd: str = ""
    digits_end: int = 0
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_signed: bool = False

    @property
    def is_bare(self):
        return self.kind == "digits" and not (self.unit or self.scale or self.odd)


def forms_in(folded):
    """Every number of a text in order, as it is written."""
    found, at = [], 0
    for match in START.finditer(folded):
        if match.start() < at:
            continue
        form = form_at(folded, match.start())
        if form:
            found.append(form)
            at = form.end
        else:
            at = match.end()
    return found


def form_at(folded, at):
    """The number that is written at a place, or None."""
    for read in (_share, _fraction, _tenths, _duration, _ratio, _compound, _digits, _numeral):
        form = read(folded, at)
        if form:
            return form
    return None


def _share(folded, at):
    whole = WHOLE.match(folded, at)
    if whole:
        return Form("share", at, whole.end(), Decimal(100), "%", digits_end=whole.end())
    half = HALF.match(folded, at)
    if half and HALVED.search(folded, max(0, at - NEAR), at):
        return Form("share", at, half.end(), Decimal(50), "%", digits_end=half.end())
    match = SHARE.match(folded, at)
    if not match:
        return None
    value = plain_or_chinese(match["value"])
    if value is None:
        return None
    unit = "%" if match["base"] == "百" else "‰"
    value = value / 10 if match["base"] == "万" else value
    return Form("share", at, match.end(), value, unit, odd=match["odd"] or "", digits_end=match.end())


def _fraction(folded, at):
    match = FRACTION.match(folded, at) or SLASHED.match(folded, at)
    if not match or (at and folded[at - 1] in "/.:0123456789"):
        return None
    above, below = plain_or_chinese(match["above"]), plain_or_chinese(match["below"])
    if not above or not below or above >= below:
        return None
    value = above / below
    return Form("fraction", at, match.end(), value, digits_end=match.end(), numerator=above, denominator=below)


def _tenths(folded, at):
    match = TENTHS.match(folded, at)
    if not match or (at and folded[at - 1] in "0123456789.十百第每一二三四五六七八九"):
        return None
    value = plain_or_chinese(match["tens"]) * 10
    if match["more"]:
        value += 5 if match["more"] == "半" else plain_or_chinese(match["more"])
    return Form("share", at, match.end(), value, "%", odd=match["odd"] or "", digits_end=match.end())


def _duration(folded, at):
    match = DURATION.match(folded, at)
    parts = TIME_PART.findall(match.group()) if match else []
    if len(parts) < 2 or folded[match.end() : match.end() + 1].isdigit():
        return None
    value = Decimal(sum(int(count) * SECONDS[unit] for count, unit in parts))
    return Form("duration", at, match.end(), value, "秒", digits_end=at + len(parts[0][0]))


def _ratio(folded, at):
    match = RATIO.match(folded, at)
    if not match or not Decimal(match["below"]) or (at and folded[at - 1] in ":∶"):
        return None
    above, below = Decimal(match["above"]), Decimal(match["below"])
    return Form("ratio", at, match.end(), above / below, digits_end=match.end(), numerator=above, denominator=below)


def _compound(folded, at):
    match = COMPOUND.match(folded, at)
    if not match:
        return None
    value = value_of_digits(match["digits"], match["scale"]) + value_of_digits(match["low"], match["lowscale"])
    return _of_digits(match, at, value, match["odd"] or "")


def _digits(folded, at):
    match = NUMBER.match(folded, at)
    if not match:
        return None
    value = value_of_digits(match["digits"], match["scale"])
    odd = match["odd1"] or match["odd2"] or ""
    if match["odd3"] and not odd and match["unit"] in BIT_OVER:
        return _of_digits(match, at, value, match["odd3"])
    end = match.start("odd3") if match["odd3"] else match.end()
    if not match["unit"] and folded.startswith("年", end) and IN_YEARS.search(folded, max(0, at - FAR), at):
        return _of_digits(match, at, value, odd, end=end + 1, unit=("年", end))
    unit = "" if match["unit"] else unknown_unit(folded, end)
    if unit:
        return _of_digits(match, at, value, odd, end=end + len(unit), unit=(unit, end))
    return _of_digits(match, at, value, odd, end=end)


def _of_digits(match, at, value, odd, *, end=None, unit=None):
    sign = _sign_before(match.string, at)
    return Form(
        "digits",
        at - 1 if sign else at,
        match.end() if end is None else end,
        -value if sign in MINUS else value,
        unit[0] if unit else match["unit"] or "",
        unit_start=unit[1] if unit else match.start("unit"),
        scale=match["scale"] or "",
        odd=odd,
        digits_end=match.end("digits"),
        is_signed=sign != "",
    )


def _sign_before(folded, at):
    """The sign right before digits, or "": the dash of a range, a dash between words and that of 8+3 are none."""
    sign, before = folded[at - 1 : at], folded[at - 2 : at - 1] if at > 1 else ""
    is_glued = before in BEFORE_NO_SIGN or (before.isascii() and before.isalnum()) if before else False
    return sign if sign in SIGNS and not is_glued else ""


def _numeral(folded, at):
    match = NUMERAL.match(folded, at)
    if not match:
        return None
    value = value_of_chinese(match["value"]) if match["value"][0] in _opening(match) else None
    if value is None or not value:
        return None
    return Form(
        "numeral",
        at,
        match.end(),
        value,
        match["unit"] or "",
        unit_start=match.start("unit"),
        odd=match["odd"] or "",
        digits_end=match.end("value"),
    )


def _opening(match):
    """What a numeral may begin with: 百餘 and 千多, but neither 百名 nor 千家."""
    return "一二两三四五六七八九十" + ("百千万" if match["odd"] else "")
