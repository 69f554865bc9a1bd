"""What a paper counts of one span: how much of it was received, accepted, answered and rated; plain arithmetic.

Rates, medians and ratings are those of the public statistics: `Tally`, `Group` and `Ratings` of the same counts.
"""

from collections import Counter
from dataclasses import dataclass, field

from feedback.rules.counted.ratings import Ratings
from feedback.rules.counted.statistics import Group
from feedback.rules.counted.tally import Tally
from feedback.rules.periods import Promptness


@dataclass
class Numbers:
    """Of a span and a unit, or of several units together.

    `stages` are where those received in it stand now. `marks`, as `Group.of` takes them, are those first answered in
    it, those that wait for their first reply past a day that lay in it or before, and the same of returns.
    """

    stages: Counter = field(default_factory=Counter)
    merged_closed: int = 0
    in_talks: int = 0  # of those received, the questions of talks
    accepted: int = 0
    replied: int = 0
    marks: Counter = field(default_factory=Counter)
    said: Counter = field(default_factory=Counter)

    def __add__(self, other):
        return Numbers(
            self.stages + other.stages, self.merged_closed + other.merged_closed, self.in_talks + other.in_talks,
            self.accepted + other.accepted, self.replied + other.replied, self.marks + other.marks,
            self.said + other.said,
        )  # fmt: skip

    @property
    def tally(self):
        """Of those received in the span, as they stand now."""
        return Tally.of(self.stages, merged_closed=self.merged_closed)

    @property
    def group(self):
        """How promptly it was answered, in the first period and in returns."""
        return Group.of(self.marks)

    @property
    def ratings(self):
        """Of what was said in the span."""
        return Ratings(dict(self.said))

    @property
    def returns_replied(self):
        return self.group.returned(Promptness.ON_TIME, Promptness.LATE, Promptness.NOT_YET)

    @property
    def is_empty(self):
        """Whether nothing came in and nothing was done."""
        return not (self.stages or self.accepted or self.replied or self.returns_replied or self.said)


def whole(by_unit):
    """The numbers of all units together, of {unit: Numbers}."""
    return sum(by_unit.values(), Numbers())
