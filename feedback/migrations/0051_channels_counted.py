"""Count by channel: what was filed before is counted so as well."""

from collections import Counter, defaultdict

from django.db import migrations
from django.utils import timezone

CHANNEL = "channel"
NOT_TIMED = {"declined", "withdrawn", "merged"}
BATCH = 1000


def promptness(due_on, replied_on):
    if not due_on or not replied_on:
        return "not_yet"
    return "on_time" if replied_on <= due_on else "late"


def mark_of_period(due_on, replied_on, cause=""):
    """(how promptly, the due day while it waits, the cause)."""
    said = promptness(due_on, replied_on)
    return said, due_on if said == "not_yet" else None, cause


def marks_of_returns(returns):
    for cause, due_on, ended_on, ending, is_derived in returns:
        if is_derived:
            yield "derived", None, cause
        elif ending in ("", "answered"):
            yield mark_of_period(due_on, ended_on, cause)


def count(apps, schema_editor):
    stored, returns = apps.get_model("feedback", "Count"), defaultdict(list)
    told = apps.get_model("feedback", "Period").objects.exclude(cause="first").order_by("suggestion", "ordinal")
    for pk, *period in told.values_list("suggestion", "cause", "due_on", "ended_on", "ending", "is_derived"):
        returns[pk].append(period)
    rows = apps.get_model("feedback", "Suggestion").objects.order_by().values_list(
        "pk", "campaign", "year", "channel", "stage", "main__stage", "first_replied_at", "first_due_on",
        "is_first_counted", "answered_in",
    )  # fmt: skip
    numbers = Counter()
    for pk, campaign, year, channel, stage, main_stage, replied_at, due_on, is_counted, days in rows.iterator(BATCH):
        replied_on = timezone.localdate(replied_at) if replied_at else None
        is_timed = stage not in NOT_TIMED
        of = campaign, year, channel
        said, waits_until, cause = mark_of_period(due_on, replied_on) if is_timed and is_counted else ("", None, "")
        days = days if is_timed and replied_on else None
        numbers[*of, stage, stage == "merged" and main_stage == "closed", said, waits_until, days, cause] += 1
        for mark in marks_of_returns(returns[pk]) if is_timed else ():
            said, waits_until, cause = mark
            numbers[*of, "", False, said, waits_until, None, cause] += 1
    stored.objects.filter(subject=CHANNEL).delete()
    stored.objects.bulk_create(
        [
            stored(
                campaign_id=campaign, year=year, subject=CHANNEL, value=value, stage=stage,
                is_merged_closed=is_merged_closed, promptness=said, due_on=waits_until, days=days, cause=cause,
                number=number,
            )
            for (campaign, year, value, stage, is_merged_closed, said, waits_until, days, cause), number
            in numbers.items()
        ],
        batch_size=BATCH,
    )  # fmt: skip


def forget(apps, schema_editor):
    apps.get_model("feedback", "Count").objects.filter(subject=CHANNEL).delete()


class Migration(migrations.Migration):
    dependencies = [("feedback", "0050_talks")]
    operations = [migrations.RunPython(count, forget)]
