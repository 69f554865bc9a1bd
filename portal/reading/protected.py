"""The conversion in force: the words that the desk protects, read again every half minute by each worker."""

from time import monotonic

from django.db import Error

from portal.reading.text import SIMPLIFIED, TRADITIONAL, Conversion
from portal.tables.words import ProtectedWord

SECONDS = 30


class InForce:
    """Keeps one conversion, with what it has converted so far, for as long as the words stay the same."""

    def __init__(self):
        self._conversion = Conversion()
        self._until = float("-inf")

    def at(self, moment):
        """The conversion at `moment`, in seconds of a clock that never goes back.

        What was known stays in force while the database does not answer: a page is shown all the same.
        """
        if moment >= self._until:
            self._until = moment + SECONDS
            try:
                pairs = tuple(ProtectedWord.objects.pairs())
            except Error:
                return self._conversion
            if pairs != self._conversion.protected:
                self._conversion = Conversion(pairs)
        return self._conversion


_in_force = InForce()


def tried(sentence, word, simplified=""):
    """How `sentence` reads before the pair of spellings is protected and with it: {script: (without, with)}.

    Of the pair, what the list already says of the same word does not count.
    """
    others = [pair for pair in ProtectedWord.objects.pairs() if pair[0] != word]
    without, protecting = Conversion(others), Conversion([*others, (word, simplified or word)])
    return {
        script: (without.in_script(sentence, script), protecting.in_script(sentence, script))
        for script in (TRADITIONAL, SIMPLIFIED)
    }


def conversion():
    return _in_force.at(monotonic())
