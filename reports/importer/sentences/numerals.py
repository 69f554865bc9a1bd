"""What a numeral is worth, written in digits or in Chinese.

cn2an was weighed for it: what it would be given are spans that the patterns of `forms.py` have found, and to read those
takes the few lines below, which also say when characters are no numeral (三五, 萬眾) and bring no package along.
"""

from decimal import Decimal

from reports.importer.sentences.units import SCALES

DIGITS = {character: value for value, characters in enumerate(
    ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for character in characters}  # fmt: skip
PLACES = {"十": 10, "百": 100, "千": 1000}
TEN_THOUSAND, HUNDRED_MILLION = 10**4, 10**8


def value_of_chinese(numeral):
    """The value of 一百二十, 五万六千, 十二点五; None where the characters are no numeral: 三五, 万众."""
    whole, point, rest = numeral.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return value
    if not rest or any(character not in DIGITS for character in rest):
        return None
    return value + Decimal("0." + "".join(str(DIGITS[character]) for character in rest))


def _whole(numeral):
    total, part, digit, last = 0, 0, None, 10**12
    for character in numeral:
        if character in DIGITS:
            if digit:  # two digits in a row: a year, a guess, or a name
                return None
            digit = DIGITS[character]
        elif character in PLACES:
            place = PLACES[character]
            if place >= last or digit == 0 and place != 10:
                return None
            part, digit, last = part + (1 if digit is None else digit) * place, None, place
        else:
            part, digit = part + (digit or 0), None
            if not part and not (total and character == "亿"):
                return None
            total = (total + part) * HUNDRED_MILLION if character == "亿" else total + part * TEN_THOUSAND
            part, last = 0, 10**12
    return Decimal(total + part + (digit or 0)) * 1


def value_of_digits(digits, scale=""):
    return Decimal(digits.replace(",", "")) * SCALES.get(scale, 1)


def plain_or_chinese(numeral):
    """The value of a numeral written in either way, or None."""
    return value_of_digits(numeral) if numeral[0].isdigit() else value_of_chinese(numeral)
