"""The tally: what each question scores, from counts alone. The site and `manage.py recount` count with this one.

A score is the mean of the weights (0 to 100) of the options that were chosen; what was left blank is told and not in
it. 代表評議 and 日常評議 make a whole by the weights of the ballot; where 日常評議 has no score, 代表評議 is the whole.
Fewer than `FEW` have counts and no score. All is exact until it is shown, to two places, half up.
"""

from fractions import Fraction
from math import floor
from typing import NamedTuple

from feedback.ballots.rules import Subject
from feedback.rules.counted.few import FEW

WHOLE = 100
NO_SCORE = "—"


class Chosen(NamedTuple):
    """An option of the ballot or a level of the ratings, what it weighs, and how many chose it."""

    text: str
    weight: int
    number: int


class Weights(NamedTuple):
    """Of a hundred."""

    representatives: int
    daily: int


class Counted(NamedTuple):
    """A question as it was answered: `options` by representatives, `blank` by how many left it out, `levels` daily."""

    subject: str
    unit: str
    text: str
    options: tuple
    blank: int
    levels: tuple = ()

    @property
    def answered(self):
        return sum(option.number for option in self.options)

    @property
    def rated(self):
        return sum(level.number for level in self.levels)


class Score(NamedTuple):
    """What each part scores, None where it has none, and the whole; `weights` are those that were applied."""

    representatives: Fraction | None
    daily: Fraction | None
    whole: Fraction | None
    weights: Weights


def mean(chosen):
    """The mean weight of what was chosen; None of few."""
    total = sum(one.number for one in chosen)
    return Fraction(sum(one.weight * one.number for one in chosen), total) if total >= FEW else None


def score(counted, weights):
    """The `Score` of a question. The report has no 日常評議: nobody rates it day by day."""
    representatives = mean(counted.options)
    daily = None if counted.subject == Subject.REPORT else mean(counted.levels)
    applied = weights if daily is not None else Weights(WHOLE, 0)
    if representatives is None:
        return Score(None, daily, None, applied)
    whole = (representatives * applied.representatives + (daily or 0) * applied.daily) / WHOLE
    return Score(representatives, daily, whole, applied)


def told(value):
    """A score as it is shown: two places, half up; `NO_SCORE` where there is none."""
    if value is None:
        return NO_SCORE
    hundredths = floor(value * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02}"
