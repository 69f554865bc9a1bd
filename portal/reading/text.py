"""Chinese text: cleaning what was typed, telling the two scripts apart, converting for reading."""

import re
from functools import lru_cache
from operator import ne

from portal.reading.characters import BREAK, visible
from portal.reading.simplified import converter, to_simplified
from portal.reading.surnames import SURNAMES, WITH_TITLES, not_within_a_word

TRADITIONAL = "zh-hant"
SIMPLIFIED = "zh-hans"


def cleaned(text):
    """`text` as a person meant it: composed characters, plain line breaks, nothing that only hides, no outer blanks."""
    return visible(BREAK.sub("\n", text)).strip()


TO_TRADITIONAL_QUOTES = str.maketrans("“”", "「」")


def to_traditional(text):
    """In the forms that this site writes: 為, 裡, 群."""
    text = converter("s2tw").convert(text).translate(TO_TRADITIONAL_QUOTES)
    return re.sub("‘([^‘’]*)’", r"『\1』", text)


@lru_cache(maxsize=4096)
def script_of(text):
    """The script `text` is written in, `zh-hant` or `zh-hans`; Traditional when nothing tells.

    Each side counts the characters that only it would write so: 于 and 台 alone do not make a text Simplified.
    """
    traditional, simplified = (sum(map(ne, text, converter(name).convert(text))) for name in ("t2s", "s2t"))
    return SIMPLIFIED if simplified > traditional else TRADITIONAL


class Conversion:
    """Text for a reader of either script, converted only when it was written in the other one.

    `protected` are pairs of spellings (Traditional, Simplified): where one stands, the other script shows its partner
    and nothing else. Of several pairs with one Simplified spelling, the first says how Traditional text writes it.
    """

    def __init__(self, protected=()):
        self.protected = tuple(protected)
        backwards = self.protected[::-1]
        self._spelling = {
            SIMPLIFIED: dict([(simple, simple) for _, simple in backwards] + [*backwards]),
            TRADITIONAL: dict([(simple, full) for full, simple in backwards] + [(full, full) for full, _ in backwards]),
        }
        spellings = {spelling for pair in self.protected for spelling in pair}
        longest_first = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
        begun = "".join(sorted({*SURNAMES} | {spelling[0] for spelling in longest_first}))  # else not one is tried
        patterns = [*map(not_within_a_word, longest_first), *WITH_TITLES]
        self._protected = re.compile(f"((?=[{re.escape(begun)}])(?:{'|'.join(patterns)}))")
        self._kept = lru_cache(maxsize=4096)(self._in_script)

    def in_script(self, text, script):
        """`text` for a reader of `script`.

        Always a plain string: what is kept must not hand one caller what another one had marked as safe HTML.
        """
        return self._kept("".join(text), script)

    def _in_script(self, text, script):
        if script_of(text) == script:
            return text
        convert = to_simplified if script == SIMPLIFIED else to_traditional
        spelling = self._spelling[script]
        pieces = self._protected.split(text)  # what is protected, surnames too, stands at every second place
        return "".join(
            spelling.get(piece, piece) if place % 2 else convert(piece) for place, piece in enumerate(pieces)
        )


def cleaned_secret(text):
    """The digits of a secret as a person types it: blanks, hyphens and full-width digits do not matter."""
    return "".join(str(int(char)) for char in text if char.isdecimal())
