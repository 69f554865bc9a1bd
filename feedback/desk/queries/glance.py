"""The bureau at a glance: what is open, where and for how long; what was answered this month, and how soon."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Case, Value, When
from django.utils import timezone

from feedback.desk.queries.queues import age_begins, counted_before
from feedback.office.units import Unit
from feedback.records import counters
from feedback.rules.counted import statistics
from feedback.rules.counted.statistics import Group, median
from feedback.rules.lateness import Lateness
from feedback.rules.periods import Promptness
from feedback.rules.queues import Age
from feedback.rules.workflow import Stage
from feedback.suggestions.late import first_overdue, late


@dataclass(frozen=True)
class Glance:
    """`open` is [((unit key, unit name), {age: how many})].

    `month` are those first answered in this month, and those that wait for their first reply past its day; `whole` is
    what the public statistics count of all that was ever received. `overdue` are those that wait for any reply.
    """

    moment: datetime
    open: list
    replied: int
    overdue: int
    redone: int
    returns_on_time: int
    returns_late: int
    month: Group
    whole: Group

    @property
    def ages(self):
        """{age: how many are open}."""
        return sum((Counter(ages) for _unit, ages in self.open), Counter())

    @property
    def late(self):
        return self.month.promptness.get(Promptness.LATE, 0)

    @property
    def median_days(self):
        return median(self.month.days)


class Glancing:
    """What the home of the desk asks; a part of the desk's QuerySet."""

    def glance(self, now, calendar, *, units=None):
        """All figures at `now`; `units` are those whose suggestions these are, None of every one."""
        today = timezone.localdate(now)
        by_unit, overdue, first = self._open(today, calendar)
        marks = self._first_replies(now)
        replied = marks.total()
        marks[Stage.IN_PROGRESS, False, Promptness.OVERDUE, None, ""] = first
        return Glance(
            moment=now,
            open=by_unit,
            replied=replied,
            overdue=overdue,
            redone=self.redone_in_month(now).count(),
            returns_on_time=self.returns_replied_in_month(Promptness.ON_TIME, now).count(),
            returns_late=self.returns_replied_in_month(Promptness.LATE, now).count(),
            month=Group.of(marks),
            whole=counters.Count.objects.group(today, units=units),
        )

    def _open(self, today, calendar):
        """([((unit key, unit name), {age: how many})], how many are overdue, how many with their first reply).

        In the order of the units, what no unit has first.
        """
        begins = age_begins(today, calendar)
        older_first = [When(counted_before(begins[age]), then=Value(age.value)) for age in reversed(Age) if begins[age]]
        rows = (
            self.open()
            .order_by()
            .annotate(age=Case(*older_first, default=Value(Age.WEEK.value)))
            .values_list("unit", "age")
            .annotate(
                count=models.Count("*"),
                overdue=models.Count("pk", filter=late(Lateness.UNANSWERED, today)),
                first=models.Count("pk", filter=first_overdue(today)),
            )
        )
        by_unit, overdue, first = {}, 0, 0
        for unit, age, count, overdue_here, first_here in rows:
            by_unit.setdefault(unit, {})[age] = count
            overdue, first = overdue + overdue_here, first + first_here
        units = [(None, ""), *Unit.objects.values_list("pk", "name")]
        return [((unit, name), by_unit[unit]) for unit, name in units if unit in by_unit], overdue, first

    def _first_replies(self, now):
        """Those of the month of `now`, as `Group.of` takes them."""
        rows = (
            self.first_replied_in_month(now)
            .order_by()
            .values_list("stage", "first_replied_at__date", "first_due_on", "is_first_counted", "answered_in")
            .annotate(count=models.Count("*"))
        )
        marks, today = Counter(), timezone.localdate(now)
        for stage, replied_on, due_on, is_first_counted, answered_in, count in rows:
            course = statistics.Course(
                stage, replied_on, replied_on=replied_on, due_on=due_on, is_first_counted=is_first_counted
            )
            marks[stage, False, course.promptness(today), answered_in, ""] += count
        return marks
