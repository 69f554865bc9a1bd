"""Which units, districts, fields, statuses and campaigns somebody's words name; a pure rule, without a query."""

import re
from typing import NamedTuple

from portal.search.folding import CJK, fold, fold_with_places

SHORTEST = 2  # characters of a name that is recognised
SHORTEST_LETTERS = 4  # of words in letters that a name may have: "or", "and" and "the" name nothing
MOST_BEGUN = 5  # names that words may be a part of; of more, the words mean none
# What names are called without: 交警, 出入境, 黃島. A district not within other words, nor where a road bears its name.
LEFT_OUT = {
    "unit": re.compile("(?:支队|大队|总队)$"),
    "district": re.compile("[区市县]$"),
    "category": re.compile("管理$"),
}
BEFORE_DISTRICT = "在到去从住于"
AFTER_DISTRICT = "路街湾站里村"
_counts = re.compile(f"[{CJK}0-9a-z]")
_around = re.compile(r"^\W+|\W+$")  # a question mark is nothing to look for


class Mentioned(NamedTuple):
    """`rows` are {kind: keys} of what is named; `rest` is what the words say beside whole names."""

    rows: dict
    rest: str


def mentioned(text, known, synonyms):
    """`Mentioned` in `text`; `known` is {kind: [(key, name)]}.

    The longest name counts first, and none within another. All of `text` may be a unit's name with characters left out,
    or, where no name is whole, a part of a few.
    """
    folded, places = fold_with_places(text)
    kept = [place for place, character in enumerate(folded) if _counts.match(character)]
    plain = "".join(folded[place] for place in kept)
    # Where something stood between two characters that counts for nothing, as in 停車 市南.
    edges = {at for at in range(1, len(kept)) if kept[at] - kept[at - 1] > 1}
    forms = _forms(known, synonyms)
    units = {row for form, rows in forms.items() if _is_short_for(plain, form) for row in rows if row[0] == "unit"}
    spans = [(0, len(plain), units)] if units else _spans(plain, forms, edges)
    if not spans:
        begun = _with_letters(folded, known) if plain.isascii() else _with_part(plain, forms)
        return Mentioned(_by_kind(known, begun if len(begun) <= MOST_BEGUN else ()), text)
    rest, at = [], 0
    for start, end, _rows in sorted(spans):
        rest.append(text[at : places[kept[start]]])
        at = places[kept[end - 1]] + 1
    rows = {row for _start, _end, found in spans for row in found}
    words = (_around.sub("", word) for word in "".join([*rest, " ", text[at:]]).split())
    return Mentioned(_by_kind(known, rows), " ".join(filter(None, words)))


def _forms(known, synonyms):
    """{what a name is written as: the rows (kind, key) that bear it}."""
    forms = {}
    for kind, rows in known.items():
        for key, name in rows:
            for reworded in synonyms.rewordings(name):
                form = "".join(_counts.findall(reworded))
                if len(form) >= SHORTEST:
                    forms.setdefault(form, set()).add((kind, key))
    return forms


def _with_part(plain, forms):
    """The rows whose names have `plain` as a part."""
    return {row for form, rows in forms.items() if len(plain) >= SHORTEST and plain in form for row in rows}


def _with_letters(folded, known):
    """The rows in whose names a word begins with what is typed in letters or digits."""
    typed = " ".join(folded.split())
    if len(typed) < SHORTEST_LETTERS:
        return set()
    begins = re.compile(rf"(?<![0-9a-z]){re.escape(typed)}")
    return {(kind, key) for kind, rows in known.items() for key, name in rows if begins.search(fold(name))}


def _spans(plain, forms, edges):
    """[(start, end, rows)] of the names in `plain`, none within another; `edges` are places at which words end."""
    found = []
    for form, rows in forms.items():
        if form.isascii() and form != plain:
            continue  # letters within other letters are no name
        found += [(match.start(), match.end(), rows) for match in re.finditer(re.escape(form), plain)]
        for kind, left_out in LEFT_OUT.items():
            called, short = {row for row in rows if row[0] == kind}, left_out.sub("", form)
            if called and SHORTEST <= len(short) < len(form):
                matches = re.finditer(re.escape(short), plain)
                if kind == "district":
                    matches = (match for match in matches if _stands_alone(match, edges))
                found += [(match.start(), match.end(), called) for match in matches]
    spans, taken = [], set()
    for start, end, rows in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            spans.append((start, end, rows))
    return spans


def _stands_alone(match, edges):
    """Whether what may be a district is neither within other words nor the beginning of a road's name."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    begins = not before or before in BEFORE_DISTRICT or match.start() in edges
    return begins and (not after or after not in AFTER_DISTRICT or match.end() in edges)


def _is_short_for(plain, form):
    """Whether a name is shortened as 車管所 is for 車輛管理所: to some characters of it, first and last among them."""
    if len(plain) < 3 or len(plain) >= len(form) or (plain[0], plain[-1]) != (form[0], form[-1]):
        return False
    left = iter(form)
    return all(character in left for character in plain)


def _by_kind(known, rows):
    """{kind: keys}, in the order of `known`."""
    found = {kind: [key for key, _name in named if (kind, key) in rows] for kind, named in known.items()}
    return {kind: list(dict.fromkeys(keys)) for kind, keys in found.items() if keys}
