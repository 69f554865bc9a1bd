"""Text in the one form the importer's rules are written in, character for character, so that places stay the same."""

from functools import cache

from portal.reading.simplified import one_script

FULL_WIDTH = {chr(0xFF10 + digit): str(digit) for digit in range(10)} | {
    "％": "%",
    "．": ".",
    "﹪": "%",
    "−": "-",
    "－": "-",
    "–": "-",
    "～": "~",
    "〜": "~",
    "＋": "+",
    "（": "(",
    "）": ")",
    "\u3000": " ",
    "\xa0": " ",
    "馀": "余",
}


def fold(text):
    """Simplified characters and half-width digits; always as long as `text`."""
    return "".join(map(_folded, text))


@cache
def _folded(character):
    if character in FULL_WIDTH:
        return FULL_WIDTH[character]
    simple = one_script(character)
    return simple if len(simple) == 1 else character
