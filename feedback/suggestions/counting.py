"""What the counters should say: every suggestion read anew, with its replies, ratings and returns."""

from collections import Counter, defaultdict
from itertools import islice

from django.db.models import OuterRef, Subquery

from feedback.records.counters import counts_of_course
from feedback.records.periods import Period
from feedback.records.ratings import Rating
from feedback.records.replies import Reply
from feedback.rules.counted.statistics import Course
from feedback.rules.moments import day

COLUMNS = (
    "pk", "stage", "received_at", "main__stage", "main__first_replied_at", "first_replied_at", "first_due_on",
    "is_first_counted", "kind", "channel", "category", "unit", "district", "newest_outcome", "closing", "public_title",
    "answered_in", "campaign", "year", "status", "section",
)  # fmt: skip
AT_ONCE = 2000


class Counting:
    """Counting everything anew, to check the counters; a part of the QuerySet."""

    def recounted(self):
        """{(counter, key): how many}, as the counters should have it; reads every one, in pieces."""
        newest = Reply.objects.approved().filter(suggestion=OuterRef("pk")).order_by("-approved_at", "-pk")
        rows = self.order_by().annotate(newest_outcome=Subquery(newest.values("outcome")[:1]))
        rows = rows.values_list(*COLUMNS, named=True).iterator(chunk_size=AT_ONCE)
        found, returns = Counter(), defaultdict(list)
        for pk, fact in Period.objects.for_statistics():
            returns[pk].append(fact)
        while part := list(islice(rows, AT_ONCE)):
            ratings = Rating.objects.facts_of([row.pk for row in part])
            for row in part:
                course = _course(row, tuple(returns.get(row.pk, ())), ratings.get(row.pk, ()))
                found.update(
                    counts_of_course(
                        course, row.answered_in, campaign=row.campaign, year=row.year, status=row.status,
                        section=row.section,
                    )
                )  # fmt: skip
        return found


def _course(row, returns, ratings):
    return Course(
        stage=row.stage,
        received_on=day(row.received_at),
        main_stage=row.main__stage,
        has_main_reply=bool(row.main__first_replied_at),
        replied_on=day(row.first_replied_at),
        due_on=row.first_due_on,
        is_first_counted=row.is_first_counted,
        returns=returns,
        kind=row.kind,
        channel=row.channel,
        category=row.category,
        unit=row.unit,
        district=row.district,
        outcome=row.newest_outcome,
        closing=row.closing,
        is_public=bool(row.public_title),
        ratings=ratings,
    )
