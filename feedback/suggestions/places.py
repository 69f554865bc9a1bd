"""What is counted of the suggestions of a district, as far as everybody may read them."""

from datetime import datetime
from typing import NamedTuple

from django.apps import apps
from django.db.models import Count, F, Max, Q

from feedback.rules.few import Numbers
from feedback.rules.moments import day
from feedback.rules.statistics import NOT_VALID
from feedback.suggestions.late import first_overdue
from feedback.suggestions.narrowing import HANDLED, TIMED
from portal.serving.generation import Kept


class Nearby(NamedTuple):
    """What everybody may read of a district: how many there are, and when one was answered last."""

    count: int = 0
    replied_at: datetime | None = None

    @property
    def replied_on(self):
        return day(self.replied_at)


class Places:
    """Counting by place; a part of the QuerySet."""

    def numbers(self, today):
        """The `Numbers` of these on `today`, counted one by one as `statistics.Group` has them from the counters."""
        replied_on = F("first_replied_at__date")
        return Numbers(
            **self.aggregate(
                received=Count("pk"),
                invalid=Count("pk", filter=Q(stage__in=NOT_VALID)),
                handled=Count("pk", filter=HANDLED),
                on_time=Count("pk", filter=TIMED & Q(first_due_on__gte=replied_on)),
                late=Count("pk", filter=TIMED & (Q(first_due_on__lt=replied_on) | first_overdue(today))),
            )
        )

    def public_by_district(self):
        """{key of a district: `Nearby`} of those that everybody may read; without one, by None."""
        rows = self.public().order_by().values_list("district")
        rows = rows.annotate(count=Count("*"), replied_at=Max("replied_at"))
        return {district: Nearby(*counted) for district, *counted in rows}


_public = Kept(lambda: apps.get_model("feedback", "Suggestion").objects.public_by_district())


def public_by_district():
    """{key of a district: `Nearby`}, counted again after a publication and every few seconds."""
    return _public.get()
