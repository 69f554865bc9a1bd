"""Which days a 週報 or 月報 is of, and which earlier days it is compared with; plain dates, no clock."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from feedback.rules.moments import next_month

WEEK = 7
# How many days earlier a week is compared with: the week before, that of four weeks and that of 52 weeks before.
WEEKS_BEFORE = (WEEK, 4 * WEEK, 52 * WEEK)


class Kind(TextChoices):
    WEEK = "week", _("週報")
    MONTH = "month", _("月報")


# What the earlier ones are called, in the order of `Span.compared`.
CALLED = {
    Kind.WEEK: (_("前一週"), _("四週前"), _("去年同週")),
    Kind.MONTH: (_("前一月"), _("去年同月")),
}


@dataclass(frozen=True)
class Span:
    """A week from Monday to Sunday, or a month; counted up to `until`, its last day or the day on which one asks."""

    kind: Kind
    first: date
    last: date
    until: date

    @classmethod
    def of(cls, kind, day, today):
        """The one in which `day` lies, seen on `today`."""
        if kind == Kind.WEEK:
            first = day - timedelta(days=day.weekday())
            last = first + timedelta(days=WEEK - 1)
        else:
            first = day.replace(day=1)
            last = next_month(first) - timedelta(days=1)
        return cls(Kind(kind), first, last, min(last, today))

    @property
    def is_running(self):
        """Whether days of it are still to come."""
        return self.until < self.last

    @property
    def days(self):
        """How many are counted."""
        return (self.until - self.first).days + 1

    def before(self):
        """The one before it, whole."""
        return Span.of(self.kind, self.first - timedelta(days=1), self.first)

    def after(self, today):
        """The one after it, seen on `today`; None while that has not begun."""
        following = self.last + timedelta(days=1)
        return Span.of(self.kind, following, today) if following <= today else None

    def compared(self):
        """The earlier ones that it is held against, each with as many days as are counted of it."""
        if self.kind == Kind.WEEK:
            firsts = [self.first - timedelta(days=days) for days in WEEKS_BEFORE]
        else:
            firsts = [self.before().first, self.first.replace(year=self.first.year - 1)]
        return [self._as_long(Span.of(self.kind, first, self.first)) for first in firsts]

    def _as_long(self, earlier):
        if not self.is_running:
            return earlier
        return replace(earlier, until=min(earlier.last, earlier.first + timedelta(days=self.days - 1)))

    def holds(self, day):
        """Whether `day` is one of those that are counted."""
        return self.first <= day <= self.until
