"""The units beside each other: by what they can be sorted, and which have too few for a rate and a rank."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from feedback.data.tables.scope import percent
from feedback.rules.counted import few, statistics
from feedback.rules.counted.few import FEW  # of fewer there are counts, no rate and no rank
from feedback.rules.counted.ratings import Ratings
from feedback.rules.counted.statistics import Group
from feedback.rules.counted.tally import days

# By the name that an address has for it; the first is the default.
SORTS = {"on_time": _("按期率"), "content": _("滿意率"), "days": _("工作日"), "received": _("收到")}


class Measure(NamedTuple):
    """`part` of `whole`, with the value that it is sorted by and read as, where `whole` is large enough."""

    part: int
    whole: int
    value: object = None
    text: str | None = None


def rate(part, whole):
    value = few.rate(part, whole)
    return Measure(part, whole, value, percent(value))


def median(group):
    """The less, the better."""
    middle = statistics.median(group.days) if group.replied >= FEW else None
    return Measure(group.replied, group.replied, None if middle is None else -middle, days(middle))


@dataclass(frozen=True)
class Line:
    """One unit; one that `is_unit` not stands for what no unit holds, which is last in every order."""

    label: str
    group: Group
    ratings: Ratings
    page: str = ""
    url: str = ""
    is_unit: bool = True

    @property
    def received(self):
        count = self.group.tally.received
        return Measure(count, count, count, str(count))

    @property
    def on_time(self):
        return rate(self.group.on_time, self.group.judged)

    @property
    def content(self):
        last = self.ratings.final
        return rate(last.content, last.rated)

    @property
    def days(self):
        return median(self.group)

    @property
    def beside_ratings(self):
        """What a rate of satisfaction stands with: who did not rate, and who did on a receipt that staff issued."""
        return (self.ratings.not_rated, self.ratings.final.staffed)

    def measures(self):
        return [self.on_time, self.content, self.days]


class Heading(NamedTuple):
    label: str
    url: str
    is_sorted: bool
    is_rising: bool


@dataclass(frozen=True)
class Ranking:
    lines: list
    sort: str
    parameters: dict  # the filters as an address carries them

    template = "data/_units.html"
    beside = (_("沒有評議"), _("憑工作人員回執"))  # the columns of what stands beside the ratings

    def headings(self):
        """Those of the columns, in their order; of working days the least come first."""
        order = ("received", "on_time", "content", "days")
        return [Heading(str(SORTS[name]), self._sorted_by(name), name == self.sort, name == "days") for name in order]

    def _sorted_by(self, name):
        return f"?{urlencode(self.parameters | {'sort': name})}#units"


def ranked(lines, sort="", parameters=None):
    """The `Ranking` of `lines`: the best first; where there is no rate, behind them; alike ones as they came."""
    sort = sort or next(iter(SORTS))

    def place(line):
        value = getattr(line, sort).value
        return not line.is_unit, value is None, 0 if value is None else -value

    return Ranking(sorted(lines, key=place), sort, parameters or {})


def rates_on_time(lines):
    """[(name, share in time as it is read)] of those units that have one, the best first."""
    told = [line for line in ranked(lines, "on_time").lines if line.is_unit and line.on_time.text]
    return [(line.label, line.on_time.text) for line in told]
