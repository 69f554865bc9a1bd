"""What citizens said of their answers, counted: the first word and the last one, who said nothing, how low ones ended.

A rating is given once per receipt and answer and nothing of it is erased. So a receipt has one word that is its first
and one, maybe the same, that is its last; a low word in between counts by how it ended.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from feedback.rules.ratings import Meaning, Solved

# What ratings are counted by beside the whole, and those of them that everybody may read one by one.
DIMENSIONS = ("unit", "category", "district")
PUBLIC = "public"
# Lists of the board that are of several levels, or of none; the others go by the code of a level.
WITHOUT_LEVEL = "none"
RATED = "rated"
OPEN = "open"  # how an address says that a low one has no outcome yet


class Given(NamedTuple):
    """One rating of a receipt, as it is written down; the level by its code."""

    level: str
    solved: str = ""
    outcome: str = ""  # of a low one; nothing while it is open
    is_on_staff_receipt: bool = False
    meaning: str = Meaning.CONTENT


class Said(NamedTuple):
    """How one rating is counted; without a level: that a citizen who was answered said nothing.

    `is_repeat` marks a low one that ended as an earlier one of the same receipt did, so that receipts can be counted
    as well as ratings.
    """

    level: str | None = None
    solved: str = ""
    outcome: str = ""
    is_on_staff_receipt: bool = False
    is_first: bool = True
    is_last: bool = True
    is_repeat: bool = False
    meaning: str = ""


def said_with(ratings, *, was_answered):
    """What is counted of a receipt: of its ratings (`Given`, in order), or that it has none though it was answered."""
    if not ratings:
        return [Said()] if was_answered else []
    last, ends, said = len(ratings) - 1, set(), []
    for place, (*given, meaning) in enumerate(ratings):
        is_low, end = meaning == Meaning.LOW, ratings[place].outcome
        said.append(Said(*given, place == 0, place == last, is_low and end in ends, meaning))
        ends |= {end} if is_low else set()
    return said


@dataclass(frozen=True)
class Told:
    """One word of each receipt, the first or the last: {Said: how many}."""

    said: dict = field(default_factory=dict)

    @cached_property
    def levels(self):
        """{code of a level: how many}."""
        return _numbers(self.said, "level")

    @cached_property
    def levels_staffed(self):
        """The same of those given with a receipt that staff issued, which are counted in `levels` as well."""
        return _numbers(self._staffed, "level")

    @cached_property
    def by_citizens(self):
        """The same of the others: what alone counts as 日常評議 in the tally of a round."""
        others = {said: number for said, number in self.said.items() if not said.is_on_staff_receipt}
        return _numbers(others, "level")

    @cached_property
    def solved(self):
        """{code of `Solved`: how many}, 未問 among them."""
        return _numbers(self.said, "solved")

    @cached_property
    def solved_staffed(self):
        return _numbers(self._staffed, "solved")

    @property
    def rated(self):
        return sum(self.levels.values())

    @property
    def staffed(self):
        return sum(self.levels_staffed.values())

    @property
    def content(self):
        return self._meaning(Meaning.CONTENT)

    @property
    def low(self):
        return self._meaning(Meaning.LOW)

    @property
    def asked(self):
        """How many said whether it is solved; earlier ones were not asked and are in no share."""
        return sum(number for code, number in self.solved.items() if code != Solved.NOT_ASKED)

    @property
    def _staffed(self):
        return {said: number for said, number in self.said.items() if said.is_on_staff_receipt}

    def _meaning(self, meaning):
        return sum(number for said, number in self.said.items() if said.meaning == meaning)


@dataclass(frozen=True)
class Ratings:
    """Everything that is counted of some ratings: {Said: how many}."""

    said: dict = field(default_factory=dict)

    @cached_property
    def first(self):
        """The first word of each receipt that was rated."""
        return Told({said: number for said, number in self.said.items() if said.level and said.is_first})

    @cached_property
    def final(self):
        """The last word of each."""
        return Told({said: number for said, number in self.said.items() if said.level and said.is_last})

    @property
    def replied(self):
        """How many receipts got an answer, their own or that of their main one: rated or not."""
        return sum(number for said, number in self.said.items() if said.is_last)

    @property
    def not_rated(self):
        return sum(number for said, number in self.said.items() if not said.level)

    @cached_property
    def lows(self):
        """{outcome, or nothing while it is open: how many low ratings}, of all words and not of the last ones alone."""
        return _numbers(self._low, "outcome")

    @cached_property
    def low_receipts(self):
        """{the same: how many receipts have a low rating that ended so}."""
        return _numbers({said: number for said, number in self._low.items() if not said.is_repeat}, "outcome")

    def number(self, filter, value):
        """How many receipts stand behind a filter of the board: `rating`, `solved` or `low`."""
        if filter == "solved":
            return self.final.solved.get(value, 0)
        if filter == "low":
            return self.low_receipts.get("" if value == OPEN else value, 0)
        last = self.final
        of_several = {
            Meaning.CONTENT: last.content, Meaning.LOW: last.low, RATED: last.rated, WITHOUT_LEVEL: self.not_rated,
        }  # fmt: skip
        return of_several[value] if value in of_several else last.levels.get(value, 0)

    @property
    def _low(self):
        return {said: number for said, number in self.said.items() if said.meaning == Meaning.LOW}


def divided(counts):
    """{subject: {value: its `Ratings`}} of {(subject, value, Said): how many}."""
    found = {}
    for (subject, value, said), number in counts.items():
        found.setdefault(subject, {}).setdefault(value, {})[said] = number
    return {subject: {value: Ratings(said) for value, said in values.items()} for subject, values in found.items()}


def _numbers(said, name):
    found = Counter()
    for one, number in said.items():
        found[getattr(one, name)] += number
    return dict(found)
