"""One spelling for what reads the same: width, script, case, accents and what is invisible tell nothing apart.

It goes character by character and never looks around: so a part of a text folds to a part of the folded text, and
whatever stands in a text is found.
"""

import re
import unicodedata

from portal.reading.characters import INVISIBLE
from portal.reading.simplified import one_script

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# Beside the Han characters what is written together with them: 々〆〇, kana, zhuyin, hangul.
CJK = HAN + "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\uac00-\ud7a3"

_han = re.compile(f"[{HAN}]")
MOST_LEARNED = 0x11000  # every character of the first plane, and some thousand of the others
# A full-width comma groups the digits of a full-width number; behind plain digits it is punctuation.
_pause = re.compile("(?<=[0-9])，")


class _Folding(dict):
    """A table for `str.translate` that learns each character when it first meets it.

    `uneven` are those of them that become more than one character, or none.
    """

    def __init__(self):
        super().__init__()
        self.uneven = set()

    def __missing__(self, code):
        character = chr(code)
        folded = _folded(character)
        if len(folded) != 1:
            self.uneven.add(character)  # before others find it in the table
        if code < 0x10000 or len(self) < MOST_LEARNED:
            self[code] = folded
        return folded


def _folded(character):
    if INVISIBLE.match(character):
        return ""
    match unicodedata.category(character):
        case "Cf" | "Mn" | "Me":
            return ""
        case "Cc":
            return " "  # a tab or a line break
    return "".join(_plain(part) for part in unicodedata.normalize("NFKC", character).lower())


def _plain(character):
    if _han.match(character):
        return one_script(character)
    bare = unicodedata.normalize("NFKD", character)[0]
    if bare.isascii() and bare.isalnum():
        return bare
    return "" if unicodedata.category(character) == "Mn" else character


_table = _Folding()


def fold(text):
    return _pause.sub("、", text).translate(_table)


def fold_with_places(text):
    """The folded text, and for each of its characters the place in `text` that it comes from."""
    whole = fold(text)
    if _table.uneven.isdisjoint(text):
        return whole, range(len(text))
    places = [place for place, character in enumerate(_pause.sub("、", text)) for _ in _table[ord(character)]]
    return whole, places
