"""What is counted of a few: no rate of fewer than five."""

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


def rate(part, whole):
    """`part` of `whole`; None of few."""
    return share(part, whole) if whole >= FEW else None
