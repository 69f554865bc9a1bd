"""What the counters should say: every suggestion read anew, with its replies, ratings and returns."""

from collections import Counter, defaultdict

from django.db.models import OuterRef, Subquery

from feedback.records.counters import counts_of_course
from feedback.records.periods import Period
from feedback.records.ratings import Rating
from feedback.records.replies import Reply
from feedback.rules.counted.statistics import Course
from feedback.rules.moments import day

COLUMNS = (
    "stage", "received_at", "main__stage", "main__first_replied_at", "first_replied_at", "first_due_on",
    "is_first_counted", "pk", "kind", "category", "unit", "district", "newest_outcome", "last_level",
    "is_last_on_staff_receipt", "closing", "public_title", "answered_in", "campaign", "year", "status", "section",
)  # fmt: skip


class Counting:
    """Counting everything anew, to check the counters; a part of the QuerySet."""

    def recounted(self):
        """{(counter, key): how many}, as the counters should have it; reads every one, in pieces."""
        newest = Reply.objects.approved().filter(suggestion=OuterRef("pk")).order_by("-approved_at", "-pk")
        last = Rating.objects.filter(suggestion=OuterRef("pk")).order_by("-ordinal")
        rows = self.order_by().annotate(
            newest_outcome=Subquery(newest.values("outcome")[:1]),
            last_level=Subquery(last.values("level")[:1]),
            is_last_on_staff_receipt=Subquery(last.values("is_on_staff_receipt")[:1]),
        )
        rows = rows.values_list(*COLUMNS)
        found, returns = Counter(), defaultdict(list)
        for pk, fact in Period.objects.for_statistics():
            returns[pk].append(fact)
        for stage, received_at, main_stage, main_replied_at, replied_at, *rest in rows.iterator(chunk_size=2000):
            due_on, is_first_counted, pk, *said, public_title, days, campaign, year, status, section = rest
            course = Course(
                stage, day(received_at), main_stage, bool(main_replied_at), day(replied_at), due_on, is_first_counted,
                tuple(returns.get(pk, ())), *said, bool(public_title),
            )  # fmt: skip
            found.update(counts_of_course(course, days, campaign=campaign, year=year, status=status, section=section))
        return found
