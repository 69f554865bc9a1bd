"""The list of a campaign's items as it is frozen: codes and days that are public of every one of them, for ever.

What is taken back with a text (its title, district, outcome, rating) has no place in a file that can never change. All
numbers of the arithmetic, of the reasons, fields, units and of the first periods follow from these rows.
"""

import csv
import io

from feedback.models import Category, Suggestion, Unit
from feedback.rules import receipts
from feedback.rules.counted.statistics import NOT_VALID, Course
from feedback.rules.moments import day
from feedback.rules.workflow import Stage
from portal.files.spreadsheet import safe

HEADINGS = (
    "number", "received_on", "stage", "main", "decline_reason", "category", "unit", "due_on", "replied_on",
    "promptness", "closed_on", "is_valid", "is_handled",
)  # fmt: skip
COLUMNS = (
    "year", "sequence", "received_at", "stage", "main__year", "main__sequence", "main__stage", "decline_reason",
    "category", "unit", "first_due_on", "is_first_counted", "first_replied_at", "closed_at",
)  # fmt: skip


def rows_of(campaign, today):
    """The cells of each item, in the order of the numbers."""
    fields, units = (dict(model.objects.values_list("pk", "name")) for model in (Category, Unit))
    found = Suggestion.objects.filter(campaign=campaign).order_by("year", "sequence")
    for item in found.values_list(*COLUMNS, named=True).iterator(chunk_size=2000):
        is_merged = item.stage == Stage.MERGED
        yield [
            receipts.number(item.year, item.sequence),
            day(item.received_at),
            item.stage,
            receipts.number(item.main__year, item.main__sequence) if is_merged else "",
            item.decline_reason if item.stage == Stage.DECLINED else "",
            fields.get(item.category, ""),
            units.get(item.unit, ""),
            item.first_due_on or "",
            day(item.first_replied_at) or "",
            _promptness(item, today) or "",
            day(item.closed_at) or "" if item.stage == Stage.CLOSED else "",
            int(item.stage not in NOT_VALID),
            int(item.stage == Stage.CLOSED or (is_merged and item.main__stage == Stage.CLOSED)),
        ]


def _promptness(item, today):
    course = Course(
        stage=item.stage, received_on=day(item.received_at), replied_on=day(item.first_replied_at),
        due_on=item.first_due_on, is_first_counted=item.is_first_counted,
    )  # fmt: skip
    return course.promptness(today)


def written(rows):
    """`rows` as the text of a CSV file, without the byte order mark."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(HEADINGS)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return sheet.getvalue()


def arithmetic(rows):
    """{key: number} of the tally as the rows themselves have it."""
    ended = (Stage.DECLINED, Stage.MERGED, Stage.WITHDRAWN)
    numbers = dict.fromkeys(("received", "valid", "handled", "on_time", *map(str, ended)), 0)
    for row in rows:
        item = dict(zip(HEADINGS, row, strict=True))
        numbers["received"] += 1
        numbers["valid"] += item["is_valid"]
        numbers["handled"] += item["is_handled"]
        numbers["on_time"] += item["promptness"] == "on_time"
        if item["stage"] in ended:
            numbers[item["stage"]] += 1
    return numbers
