"""A year by its months as a line, and the year before behind it: what is drawn, and where.

Places are percents of the drawing, as SVG attributes. A month that has not come has no point: it is not 0.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from feedback.data.points import month_name
from feedback.rules.drawn.percents import percent

MONTHS = 12
LEFT, RIGHT = 4, 97  # percent
TOP, FOOT = 16, 86
APART = 14  # percent of the height that the words at two ends need
DEEP = 70  # below it there is no room for words under a point
NAMED_MONTHS = (1, 4, 7, 10)


class Year(NamedTuple):
    """`counts` are those of the months that have come, from January; `over` is how many of these are over."""

    year: int
    counts: list
    over: int

    @property
    def is_running(self):
        return self.over < len(self.counts)

    @classmethod
    def of(cls, year, received, today):
        """From {first day of a month: how many came}."""
        come = min(max((today.year - year) * MONTHS + today.month, 0), MONTHS)
        counts = [received.get(date(year, month, 1), 0) for month in range(1, come + 1)]
        return cls(year, counts, come if year < today.year else come - 1)


class Point(NamedTuple):
    x: str
    y: str
    count: int
    is_running: bool  # the month is not over


class Segment(NamedTuple):
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Line:
    year: int
    tone: str
    points: list
    segments: list
    is_told_above: bool  # the words at its end stand over the last point, else under it
    anchor: str

    @property
    def end(self):
        return self.points[-1]

    @property
    def peak(self):
        """The first of the highest points, to be told of the year itself; None where that is the end."""
        highest = max(self.points, key=lambda point: point.count)
        return highest if self.tone == "this" and highest.count > self.end.count else None


@dataclass(frozen=True)
class Lines:
    """The year before first, so that the year itself lies on it; `top` is what the line above stands for."""

    lines: list
    top: int
    top_y: str
    foot_y: str
    ticks: list  # of (name of a month, x)

    template = "data/_months.html"


def shown_year(received, today, chosen=None):
    """The year that is chosen, else the running one, else the last in which something came."""
    return chosen or max((month.year for month in received if month <= today), default=today.year)


def comparable(year, received):
    """The 12 counts of the year before, or None: then nothing is known of all of its months."""
    if not received or min(received) > date(year - 1, 1, 1):
        return None
    return [received.get(date(year - 1, month, 1), 0) for month in range(1, MONTHS + 1)]


def drawn(year, before):
    """The `Lines` of a `Year` and of the 12 counts of the year before, without which there is one line."""
    top = _round(max([*year.counts, *(before or ()), 1]))
    old = _points(before, top, MONTHS) if before and any(before) else []
    new = _points(year.counts, top, year.over)
    both = [(year.year - 1, "before", old), (year.year, "this", new)]
    lines = [
        Line(
            of, tone, _told(points), _segments(points), is_above,
            "end" if points[-1][0] > (LEFT + RIGHT) / 2 else "start",
        )
        for (of, tone, points), is_above in zip(both, _are_told_above(old, new), strict=True)
        if points
    ]  # fmt: skip
    ticks = [(month_name(month), percent(_x(month))) for month in NAMED_MONTHS]
    return Lines(lines, top, percent(TOP), percent(FOOT), ticks)


def _points(counts, top, over):
    """(x, y, count, whether its month is not over) of each."""
    return [
        (_x(month), FOOT - (FOOT - TOP) * count / top, count, month > over)
        for month, count in enumerate(counts, start=1)
    ]


def _told(points):
    return [Point(percent(x), percent(y), count, is_running) for x, y, count, is_running in points]


def _segments(points):
    return [Segment(*map(percent, (*one[:2], *other[:2]))) for one, other in zip(points[:-1], points[1:], strict=True)]


def _are_told_above(old, new):
    """Whether the words at the end of each line stand above it: off the line, and off those of the other."""
    above = [not points or _is_told_above(points) for points in (old, new)]
    if old and new and above[0] == above[1] and abs(old[-1][1] - new[-1][1]) < APART:
        is_old_higher = old[-1][1] < new[-1][1]
        above = [is_old_higher, not is_old_higher]
    return above


def _is_told_above(points):
    """A line that falls to its end comes from above; at the foot there is no room below."""
    is_falling = len(points) > 1 and points[-2][1] < points[-1][1]
    return not is_falling or points[-1][1] > DEEP


def _x(month):
    return LEFT + (RIGHT - LEFT) * (month - 1) / (MONTHS - 1)


def _round(number):
    """The next round number: 1, 2 or 5 and zeros."""
    step = 1
    while True:
        for leading in (1, 2, 5):
            if leading * step >= number:
                return leading * step
        step *= 10
