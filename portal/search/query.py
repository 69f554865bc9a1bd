"""What somebody looks for: the runs of what was typed, each of which a hit has as it stands."""

from portal.search.folding import fold, fold_with_places
from portal.search.segmentation import bigrams, runs

# Whatever was typed costs no more than this to answer.
LONGEST = 100
MOST_TOKENS = 20
EXCERPT = 80
BEFORE_HIT = 24


class Query:
    """`text` as typed; `phrases` what the index is asked for, lists of tokens that follow one another.

    A query is one person's question at one moment: `found` keeps what the index answered.
    """

    def __init__(self, text):
        self.text = (text or "")[:LONGEST]
        self.han, self.words = _asked(self.text)
        self.found = {}
        self.phrases = [bigrams(run) for run in self.han] + [[word] for word in self.words]

    @property
    def is_empty(self):
        return not self.phrases

    @property
    def alternatives(self):
        return [self.phrases]

    def hits(self, text):
        """Where in `text` something stands that is looked for, as (start, end) in order, none touching another."""
        if self.is_empty or not text:
            return []
        folded, places = fold_with_places(text)
        found = []
        for run in self.han:
            start = folded.find(run)
            while start >= 0:
                found.append((start, start + len(run)))
                start = folded.find(run, start + 1)
        if self.words:
            found += [(run.start, run.end) for run in runs(folded) if not run.is_han and run.text in self.words]
        merged = []
        for start, end in sorted((places[start], places[end - 1] + 1) for start, end in found):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    def mark(self, text):
        """`text` in pieces, as [(piece, whether it is a hit)]; the pieces joined are the text."""
        pieces, at = [], 0
        for start, end in self.hits(text):
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
        return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]

    def excerpt(self, text):
        """About 80 characters of `text` around its first hit, on one line; the beginning when there is none."""
        text = " ".join(text.split())
        if len(text) <= EXCERPT:
            return text
        first = next(iter(self.hits(text)), (0, 0))[0]
        start = min(max(first - BEFORE_HIT, 0), len(text) - EXCERPT)
        end = start + EXCERPT
        return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


class AnyOf:
    """Of some words any one: what a row of the index is asked for by several names of one thing."""

    def __init__(self, words):
        self.alternatives = [query.phrases for query in map(Query, words) if not query.is_empty]

    @property
    def is_empty(self):
        return not self.alternatives


def _asked(text):
    """(runs of Chinese, words and numbers), each once, up to the number of tokens that is answered."""
    han, words, left = {}, {}, MOST_TOKENS
    end = 0
    for run in runs(fold(text)):
        if not left:
            break
        if run.is_han:
            asked = run.text[max(end - run.start, 0) :][: left + 1]  # the multiplier was the number's
            if asked:
                han[asked] = None
                left -= max(len(asked) - 1, 1)
        else:
            words[run.text] = None
            left -= 1
        end = run.end
    return list(han), list(words)
