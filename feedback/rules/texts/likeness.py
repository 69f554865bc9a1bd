"""How much two texts say the same: by the pieces that both have, the rarer the more; a pure rule, without a query."""

import math
import re
from collections import Counter

from portal.search.folding import HAN, fold
from portal.search.segmentation import bigrams, runs

# A word that people have several names for says what a text is about; a part of it says so less.
KNOWN, PART = 1.3, 0.5
IN_TITLE = 2
# What begins the piece that stands for a group of words; no run of a text has it.
GROUP = "="
# A character that stands for a group while a text is cut.
FIRST_SIGN = 0xE000
_signs = re.compile("[\ue000-\uf8ff]")
MOST_GROUPS = 0xF8FF - FIRST_SIGN
# Words that say nothing of their own, and pairs with a character that does not.
_empty = re.compile(
    "怎么样|怎么办|怎么|怎样|如何|能不能|能否|可不可以|可否|可以|是否|希望|建议|有没有|没有|为什么|为何|什么|哪里|哪些"
    "|应该|应当|请问|需要"
)
_hollow = re.compile("[的了是在我你他她它们这那也都就着过吗呢吧啊很太又把被让给有没不要会能可以和与或几好请盼想]")
# A blank beside a single character was typed by mistake: 居 住 证.
_blank = re.compile(rf"(?<![{HAN}])([{HAN}])\s+(?=[{HAN}])|(?<=[{HAN}])\s+(?=[{HAN}](?![{HAN}]))")


class Synonyms:
    """Words that mean the same, as rows of them: in a text, each counts as any other of its row.

    A word of two rows is one of the first.
    """

    def __init__(self, rows):
        self.groups, self._group = {}, {}
        for row in list(rows)[:MOST_GROUPS]:
            words = tuple(dict.fromkeys(filter(None, map(_squeezed, row))))
            if words:
                self.groups[GROUP + words[0]] = words
                self._group |= {word: GROUP + words[0] for word in words if word not in self._group}
        self._sign = {group: chr(FIRST_SIGN + place) for place, group in enumerate(self.groups)}
        self._named = {sign: group for group, sign in self._sign.items()}
        longest_first = sorted(self._group, key=len, reverse=True)
        self._words = re.compile("|".join(map(_alone, longest_first)) or "(?!)")
        self._parts = {word: self._parts_of(word) for word in self._group}
        self._begun = {}
        for word, group in self._group.items():
            if not word[:2].isascii():  # 11 is a number of its own, and begins no 110
                self._begun.setdefault(word[:2], set()).add(group)

    def _parts_of(self, word):
        """What is said along with a word: the known words in it, and its pairs of Chinese characters."""
        within = {word[start:end] for start in range(len(word)) for end in range(start + 1, len(word) + 1)} - {word}
        known = {self._group[part] for part in within if part in self._group}
        pairs = {pair for run in runs(word) if run.is_han for pair in bigrams(run.text) if len(pair) > 1}
        return (known | pairs) - {self._group[word]}

    def pieces(self, text):
        """{piece: how much it counts} of a text: groups of words, pairs of characters, words and numbers."""
        found = {}

        def put(piece, weight):
            if found.get(piece, 0) < weight and (piece.startswith(GROUP) or not _hollow.search(piece)):
                found[piece] = weight

        def known(match):
            for part in self._parts[match[0]]:
                put(part, PART)
            return self._sign[self._group[match[0]]]

        folded = _blank.sub(r"\1", _signs.sub(" ", fold(text)))
        folded = _empty.sub(" ", self._words.sub(known, folded))
        for sign in _signs.findall(folded):
            put(self._named[sign], KNOWN)
        for run in runs(folded):
            for piece in bigrams(run.text) if run.is_han and len(run.text) > 1 else [] if run.is_han else [run.text]:
                put(piece, 1)
        return found

    def beside(self, pieces):
        """{group: weight} of what whoever looks for `pieces` may mean too, beside them.

        Words that begin with what was typed: 停車 is the beginning of 停車位. And known words within another name of
        what was typed: who says 電動車 may mean the 電瓶 of an 電瓶車.
        """
        begun = {group for piece in pieces if piece not in self._group for group in self._begun.get(piece, ())}
        words = (word for piece in pieces for word in self.groups.get(piece, ()))
        within = {part for word in words for part in self._parts[word] if part in self.groups}
        return dict.fromkeys((begun | within) - pieces.keys(), PART)

    def is_group(self, piece):
        return piece in self.groups

    def spellings(self, piece):
        """The words that a piece stands for."""
        return self.groups.get(piece, (piece,))

    def others(self, text):
        """The words that mean the same as those of a text, its own left out, in their order."""
        folded = _squeezed(text)
        groups = dict.fromkeys(self._group[word] for word in self._words.findall(folded))
        return [word for group in groups for word in self.groups[group] if word not in folded]

    def rewordings(self, text):
        """The folded text, and what it becomes with one known word said in another way."""
        folded = _squeezed(text)
        found = [folded]
        for match in self._words.finditer(folded):
            others = self.groups[self._group[match[0]]]
            found += [folded[: match.start()] + word + folded[match.end() :] for word in others if word != match[0]]
        return found


