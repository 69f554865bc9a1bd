"""Numbers of a person: identity cards, bank cards, telephones."""

import re

from stdnum import luhn
from stdnum.cn import ric

from feedback.rules.redaction.rules import Kind, Rule, after, before, is_order, pattern, plain

# Between the digits of one number: blanks, hyphens and line breaks anywhere; other signs between groups only.
GAP = r"[ \n-]{0,3}"
SIGN = r"(?:(?:[^\w*\0]|_){0,3}|\*)"
MOST_BREAKS = 2


def number(body):
    """A pattern for a number that is not part of a longer one; letters may stand before it: 「tel138…」."""
    return re.compile(rf"(?<!\d){body}(?!\d)")


def groups(text):
    return tuple(len(digits) for digits in re.findall(r"\d+", text))


def is_loose(match):
    """Whether other signs than blanks and hyphens stand in it, or too many line breaks."""
    return re.search(r"[^\w \n-]|_", match[0]) is not None or match[0].count("\n") > MOST_BREAKS


# Identity cards. Mistyped, one still tells who somebody is: a province and a birth date are enough without the check
# digit, unless the date is so new that it is rather the day on which a case was numbered.

PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)"
MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
ID_SHAPE = re.compile(rf"{PROVINCE}\d{{4}}((?:19|20)\d\d){MONTH_DAY}\d{{3}}[\dX]")
OLD_ID_SHAPE = re.compile(rf"{PROVINCE}\d{{4}}\d\d{MONTH_DAY}\d{{3}}")
ID_CUE = re.compile(r"身份|证件?号|户口|公民")
ID_GROUPS = {
    (6, 8, 4),
    (6, 8, 3),
    (6, 4, 4, 4),
    (6, 4, 4, 3),
    (6, 4, 2, 2, 4),
    (6, 12),
    (14, 4),
    (14, 3),
    (3, 3, 4, 4, 4),
}
RECENT = 2016


def checks(digits):
    return ID_SHAPE.fullmatch(digits) is not None and ric.calc_check_digit(digits) == digits[-1]


def id_card(match):
    digits = plain(match[0])
    shape = ID_SHAPE.fullmatch(digits)
    if not shape or (is_loose(match) and groups(match[0]) not in ID_GROUPS):
        return None
    is_told = ID_CUE.search(before(match, 12))
    if checks(digits) or (not is_order(match) and (int(shape[1]) < RECENT or is_told)):
        return match.span()
    return None


def joined_id_card(match):
    """In a longer row of digits: two that were run together."""
    return match.span() if checks(match[0].upper()) else None


def mistyped_pair(match):
    return match.span() if all(map(ID_SHAPE.fullmatch, (match[0].upper(), match["next"].upper()))) else None


def old_id_card(match):
    return match.span() if OLD_ID_SHAPE.fullmatch(plain(match[0])) and not is_order(match) else None


# Bank cards.

CARD_CUE = re.compile(r"(?:卡号?|账[号户]|帐[号户]|卡号码)[^\d]{0,4}$")


def bank_card(match):
    if CARD_CUE.search(before(match)):
        return match.span()
    return match.span() if luhn.is_valid(plain(match[0])) and not is_order(match) else None


# Telephones.

MOBILE_GROUPS = {
    (11,), (3, 8), (7, 4), (3, 4, 4), (3, 3, 5), (4, 4, 3), (4, 3, 4), (3, 5, 3), (5, 6), (3, 4, 2, 2), (3, 2, 2, 2, 2),
    (5, 3, 3), (3, 2, 3, 3), (3, 2, 2, 4), (2, 2, 2, 2, 2, 1), (1, 2, 2, 2, 2, 2), (1,) * 11,
}  # fmt: skip
COUNTRY = rf"(?:(?:\((?:\+|00)?\ ?86\)|(?:\+|00)?\ ?86){GAP})?"
EXTENSION = (
    rf"(?:{GAP}[(,]?(?:转(?:分机|接)?|分机号?[是为]?|内线|[Ee][Xx][Tt]\.?|\#){GAP}:?[\d〇零一二三四五六七八九十]{{1,6}}(?!\d)"
    r"|-\d{1,4}(?![\d年./-]))?"
)
AREA = r"[1-9]\d{1,2}"
MONEY_BEFORE = re.compile(r"[¥$€] ?$")
AMOUNT_AFTER = re.compile(r" ?[元圆块万亿余多人次条件起个米辆户年台名宗吨株份平公千百%]|家(?![里中电])|[.,]\d")
PHONE_BEFORE = re.compile(
    r"(?:电话|手机|拨打|致电|号码|座机|固话|回电|联系|联络|打|民警|(?i:tel))(?:号码?|[是为:])?[^\d]{0,2}$"
)
ROUND = re.compile(r"\d0{7}|\d\d00[ -]\d\d00")
LISTS = re.compile(r"[,、;+=]")


