"""Chinese text: cleaning what was typed, telling the two scripts apart, converting for reading."""

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

TRADITIONAL = "zh-hant"
SIMPLIFIED = "zh-hans"

# Control characters and the marks that reorder or hide text; line breaks and tabs stay.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@cache
def _converter(name):
    return OpenCC(name)


def cleaned(text):
    """`text` as a person meant it: composed characters, plain line breaks, nothing invisible, no outer blanks."""
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def to_simplified(text):
    return _converter("t2s").convert(text)


def to_traditional(text):
    return _converter("s2t").convert(text)


@lru_cache(maxsize=4096)
def script_of(text):
    """The script `text` is written in, `zh-hant` or `zh-hans`; Traditional when nothing tells.

    Each side counts the characters that only it would write so: 于 and 台 alone do not make a text Simplified.
    """
    pairs = list(zip(text, to_simplified(text), strict=False))
    traditional = sum(1 for written, simple in pairs if written != simple)
    simplified = sum(1 for written, full in zip(text, to_traditional(text), strict=False) if written != full)
    return SIMPLIFIED if simplified > traditional else TRADITIONAL


def in_script(text, script):
    """`text` for a reader of `script`, converted only when it was written in the other one.

    Always a plain string: the cache must not hand one caller what another one had marked as safe HTML.
    """
    return _in_script("".join(text), script)


@lru_cache(maxsize=4096)
def _in_script(text, script):
    if script_of(text) == script:
        return text
    return to_simplified(text) if script == SIMPLIFIED else to_traditional(text)
