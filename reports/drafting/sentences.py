"""The sentences of a paragraph, and where a number stands in its own."""

from reports.article.layout import STOPS, sentence_at
from reports.importer.folding import fold


def sentences(text):
    """Where each sentence of a paragraph stands, with its stop; together they are the paragraph."""
    found, began = [], 0
    for place, character in enumerate(text, start=1):
        if character in STOPS or place == len(text):
            found.append(slice(began, place))
            began = place
    return found


def core(text, place):
    """`place` without the blanks around what stands there."""
    words = text[place]
    return slice(place.start + len(words) - len(words.lstrip()), place.stop - len(words) + len(words.rstrip()))


def key_of_sentence(words):
    """What two sentences share that are the same: script, width and the blanks around do not tell them apart."""
    return fold(words.strip())


def around(text, start, end):
    """Where the sentence of these places stands, without the blanks around it."""
    return core(text, sentence_at(text, start, end))


def nth_place(text, words, nth):
    """Where the `nth` of the places of `words` in a text begins, counted from 1; -1 where there are fewer."""
    place = -1
    for _time in range(nth):
        place = text.find(words, place + 1)
        if place < 0:
            break
    return place