def mobile(match):
    if is_loose(match) and (groups(match["it"]) not in MOBILE_GROUPS or (LISTS.search(match["it"]) and is_list(match))):
        return None
    return match.span()


def is_list(match):
    """Whether the groups of a number are rather numbers of their own: 「150、2000、3000 人」."""
    ends_round = [digits.endswith("00") for digits in re.findall(r"\d+", match["it"])[1:]]
    return all(ends_round) or AMOUNT_AFTER.match(after(match)) is not None


def unless_order(match):
    return None if is_order(match) else match.span()


def foreign(match):
    return None if AMOUNT_AFTER.match(after(match)) else match.span()


def local(match):
    counts = MONEY_BEFORE.search(before(match)) or AMOUNT_AFTER.match(after(match)) or ROUND.fullmatch(match[0])
    is_phone = not is_order(match) and (PHONE_BEFORE.search(before(match)) is not None or not counts)
    return match.span() if is_phone else None


DIGITS_OF_ID = rf"\d(?:{GAP}\d){{16}}{GAP}[\dXx]"
IDENTITY = [
    Rule(Kind.ID_CARD, re.compile(r"\d{17}[\dXx]"), joined_id_card, reads_spelled=True),
    Rule(Kind.ID_CARD, re.compile(r"(?<!\d)\d{17}[\dXx](?=(?P<next>\d{17}[\dXx])(?!\d))"), mistyped_pair),
    Rule(Kind.ID_CARD, number(DIGITS_OF_ID), id_card, reads_spelled=True),
    Rule(Kind.ID_CARD, number(rf"\d(?:{SIGN}\d){{16}}{SIGN}[\dXx]"), id_card),
    Rule(Kind.ID_CARD, number(rf"\d{{6}}{GAP}\d{{6}}{GAP}\d{{3}}"), old_id_card, reads_spelled=True),
    Rule(Kind.ID_CARD, pattern(r"(?<![A-Za-z0-9])[A-Z]{1,2}\d{6}\([0-9A]\)")),  # of Hong Kong
]
CARDS = [
    Rule(Kind.BANK_CARD, number(rf"(?:[3-6]|9(?=558)){tail}"), bank_card, reads_spelled=spelled)
    for tail, spelled in [
        (rf"(?:{GAP}\d){{14,18}}", True),
        (r"\d{3}(?:[ \n/,.·_|:-]{1,3}\d{4}){2,3}[ \n/,.·_|:-]{1,3}\d{1,4}", False),
    ]
]
MOBILES = [
    Rule(Kind.PHONE, re.compile(r"(?<!\d)1[3-9]\d{9}(?=(?:1[3-9]\d{9}){1,2}(?!\d))"), unless_order),
    *(
        Rule(
            Kind.PHONE,
            number(rf"{COUNTRY}(?P<it>[(\[【]1[3-9]\d[)\]】]{gap}\d(?:{gap}\d){{7}}|1{gap}[3-9](?:{gap}\d){{9}})"),
            mobile,
            reads_spelled=True,
        )
        for gap in (GAP, SIGN)
    ),
    Rule(
        Kind.PHONE,
        number(
            rf"(?<!\d{{4}}-)(?:\((?:\+|00)86\){GAP}0?{AREA}|(?:\+|00)86{GAP}(?:\(0?{AREA}\)|0?{AREA})"
            rf"|86-0?{AREA}|\(86-?0?{AREA}\)|[(\[【]0{AREA}[)\]】]|0{AREA})"
            rf"{SIGN}[2-9]\d{{2,3}}{SIGN}\d{{4}}{EXTENSION}"
        ),
        unless_order,
        reads_spelled=True,
    ),
    Rule(
        Kind.PHONE,
        number(rf"(?<!\d{{4}}-)(?:\(0{AREA}\)|0{AREA}){GAP}[2-9](?:{GAP}\d){{6,7}}{EXTENSION}"),
        unless_order,
    ),
    Rule(Kind.PHONE, number(r"(?:\+|00)(?!86)[1-9]\d{0,2}[ -]?\d(?:[ -]?\d){6,10}"), foreign),
]
LOCALS = [
    Rule(Kind.PHONE, number(rf"(?<![A-Za-z])(?<!\d{{4}}-)[5-8]\d{{3}}[ -]?\d{{4}}{EXTENSION}"), local),
    Rule(
        Kind.PHONE,
        number(
            rf"(?:电话|座机|固话|手机|拨打|致电|回电|(?i:tel))(?:号码?|[是为:\ (]){{0,4}}"
            rf"(?P<it>(?!20\d\d[./-])[2-8](?:{SIGN}\d){{6,7}}{EXTENSION})"
        ),
        reads_spelled=True,
    ),
]
