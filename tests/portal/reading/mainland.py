"""What a text in Simplified characters still has that no reader of the mainland expects."""

import re
from pathlib import Path

from portal.reading.simplified import CONTEXTS, kept_pattern, kept_words
from portal.search.folding import HAN

LISTED = frozenset(
    "".join(
        line
        for line in (Path(__file__).parent / "tongyong_guifan.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
)
_han = re.compile(f"[{HAN}〇]")

# Each character that depends on what stands beside it, outside the words that may have it; and those words as they
# look when it was converted all the same: 显着, 干隆, 复盖.
_out_of_place = re.compile(f"({kept_pattern()})|{'|'.join(CONTEXTS)}")
# Of these the other spelling reads as words of their own too: 答复没有, 跟着名人, 议论着, 编着辫子, 合着眼.
SAME_AS_OTHERS = re.compile("^著|[^显土名原巨专卓昭]著|覆没|[包被披]覆|於陵|慰藉|魏徵")
_wrongly_converted = re.compile(
    "|".join(
        word.replace(character, other)
        for character, (other, _words) in CONTEXTS.items()
        for word in kept_words(character)
        if not SAME_AS_OTHERS.search(word)
    )
)


def unlisted(text):
    """The characters of `text` that 通用規範漢字表 does not have, each with what stands beside it."""
    return [beside(text, found) for found in _han.finditer(text) if found[0] not in LISTED and found[0] != "〇"]


def out_of_place(text):
    """Where `text` has a character that its words do not keep, or has lost one that they do."""
    kept = [beside(text, found) for found in _out_of_place.finditer(text) if not found[1]]
    return kept + [beside(text, found) for found in _wrongly_converted.finditer(text)]


def left(text, protected=()):
    """Everything of both kinds in `text`, beside the spellings that are `protected`."""
    for spelling in protected:
        text = text.replace(spelling, "□" * len(spelling))
    return unlisted(text) + out_of_place(text)


def beside(text, found):
    return text[max(0, found.start() - 4) : found.end() + 4].replace("\n", " ")
