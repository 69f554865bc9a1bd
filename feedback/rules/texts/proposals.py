"""Which field and which kind somebody's words point to, by a table of words; a pure rule, without a query.

Each word of the table that stands in the text counts once, by the weight that the table gives it, and twice where the
title has it. Where words overlap the longest counts: 電動自行車 is no 自行車. What has the highest sum is proposed, and
the next one along with it where it has at least half as much. Where no word is found nothing is proposed.
"""

import re
from typing import NamedTuple

from portal.search.folding import fold, fold_with_places

IN_TITLE = 2
ALSO = 0.5  # of the highest sum: who has as much is proposed as well
MOST = 2
MOST_WORDS = 3


class Proposed(NamedTuple):
    """`key` of a field or kind, its sum, and the words that speak for it as they were typed, the weightiest first."""

    key: object
    sum: int
    words: list


class Cues:
    """The table: rows of (word, key, weight), where a key is what is proposed; of a word that is twice the first."""

    def __init__(self, rows):
        self._said = {}
        for word, key, weight in rows:
            if folded := fold(word).strip():
                self._said.setdefault(folded, (key, weight))
        longest_first = sorted(self._said, key=len, reverse=True)
        self._words = re.compile("|".join(map(_alone, longest_first)) or "(?!)")

    def proposed(self, title, body):
        """[`Proposed`], the best first, at most two; none where the words say nothing."""
        found = {}
        for text, times in ((title, IN_TITLE), (body, 1)):
            folded, places = fold_with_places(text)
            for match in self._words.finditer(folded):
                typed = text[places[match.start()] : places[match.end() - 1] + 1]
                found.setdefault(match[0], (times, typed))
        sums, words = {}, {}
        for folded, (times, typed) in found.items():
            key, weight = self._said[folded]
            sums[key] = sums.get(key, 0) + times * weight
            words.setdefault(key, []).append((times * weight, typed))
        best = sorted(sums, key=sums.get, reverse=True)[:MOST]
        return [Proposed(key, sums[key], _weightiest(words[key])) for key in best if sums[key] >= ALSO * sums[best[0]]]


def _alone(word):
    """The pattern of a word; letters and digits of it stand within no others: App is not the beginning of Apple."""
    return rf"(?<![0-9a-z](?=[0-9a-z])){re.escape(word)}(?!(?<=[0-9a-z])[0-9a-z])"


def _weightiest(words):
    ordered = sorted(words, key=lambda said: said[0], reverse=True)
    return [typed for _weight, typed in ordered[:MOST_WORDS]]
