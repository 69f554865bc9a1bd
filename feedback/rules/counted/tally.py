"""The arithmetic of the claim: what was received, what of it is valid, what is handled."""

from dataclasses import dataclass
from math import floor

from feedback.rules.workflow import OPEN_STAGES, Stage


@dataclass(frozen=True)
class Tally:
    """The arithmetic of the claim: how many suggestions stand where.

    received = open + closed + declined + merged + withdrawn; valid = received − declined − withdrawn;
    handled = closed + merged whose main one is closed; rate = handled / valid.
    """

    open: int = 0
    closed: int = 0
    declined: int = 0
    merged: int = 0
    merged_closed: int = 0
    withdrawn: int = 0

    @classmethod
    def of(cls, by_stage, *, merged_closed):
        """From a mapping of stage to count, and the number of merged ones whose main one is closed."""
        return cls(
            open=sum(by_stage.get(stage, 0) for stage in OPEN_STAGES),
            closed=by_stage.get(Stage.CLOSED, 0),
            declined=by_stage.get(Stage.DECLINED, 0),
            merged=by_stage.get(Stage.MERGED, 0),
            merged_closed=merged_closed,
            withdrawn=by_stage.get(Stage.WITHDRAWN, 0),
        )

    @classmethod
    def of_counts(cls, counts):
        """From (stage, whether it is merged into a closed one, how many)."""
        by_stage, merged_closed = {}, 0
        for stage, is_merged_closed, count in counts:
            by_stage[stage] = by_stage.get(stage, 0) + count
            merged_closed += count if is_merged_closed else 0
        return cls.of(by_stage, merged_closed=merged_closed)

    @property
    def received(self):
        return self.open + self.closed + self.declined + self.merged + self.withdrawn

    @property
    def valid(self):
        return self.received - self.declined - self.withdrawn

    @property
    def handled(self):
        return self.closed + self.merged_closed

    @property
    def rate(self):
        """Handled of valid, 0 to 1; None while nothing valid was received."""
        return self.handled / self.valid if self.valid else None


def percent(rate):
    """A share in words of one decimal, rounded down: 100% is said of all and of nothing less."""
    if rate is None:
        return "—"
    tenths = floor(rate * 1000)
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths / 10}%"


def days(value):
    """A number of working days as it is read: whole, or with a half; None of none."""
    return None if value is None else f"{float(value):g}"
