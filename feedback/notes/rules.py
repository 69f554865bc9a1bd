"""Whom a note speaks to: 「@用戶名」 or 「@姓名」, found in its words without a query."""

import re
from typing import NamedTuple

from portal.search.folding import CJK, fold_with_places

LONGEST_SHOWN = 20  # characters of what names nobody
_sign = re.compile(r"(?<![0-9a-z])@")  # not within an address of mail
_word = re.compile(rf"[{CJK}0-9a-z_][{CJK}\w.+-]*")
_goes_on = re.compile(r"[0-9a-z_]|[-.+@][0-9a-z]")


class Person(NamedTuple):
    """Somebody of the staff by the key, with the names that a note may use, folded."""

    key: int
    names: tuple


class Addressed(NamedTuple):
    """`keys` of the persons addressed, in order; what names nobody, and what names several."""

    keys: tuple = ()
    unknown: tuple = ()
    ambiguous: tuple = ()


def addressed(text, people):
    """`Addressed` in `text` among `people`; the longest name counts, in either script, width or case."""
    folded, places = fold_with_places(text)
    by_name = {}
    for person in people:
        for name in set(person.names):
            by_name.setdefault(name, []).append(person.key)
    names = sorted(filter(None, by_name), key=len, reverse=True)
    keys, unknown, ambiguous = [], [], []
    for sign in _sign.finditer(folded):
        first, rest = sign.end(), folded[sign.end() :]
        name = next((name for name in names if _begins(rest, name)), "")
        if name and len(by_name[name]) == 1:
            keys.extend(by_name[name])
        elif name:
            ambiguous.append(text[places[first] : places[first + len(name) - 1] + 1])
        elif word := _word.match(rest):
            unknown.append(text[places[first] : places[first + min(word.end(), LONGEST_SHOWN) - 1] + 1])
    return Addressed(*(tuple(dict.fromkeys(found)) for found in (keys, unknown, ambiguous)))


def _begins(rest, name):
    """Whether `rest` begins with `name`, and, where that ends in a letter, does not go on as a longer user name."""
    if not rest.startswith(name):
        return False
    return not (name[-1].isascii() and name[-1].isalnum() and _goes_on.match(rest, len(name)))
