"""Fill an empty, migrated PostgreSQL database with suggestions that look as if the office had handled them."""

from collections import Counter
from contextlib import ExitStack, closing
from io import StringIO
from random import Random

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from benchmarks.loading import days
from benchmarks.loading.copying import Pile
from benchmarks.loading.entries import Entries
from benchmarks.loading.indexes import without_indexes
from benchmarks.loading.office import Office
from benchmarks.loading.shares import one_of
from benchmarks.loading.story import Story
from benchmarks.loading.words import Library
from feedback.models import DeskEntry, Event, NumberSeries, Period, PublicEntry, Question, Rating, Reply, Suggestion
from feedback.records.supports import Support
from feedback.rules import receipts

ROWS = (Suggestion, Event, Period, Reply, Question, Rating, Support)
KINDS = [("suggestion", 60), ("opinion", 25), ("question", 13), ("other", 2)]
CHANNELS = [("web", 80), ("phone", 7), ("letter", 3), ("visit", 2), ("meeting", 2), ("wechat", 3), ("12345", 3)]
CONSENT, KNOWN, ON_REPORT = 0.84, 0.7, 0.15
IN_ROUND = 0.75  # of what arrives while a round collects
PEOPLE = 3  # suggestions for each citizen who left a contact


def fill(count, *, now, tell=lambda line: None):
    """`count` suggestions with all that hangs on them, the same each time but for the day; then counters and index."""
    office = Office(now)
    tell("Writing the rows …")
    with without_indexes([*ROWS, PublicEntry, DeskEntry]):
        copy_rows(count, office, now)
        tell("Making keys and indexes …")
    tell("Counting …")
    call_command("check_counts", mend=True, verbosity=0, stdout=StringIO())
    tell("Stating it in the ledger …")
    call_command("state_ledger", verbosity=0, stdout=StringIO())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def copy_rows(count, office, now):
    series = Counter()
    with ExitStack() as stack:
        piles = {model: stack.enter_context(closing(Pile(model))) for model in ROWS}
        entries = stack.enter_context(closing(Entries()))
        for story in stories(count, office, series, now):
            for model, row in story.rows():
                piles[model].add(row)
            entries.add(story)
    entries.put()
    NumberSeries.objects.bulk_create(NumberSeries(year=year, last=last) for year, last in series.items())


def stories(count, office, series, now):
    """A told `Story` for each suggestion in order of receipt; `series` counts the numbers of each year."""
    random, library = Random(20), Library()  # noqa: S311  the same each time
    for pk, (day, moment) in enumerate(days.arrivals(count, now), start=1):
        text = library.draw(random)
        series[day.year] += 1
        facts = given(text, office, random, day, count) | receipt(pk, day.year, series[day.year])
        story = Story(
            text=text, office=office, random=random, received_on=day, received_at=moment, now=now,
            facts=facts | {"id": pk},
        ).tell()  # fmt: skip
        office.remember(story)
        yield story


def given(text, office, random, day, count):
    """What the citizen gives."""
    year = days.round_on(day)
    campaign = office.rounds.get(year, office.opened) if random.random() < IN_ROUND else office.opened
    is_on_report = year == office.today.year and random.random() < ON_REPORT
    category, channel = office.categories[text.category], one_of(CHANNELS, random)
    return {
        "campaign_id": campaign,
        "kind": one_of(KINDS, random),
        "category_id": category.pk,
        "reply_days": category.reply_days,
        "section_id": random.choice(office.sections) if is_on_report else None,
        "channel_id": channel,
        "is_issued_by_staff": channel != "web",
        "title": text.title,
        "body": text.body,
        "district_id": office.districts[text.district],
        "place": text.place,
        "has_consent": random.random() < CONSENT,
    } | (office.person(random.randrange(count // PEOPLE + 1)) if random.random() < KNOWN else {})


def receipt(pk, year, sequence):
    """Number and secret, as `receive` makes them of the flow `benchmark:<pk>`."""
    key, flow = settings.RECEIPT_KEY, f"benchmark:{pk}"
    secret = receipts.secret_of(key, flow)
    return {
        "year": year,
        "sequence": sequence,
        "flow_digest": receipts.flow_digest(key, flow),
        "secret_digest": receipts.secret_digest(key, receipts.number(year, sequence), secret),
    }
