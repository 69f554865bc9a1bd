"""What numbers would tell of a few: no rate of fewer than five, and nothing that leaves one unpublished by subtraction.

The district of what is not public is not public. What everybody may read of a district can be counted by anybody; the
numbers of all of it beside that tell the difference. Of a difference of one to four somebody might say which they are.
"""

from typing import NamedTuple

from feedback.rules.statistics import share

FEW = 5


class Numbers(NamedTuple):
    """Some suggestions counted: those received, and what became of them."""

    received: int = 0
    invalid: int = 0  # declined or withdrawn
    handled: int = 0
    on_time: int = 0  # the first answer, of those that are timed
    late: int = 0  # the first answer, or none yet and its day is past

    @classmethod
    def of(cls, group):
        """Of a `statistics.Group`."""
        return cls(
            group.tally.received, group.invalid, group.tally.handled, group.on_time, group.judged - group.on_time
        )

    @property
    def valid(self):
        return self.received - self.invalid

    @property
    def judged(self):
        """Those of which it can be said whether they were answered on time."""
        return self.on_time + self.late

    @property
    def rate(self):
        return rate(self.handled, self.valid)

    @property
    def on_time_rate(self):
        return rate(self.on_time, self.judged)

    @property
    def _cells(self):
        return (*self, self.valid - self.handled)


def rate(part, whole):
    """`part` of `whole`; None of few."""
    return share(part, whole) if whole >= FEW else None


def is_few(number):
    return 0 < number < FEW


def tells_of_few(whole, seen):
    """Whether the `Numbers` of all, beside those of what everybody sees, tell something of a few of the others."""
    return any(is_few(every - some) for every, some in zip(whole._cells, seen._cells, strict=True))
