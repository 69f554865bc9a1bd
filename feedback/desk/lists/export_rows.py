"""The rows of the export: in their order, so many at once, each with what its columns say."""

from django.db.models import Prefetch
from django.utils import timezone

from feedback.models import Rating, Reply, Suggestion
from feedback.office.calendar import working_days
from feedback.office.levels import level_names
from feedback.office.outcomes import decline_reasons
from feedback.office.outcomes import outcomes as office_outcomes
from feedback.rules.counted.statistics import Course
from feedback.rules.marks import Marks
from feedback.rules.moments import day
from feedback.suggestions.queries import RAW
from portal.reading.languages import reading

ROWS_AT_ONCE = 1000
JOINED = ("channel", "category", "district", "campaign", "status", "unit", "main", "handler")
OF_HANDLER = ("password", "email", "last_login")


def in_turn(pks, hidden=("name", "contact", "guardian_name")):
    """The suggestions of `pks` in their order, so many at once: no query stays open while a slow reader takes them.

    A row comes with `marks` of `today`, its ratings in order (`said`), the names of the `levels`, `outcomes` and
    `reasons`, its `course`, and the newest answer that was approved (`newest_answer`), of a merged one its main one's.
    """
    today = timezone.localdate()
    marks, levels = Marks(today, working_days()), {level.code: level.name for level in level_names()}
    outcomes = {code: reading(row) for code, row in office_outcomes().items()}
    reasons = {code: reading(row) for code, row in decline_reasons().items()}
    said = Prefetch("ratings", Rating.objects.select_related("level", "reason").in_order(), to_attr="said")
    unread = [*hidden, *(f"main__{name}" for name in RAW), *(f"handler__{name}" for name in OF_HANDLER)]
    for start in range(0, len(pks), ROWS_AT_ONCE):
        part = pks[start : start + ROWS_AT_ONCE]
        rows = Suggestion.objects.select_related(*JOINED).defer(*unread).prefetch_related(said, "labels").in_bulk(part)
        answers = _answers({row.main_or_self.pk for row in rows.values()} | rows.keys())
        for row in (rows[pk] for pk in part if pk in rows):
            row.today, row.marks, row.levels = today, marks, levels
            row.outcomes, row.reasons = outcomes, reasons
            row.newest_answer = answers.get(row.main_or_self.pk) or answers.get(row.pk)
            row.course = Course(
                row.stage, day(row.received_at), replied_on=day(row.first_replied_at), due_on=row.first_due_on,
                is_first_counted=row.is_first_counted,
            )  # fmt: skip
            yield row


def _answers(keys):
    """{key of a suggestion: the newest of its approved replies}."""
    replies = Reply.objects.approved().filter(suggestion__in=keys)
    return {reply.suggestion_id: reply for reply in replies}
