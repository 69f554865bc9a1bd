"""The bureau at a glance: what is open, where and for how long; what this month was answered, and how soon."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import Case, Count, Value, When
from django.utils import timezone

from feedback.models.offices import Unit
from feedback.models.queues import age_begins
from feedback.queues import Age
from feedback.statistics import elapsed, median, share


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
        answers = self.first_answered_in_month(now).values_list("received_at", "first_replied_at", "due_on")
        days = [(timezone.localdate(first), timezone.localdate(last), due_on) for first, last, due_on in answers]
        taken = elapsed({(first, last) for first, last, _due_on in days}, calendar)
        return Glance(
            moment=now,
            open=self.open_by_unit_and_age(today=today, calendar=calendar),
            answered=len(days),
            on_time=sum(due_on is not None and last <= due_on for _first, last, due_on in days),
            late=sum(due_on is not None and last > due_on for _first, last, due_on in days),
            redone=self.redone_in_month(now).count(),
            median_days=median(Counter(taken[first, last] for first, last, _due_on in days)),
        )
