"""The arithmetic of the statistics: rates, promptness, medians, percentiles, months; no queries, no clock.

What is counted where is said to the reader beside each number, in `feedback.data.tables`.
"""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from feedback.rules.counted.ratings import DIMENSIONS as BY_RATINGS
from feedback.rules.counted.ratings import PUBLIC, Ratings, divided, said_with
from feedback.rules.counted.tally import Tally
from feedback.rules.lateness import is_past
from feedback.rules.periods import Promptness, promptness
from feedback.rules.workflow import Stage

NOT_VALID = frozenset({Stage.DECLINED, Stage.WITHDRAWN})
REPLIED_STAGES = frozenset({Stage.REPLIED, Stage.CLOSED})
# What a suggestion is counted by, and how a value of it is written in the counts; nothing is written as nothing.
DIMENSIONS = ("month", "category", "unit", "district", "kind", "channel")
# Of what is not public nobody is told these, and not by a number that changes when it comes in: it is not counted so.
OF_THE_TEXT = frozenset({"district"})
WRITTEN = {"month": lambda month: f"{month:%Y-%m}"}
READ = {
    "month": lambda text: date.fromisoformat(f"{text}-01"),
    **dict.fromkeys(("category", "unit", "district"), lambda text: int(text) if text else None),
}
# Working days to the first reply as they are shown: from, up to and with; the last one is open.
SPANS = ((0, 0), (1, 5), (6, 10), (11, 15), (16, 20), (21, 25), (26, None))


# How a return is counted whose days were worked out afterwards: it is no part of any rate.
DERIVED = "derived"


class Mark(NamedTuple):
    """How one suggestion is counted: where it stands, and how promptly and in how many working days it was answered.

    `due_on` is kept while it waits for its first reply: whether that is late depends on the day on which one asks.
    """

    stage: str = ""
    is_merged_closed: bool = False
    promptness: str = ""
    due_on: date | None = None
    days: int | None = None
    cause: str = ""  # of a return, which is counted beside its suggestion

    def on(self, today):
        """The same as `Group.of` takes it, seen on `today`."""
        promptness = Promptness.OVERDUE if is_past(self.due_on, today) else self.promptness or None
        return self.stage, self.is_merged_closed, promptness, self.days, self.cause


class Course(NamedTuple):
    """What the statistics read of one suggestion; days are those of the office's time zone."""

    stage: str
    received_on: date
    main_stage: str | None = None
    has_main_reply: bool = False
    replied_on: date | None = None  # the first reply
    due_on: date | None = None  # of the first period
    is_first_counted: bool = True  # False of one that was declined in its first period
    returns: tuple = ()  # of `Return`
    kind: str = ""
    channel: str = ""
    category: int | None = None
    unit: int | None = None
    district: int | None = None
    outcome: str | None = None  # of the newest approved reply
    closing: str = ""  # why it closed, while it is
    is_public: bool = False  # whether everybody may read its text
    ratings: tuple = ()  # of `ratings.Given`, in order

    @property
    def is_timed(self):
        """Whether it is to be answered by itself: neither declined, withdrawn nor merged."""
        return self.stage not in NOT_VALID and self.stage != Stage.MERGED

    @property
    def month(self):
        return self.received_on.replace(day=1)

    def promptness(self, today):
        """The `Promptness` of its first period on `today`, or None when it is not timed or that one is not counted."""
        if not (self.is_timed and self.is_first_counted):
            return None
        return promptness(self.due_on, self.replied_on, today)

    def counts(self, days):
        """What it adds to the counts: (subject, value, Mark); `days` are the working days to its first reply."""
        promptness = self.promptness(date.min)
        mark = Mark(
            self.stage,
            self.stage == Stage.MERGED and self.main_stage == Stage.CLOSED,
            promptness or "",
            self.due_on if promptness == Promptness.NOT_YET else None,
            days if self.is_timed and self.replied_on else None,
        )
        marks = [mark, *self._marks_of_returns()]
        yield from (("all", "", each) for each in marks)
        for name, written in self._values(DIMENSIONS):
            yield from ((name, written, each) for each in marks)
        if self.outcome and self.stage in REPLIED_STAGES:
            yield "outcome", str(self.outcome), Mark()
        if self.closing:
            yield "closing", str(self.closing), Mark()

    def said(self):
        """What it adds to the counts of the ratings: (subject, value, Said).

        Wherever it stands now: no word is lost by 重辦, reopening or withdrawal.
        """
        said = said_with(self.ratings, was_answered=self.replied_on is not None or self.has_main_reply)
        wholes = [("all", ""), (PUBLIC, "")] if self.is_public else [("all", "")]
        for name, written in [*wholes, *self._values(BY_RATINGS)]:
            yield from ((name, written, each) for each in said)

    def _values(self, names):
        """(dimension, its value as it is written) of each that is told of it."""
        for name in names:
            if name not in OF_THE_TEXT or self.is_public:
                value = getattr(self, name)
                yield name, "" if value is None else WRITTEN.get(name, str)(value)

    def _marks_of_returns(self):
        for each in self.returns if self.is_timed else ():
            if each.is_derived:
                yield Mark(promptness=DERIVED, cause=each.cause)
            elif each.is_timed:
                promptness = each.promptness(date.min)
                due_on = each.due_on if promptness == Promptness.NOT_YET else None
                yield Mark(promptness=promptness, due_on=due_on, cause=each.cause)


