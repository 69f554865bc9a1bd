"""The numbers of a unit: as large numbers of its own page, and in a line of the list; of few, counts without a rate."""

from dataclasses import dataclass

from django.utils.translation import gettext

from feedback.parts.board_address import board_address
from feedback.parts.place_numbers import counted, told_rate, told_ratings
from feedback.rules.counted.few import FEW
from feedback.rules.counted.ratings import Ratings
from feedback.rules.counted.statistics import Group, median
from feedback.rules.counted.tally import days


@dataclass(frozen=True)
class Work:
    """What a unit was given and what became of it."""

    group: Group
    ratings: Ratings

    @property
    def said(self):
        """The last word of each receipt."""
        return self.ratings.final

    @property
    def days(self):
        """The median of the working days to the first answer, as it is read; nothing of few."""
        return days(median(self.group.days)) if self.group.replied >= FEW else ""

    @property
    def rate(self):
        return told_rate(self.group.tally.handled, self.group.tally.valid)

    @property
    def on_time_rate(self):
        return told_rate(self.group.on_time, self.group.judged)

    @property
    def content_rate(self):
        """How many of those who said were content."""
        return told_rate(self.said.content, self.said.rated)

    @property
    def has_few(self):
        """Whether a rate is left out."""
        counts = (self.group.tally.valid, self.group.judged, self.group.replied, self.said.rated)
        return any(count < FEW for count in counts)


def rows(unit, work):
    """The rows of `components/totals.html`, with the list behind each number that has one."""
    told = counted(work.group, lambda tally: board_address(unit=unit.pk, tally=tally))
    if work.days:
        note = gettext("已有首次答覆的 %(count)s 件") % {"count": work.group.replied}
        told.append({"number": work.days, "label": gettext("答覆用時中位數（工作日）"), "note": note})
    if work.ratings.replied:
        told.append(told_ratings(work.ratings))
    return told
