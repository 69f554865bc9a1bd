"""Which questions a section of a transcript is about, as it is proposed: by their numbers, else by their words."""

import re
from collections import defaultdict

from feedback.rules import receipts
from feedback.rules.texts.likeness import Rarity

_NUMBER = re.compile(r"(?<!\d)(20\d{2})[-\u2010-\u2015\u2212－](\d{4,9})(?!\d)")
# What a section has to say of the words of a question, by weight; what only shares an office or a road stays below.
LEAST = 0.45
FEWEST = 3  # pieces that both have: two words may be anybody's


def numbers_in(text):
    """The public numbers that a text mentions, as they are written, in order and each once."""
    found = (receipts.number(int(year), int(sequence)) for year, sequence in _NUMBER.findall(text))
    return list(dict.fromkeys(found))


def proposed(sections, questions, pieces):
    """[keys of the questions that each of the `sections` seems to be about], in the order of the questions.

    `questions` are (key, number, text); `pieces` cuts a text, as `Synonyms.pieces` does. A question whose number is
    mentioned is proposed where that is, and nowhere else.
    """
    texts = [f"{section.heading}\n{section.body}" for section in sections]
    mentioned, found = [set(numbers_in(text)) for text in texts], [[] for _text in texts]
    having, cut = defaultdict(set), [pieces(text) for text in texts]
    for place, its_pieces in enumerate(cut):
        for piece in its_pieces:
            having[piece].add(place)
    said = {key: pieces(text) for key, _number, text in questions}
    rarity = Rarity([*cut, *said.values()])
    for key, number, _text in questions:
        places = [place for place, numbers in enumerate(mentioned) if number in numbers]
        for place in places or _likest(said[key], having, rarity):
            found[place].append(key)
    return found


def _likest(said, having, rarity):
    """The place of the one section that says most of what a question says, in a list, or nothing."""
    whole, shared, count = 0.0, defaultdict(float), defaultdict(int)
    for piece, times in said.items():
        weight = rarity.of(piece) * times
        whole += weight
        for place in having.get(piece, ()):
            shared[place] += weight
            count[place] += 1
    best = max(shared, key=lambda place: (shared[place], -place), default=None)
    return [best] if best is not None and shared[best] >= LEAST * whole and count[best] >= FEWEST else []