def _alone(word):
    """The pattern of a word; letters and digits of it stand within no others: 110 is not the beginning of 1105."""
    return rf"(?<![0-9a-z](?=[0-9a-z])){re.escape(word)}(?!(?<=[0-9a-z])[0-9a-z])"


def _squeezed(text):
    return "".join(fold(text).split())


class Rarity:
    """How much a piece tells, learned from the pieces of texts of the same kind."""

    def __init__(self, texts):
        self.count = 0
        seen = Counter()
        for pieces in texts:
            self.count += 1
            seen.update(pieces.keys())
        # What was met once is as good as new, and most of what there is.
        self.seen = {piece: times for piece, times in seen.items() if times > 1}

    def of(self, piece):
        return math.log((self.count + 2) / (self.seen.get(piece, 0) + 0.5))

    def weigh(self, title, body):
        """{piece: weight} of a text by the pieces of its title, which count twice, and of its body."""
        counts = {piece: max(IN_TITLE * title.get(piece, 0), body.get(piece, 0)) for piece in title | body}
        return {piece: self.of(piece) * count for piece, count in counts.items()}


def likeness(asked, other):
    """From 0, nothing in common, to 1, the same words, of two texts as `Rarity.weigh` gives them."""
    shared = sum(weight * other[piece] for piece, weight in asked.items() if piece in other)
    length = math.sqrt(sum(w * w for w in asked.values())) * math.sqrt(sum(w * w for w in other.values()))
    return shared / length if length else 0.0


class Compared:
    """Texts as `Rarity.weigh` gives them, by key: looked at once, and then asked what of them is like many others."""

    def __init__(self, texts):
        self._length, self._having = {}, {}
        for key, pieces in texts:
            self._length[key] = math.sqrt(sum(weight * weight for weight in pieces.values()))
            for piece, weight in pieces.items():
                self._having.setdefault(piece, []).append((key, weight))

    def like(self, asked):
        """{key: likeness} of those that share anything with what is `asked`, which is weighed as they are."""
        shared = Counter()
        for piece, weight in asked.items():
            for key, its_weight in self._having.get(piece, ()):
                shared[key] += weight * its_weight
        length = math.sqrt(sum(weight * weight for weight in asked.values()))
        return {key: product / (length * self._length[key]) for key, product in shared.items()}


def nearest(texts, asked, least):
    """{key: that of the earlier text most like it, with a likeness of `least` or more}, for the keys of `asked`.

    `texts` are (key, pieces as `Rarity.weigh` gives them), the earliest first. Each is compared only with those that
    share a piece with it.
    """
    length = {key: math.sqrt(sum(weight * weight for weight in pieces.values())) for key, pieces in texts}
    having, found = {}, {}
    for key, pieces in texts:
        shared = Counter()
        for piece, weight in pieces.items() if key in asked else ():
            for other, its_weight in having.get(piece, ()):
                shared[other] += weight * its_weight
        like = {other: product / (length[key] * length[other]) for other, product in shared.items()}
        best = max(like, key=like.get, default=None)
        if best is not None and like[best] >= least:
            found[key] = best
        for piece, weight in pieces.items():
            having.setdefault(piece, []).append((key, weight))
    return found