def share(part, whole):
    """`part` of `whole`, exactly; None when there is no whole."""
    return Fraction(part, whole) if whole else None


def median(counts):
    """The middle of the values in {value: how many}, the mean of the two middle ones if even; None of nothing."""
    total = sum(counts.values())
    if not total:
        return None
    return Fraction(_at(counts, (total + 1) // 2) + _at(counts, total // 2 + 1), 2)


def percentile(counts, percent):
    """The least value that at least `percent` of 100, from 1, do not exceed, in {value: how many}; None of nothing."""
    total = sum(counts.values())
    return _at(counts, ceil(Fraction(total * percent, 100))) if total else None


def _at(counts, rank):
    """The value at `rank`, counted from 1 in rising order."""
    values = sorted(counts)
    return values[bisect_left(list(accumulate(counts[value] for value in values)), rank)]


def spans(days):
    """How many of {working days: how many} lie in each of `SPANS`: ((first, last), count)."""
    return [
        (span, sum(count for day, count in days.items() if span[0] <= day and (span[1] is None or day <= span[1])))
        for span in SPANS
    ]


@dataclass(frozen=True)
class Group:
    """Some suggestions counted: where they stand, how promptly and in how many working days they were answered."""

    tally: Tally = Tally()
    promptness: dict = field(default_factory=dict)
    days: dict = field(default_factory=dict)
    returns: dict = field(default_factory=dict)  # {(cause, promptness): how many} of what came back into work

    @classmethod
    def of(cls, marks):
        """From {(stage, is merged into a closed one, promptness, working days or None, cause): how many}.

        A cause says that a return is counted, not its suggestion.
        """
        stages, promptness, days, merged_closed, returns = Counter(), Counter(), Counter(), 0, Counter()
        for (stage, is_merged_closed, mark, taken, cause), count in marks.items():
            if cause:
                returns[cause, mark] += count
                continue
            stages[stage] += count
            merged_closed += count if is_merged_closed else 0
            if mark is not None:
                promptness[mark] += count
            if taken is not None:
                days[taken] += count
        return cls(Tally.of(stages, merged_closed=merged_closed), dict(promptness), dict(days), dict(returns))

    @property
    def invalid(self):
        return self.tally.declined + self.tally.withdrawn

    @property
    def unfinished(self):
        """Valid ones that are not handled yet."""
        return self.tally.valid - self.tally.handled

    @property
    def rate(self):
        return share(self.tally.handled, self.tally.valid)

    @property
    def on_time(self):
        return self.promptness.get(Promptness.ON_TIME, 0)

    @property
    def judged(self):
        """Those of which it can be said: answered, or past the due day."""
        return sum(count for mark, count in self.promptness.items() if mark != Promptness.NOT_YET)

    @property
    def on_time_rate(self):
        return share(self.on_time, self.judged)

    def returned(self, *marks, cause=None):
        """How many returns are marked so, of one cause or of all."""
        return sum(
            count for (of_cause, mark), count in self.returns.items() if mark in marks and cause in (None, of_cause)
        )

    @property
    def returns_judged(self):
        """Those of which it can be said: answered, or past the due day of their own period."""
        return self.returned(Promptness.ON_TIME, Promptness.LATE, Promptness.OVERDUE)

    @property
    def returns_on_time(self):
        return self.returned(Promptness.ON_TIME)

    @property
    def returns_on_time_rate(self):
        return share(self.returns_on_time, self.returns_judged)

    @property
    def replied(self):
        return sum(self.days.values())


@dataclass(frozen=True)
class Statistics:
    """Everything that is counted of some suggestions at one moment.

    `groups` is {dimension: {value: Group}}, `ratings_by` the same of `Ratings`; `public_ratings` are those of `ratings`
    that everybody may read one by one.
    """

    moment: datetime
    total: Group
    groups: dict
    outcomes: dict
    closings: dict
    ratings: Ratings = field(default_factory=Ratings)
    ratings_by: dict = field(default_factory=dict)
    public_ratings: Ratings = field(default_factory=Ratings)

    @classmethod
    def from_counts(cls, counts, said, *, moment, today):
        """Of {(subject, value, Mark): how many} as `Course.counts` gives them, and Said as `Course.said` does."""
        marks = {}
        for (subject, value, mark), count in counts.items():
            marks.setdefault(subject, {}).setdefault(value, Counter())[mark.on(today)] += count

        def groups(subject):
            read = READ.get(subject, str)
            return {read(value): Group.of(of_value) for value, of_value in marks.get(subject, {}).items()}

        def numbers(subject):
            read = READ.get(subject, str)
            return {read(value): of_value.total() for value, of_value in marks.get(subject, {}).items()}

        ratings = divided(said)

        def ratings_by(subject):
            return {READ[subject](value): found for value, found in ratings.get(subject, {}).items()}

        return cls(
            moment=moment,
            total=groups("all").get("", Group()),
            groups={name: groups(name) for name in DIMENSIONS},
            outcomes=numbers("outcome"),
            closings=numbers("closing"),
            ratings=ratings.get("all", {}).get("", Ratings()),
            ratings_by={name: ratings_by(name) for name in BY_RATINGS},
            public_ratings=ratings.get(PUBLIC, {}).get("", Ratings()),
        )
