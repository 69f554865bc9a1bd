"""What is counted of the suggestions of a district, as far as everybody may read them."""

from datetime import datetime
from typing import NamedTuple

from django.apps import apps
from django.db.models import Count, Max

from feedback.rules.moments import day
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

    def public_by_district(self):
        """{key of a district: `Nearby`} of those that everybody may read; without one, by None."""
        rows = self.public().order_by().values_list("district")
        rows = rows.annotate(count=Count("*"), replied_at=Max("replied_at"))
        return {district: Nearby(*counted) for district, *counted in rows}


_public = Kept(lambda: apps.get_model("feedback", "Suggestion").objects.public_by_district())


def public_by_district():
    """{key of a district: `Nearby`}, counted again after a publication and every few seconds."""
    return _public.get()
