"""The bureau at a glance: what is open, where and for how long; what this month was answered, and how soon."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import BooleanField, Case, Count, F, Value, When
from django.utils import timezone

from feedback.models.offices import Unit
from feedback.models.queues import age_begins
from feedback.queues import Age
from feedback.statistics import median, share


@dataclass(frozen=True)
class Glance:
    """`open` is [((unit key, unit name), {age: how many})]; the figures of the month are those of first answers."""

    moment: datetime
    open: list
    answered: int
    on_time: int
    late: int
    redone: int
    median_days: Fraction | None

    @property
    def ages(self):
        """{age: how many are open}."""
        return sum((Counter(ages) for _unit, ages in self.open), Counter())

    @property
    def on_time_rate(self):
        return share(self.on_time, self.on_time + self.late)


class Glancing:
    """The part of the suggestions' QuerySet that the home of the desk asks."""

    def open_by_unit_and_age(self, *, today, calendar):
        """[((unit key, unit name), {age: how many})] in the order of the units, what no unit has first."""
        begins = age_begins(today, calendar)
        older_first = [When(received_at__lt=begins[age], then=Value(age.value)) for age in reversed(Age) if begins[age]]
        rows = (
            self.open()
            .order_by()
            .annotate(age=Case(*older_first, default=Value(Age.WEEK.value)))
            .values_list("unit", "age")
            .annotate(count=Count("*"))
        )
        by_unit = {}
        for unit, age, count in rows:
            by_unit.setdefault(unit, {})[age] = count
        units = [(None, ""), *Unit.objects.values_list("pk", "name")]
        return [((unit, name), by_unit[unit]) for unit, name in units if unit in by_unit]

    def glance(self, now, calendar):
        """All figures at `now`."""
        today = timezone.localdate(now)
        on_time = When(first_replied_at__date__lte=F("due_on"), then=Value(True))
        late = When(first_replied_at__date__gt=F("due_on"), then=Value(False))
        rows = (
            self.first_answered_in_month(now)
            .order_by()
            .annotate(was_on_time=Case(on_time, late, output_field=BooleanField()))
            .values_list("answered_in", "was_on_time")
            .annotate(count=Count("*"))
        )
        days, promptness = Counter(), Counter()
        for answered_in, was_on_time, count in rows:
            days[answered_in] += count
            promptness[was_on_time] += count
        return Glance(
            moment=now,
            open=self.open_by_unit_and_age(today=today, calendar=calendar),
            answered=days.total(),
            on_time=promptness[True],
            late=promptness[False],
            redone=self.redone_in_month(now).count(),
            median_days=median({taken: count for taken, count in days.items() if taken is not None}),
        )
