"""The phases of a campaign as bars over the days: where each stands, in percent of the drawing's width."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from feedback.rules.drawn.percents import percent
from feedback.rules.moments import months_between, next_month

MOST_MONTHS = 14  # of a longer calendar the years are marked
MOST_LABELS = 6  # side by side on a phone
NARROWEST = 1.5  # a day of a long calendar is still seen


@dataclass(frozen=True)
class Bar:
    """The days of a phase; one without an end goes on to the edge."""

    x: str
    width: str
    is_open: bool = False


@dataclass(frozen=True)
class Tick:
    """The first day of a month or a year; not each has room for its name."""

    day: date
    x: str
    is_named: bool


@dataclass(frozen=True)
class Today:
    """The line of today, and to which side its word goes."""

    x: str
    anchor: str


@dataclass(frozen=True)
class Calendar:
    """From the first day of a month to the last day of one; `today` is None on another day than these."""

    first: date
    last: date
    ticks: tuple
    bars: tuple
    today: Today | None

    @classmethod
    def of(cls, spans, today):
        """Of the (first day, last day or None) of each phase, in their order."""
        # What has no end is seen to go on for a while.
        ends = [end for first, last in spans for end in (first, last or next_month(max(first, today)))]
        first, last = min(ends).replace(day=1), max(ends)
        last = last.replace(day=monthrange(last.year, last.month)[1])
        days = (last - first).days + 1

        def place(day, half=0):
            return ((day - first).days + half) / days * 100

        bars = tuple(_bar(place(start), 100 if end is None else place(end, 1), end is None) for start, end in spans)
        line = None
        if first <= today <= last:
            x = place(today, 0.5)
            line = Today(percent(x), "start" if x < 25 else "end" if x > 75 else "middle")  # noqa: PLR2004
        return cls(first, last, _ticks(first, last, place), bars, line)

    @property
    def has_years(self):
        """Whether its ticks are years, not months."""
        return len(months_between(self.first, self.last)) > MOST_MONTHS


def _bar(start, end, is_open):
    width = max(end - start, NARROWEST)
    return Bar(percent(min(start, 100 - width)), percent(width), is_open)


def _ticks(first, last, place):
    months = months_between(first, last)
    if len(months) > MOST_MONTHS:
        months = [month for month in months if month.month == 1]
    each = -(-len(months) // MOST_LABELS)
    named = [place(month) for month in months[::each]]
    # A name needs about as much room as all have that are named.
    roomy = {x for x, after in pairwise([*named, 100]) if after - x > 100 / (MOST_LABELS + 2)}
    return tuple(Tick(month, percent(place(month)), place(month) in roomy) for month in months)
