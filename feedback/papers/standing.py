"""What stands now, whatever the span: what is late, what has been open longest, what each handler has in hand.

And the low ratings of the span with what came of them. Of every suggestion no more is read than a line shows: neither
its body nor any contact, and nothing that staff note about it.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth.models import User
from django.db.models import Count
from django.db.models.functions import Coalesce, TruncDate

from feedback.desk.queries.suggestions import every
from feedback.models import Rating
from feedback.rules.lateness import Lateness
from feedback.rules.moments import midnight
from feedback.rules.queues import UNIT_STAGES
from feedback.suggestions.late import late

MOST_LISTED = 100
OLDEST = 10
PERSON = ("username", "first_name", "last_name")
LINE = (
    "year", "sequence", "title", "public_title", "stage", "received_at", "arrived_on", "accept_due_on", "due_on",
    "period_count",
)  # fmt: skip


@dataclass
class Standing:
    """`open` and `late` are {unit: how many}; `handlers` {(unit, handler): [in hand, late of it]}; each key or None."""

    open: Counter = field(default_factory=Counter)
    late: Counter = field(default_factory=Counter)
    handlers: dict = field(default_factory=dict)


def standing(today, *, unit=None):
    """The `Standing` of what is open on `today`, of one unit or of all; one query."""
    rows = _of(every(), unit).open().order_by().values_list("unit", "handler", "stage")
    found = Standing()
    counts = rows.annotate(count=Count("pk"), late=Count("pk", filter=late(Lateness.UNANSWERED, today)))
    for of_unit, handler, stage, count, late_here in counts:
        found.open[of_unit] += count
        found.late[of_unit] += late_here
        if stage in UNIT_STAGES:
            load = found.handlers.setdefault((of_unit, handler), [0, 0])
            load[0] += count
            load[1] += late_here
    return found


def people(keys):
    """{key: its person} of some of the staff; one query."""
    return User.objects.only(*PERSON).in_bulk(keys)


def overdue(today, *, unit=None):
    """Those that wait for a reply past its day, the longest first."""
    return _lines(_of(every(), unit).late(Lateness.UNANSWERED, today).order_by("due_on", "pk"))[:MOST_LISTED]


def oldest(*, unit=None):
    """Those that reached the office first: by the day that their days are counted from.

    No index is in this order, on purpose: the database would walk through all that were closed since.
    """
    since = Coalesce("arrived_on", TruncDate("received_at"))
    return _lines(_of(every(), unit).open().order_by(since, "pk"))[:OLDEST]


def low_ratings(span, *, unit=None):
    """Those given in the span, the newest first; without what the citizen wrote."""
    given = {"rated_at__gte": midnight(span.first), "rated_at__lt": midnight(span.until + timedelta(days=1))}
    rows = Rating.objects.low().filter(**given).order_by("-rated_at", "-pk")
    rows = rows.filter(suggestion__unit=unit) if unit else rows
    shown = [f"suggestion__{name}" for name in ("year", "sequence", "title", "public_title", "unit")]
    rows = rows.select_related("suggestion", "level", "reason")
    return rows.only("rated_at", "solved", "outcome", "level", "reason", *shown)[:MOST_LISTED]


def _of(rows, unit):
    return rows.filter(unit=unit) if unit else rows


def _lines(rows):
    handler = [f"handler__{name}" for name in PERSON]
    status = [f"status__{name}" for name in ("name", "name_en")]
    return rows.select_related("handler", "status").only(*LINE, "unit", *handler, *status)
