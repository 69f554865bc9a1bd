"""Values as a person types them: 1.09億, −6, 2/3, 12,000."""

import re
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext

from reports.importer.folding import fold
from reports.importer.numbers import SCALES

WHOLE, REST = 20, 4  # digits before and behind the point that a figure is saved with
NUMBER = re.compile(rf"(?P<sign>[-+]?)(?P<digits>\d+(?:\.\d+)?|\.\d+)(?P<scale>{'|'.join(SCALES)})?")
TERMS = re.compile(r"(-?\d+(?:\.\d+)?)[/:](\d+(?:\.\d+)?)")
MARKS = str.maketrans("∶：／—", "::/-")


class TypedWrongly(ValueError):
    """It cannot be read as a value; the message is a sentence for who typed it."""


class Typed(NamedTuple):
    """A value, and the two terms of one that was typed as a fraction or a ratio."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def read_value(words):
    """What `words` say; raises TypedWrongly."""
    bare = re.sub(r"[\s,，]", "", words)
    text = fold(bare).translate(MARKS)
    if terms := TERMS.fullmatch(text):
        return _fraction(Decimal(terms[1]), Decimal(terms[2]))
    match = NUMBER.fullmatch(text)
    if not match:
        raise TypedWrongly(_what_is_wrong(words, bare, text))
    value = Decimal(match["digits"]) * SCALES.get(match["scale"], 1)
    return Typed(_measured(-value if match["sign"] == "-" else value, words))


def _fraction(numerator, denominator):
    if not denominator:
        raise TypedWrongly(gettext("分母是零，算不出數值；請改分母。"))
    value = (numerator / denominator).quantize(Decimal(10) ** -REST).normalize()
    return Typed(value, numerator, denominator)


def _measured(value, words):
    whole, _point, rest = f"{value.normalize():f}".lstrip("-").partition(".")
    if len(whole) > WHOLE:
        told = gettext("「%(words)s」的整數部分超過 %(most)s 位，存不下；請核對是否多打了。")
        raise TypedWrongly(told % {"words": words, "most": WHOLE})
    if len(rest) > REST:
        told = gettext("「%(words)s」的小數超過 %(most)s 位；請四捨五入到 %(most)s 位以內。")
        raise TypedWrongly(told % {"words": words, "most": REST})
    return value


def _what_is_wrong(words, bare, text):
    begun = NUMBER.match(text)
    if begun and begun.end() < len(text):
        told = gettext(
            "「%(words)s」中的「%(rest)s」讀不懂。這裡只填數值，例如 1.09億、-6、2/3；單位另填在「單位」一欄。"
        )
        return told % {"words": words, "rest": bare[begun.end() :]}
    return gettext("「%(words)s」不是數值。請填數字，例如 1.09億、-6、2/3。") % {"words": words}
