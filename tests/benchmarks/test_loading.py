"""What the benchmark loads is what the office's verbs would have left."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Count, Max
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from benchmarks.loading import fill
from benchmarks.loading.office import Office
from benchmarks.pages import Pages
from feedback.management.commands import check_counts
from feedback.models import (
    DeskEntry,
    NumberSeries,
    Period,
    PublicEntry,
    Suggestion,
)
from feedback.office.calendar import working_days
from feedback.records.counters import counts_of
from feedback.rules import receipts
from feedback.rules.workflow import ARROWS, UNANSWERED_STAGES, Stage, can
from tests.factories import at

pytestmark = pytest.mark.django_db
NOW = at("2026-11-24 16:00")
SIZE = 200


@pytest.fixture
def stories(db):
    return list(fill.stories(SIZE, Office(NOW), Counter(), NOW))


@pytest.fixture
def saved(stories):
    """The rows of the stories, saved."""
    rows = [row for story in stories for row in story.rows()]
    for model in fill.ROWS:
        model.objects.bulk_create(model(**row) for kind, row in rows if kind is model)
    return stories


def test_every_step_follows_from_the_one_before_by_the_table_of_verbs(stories):
    broken = [
        (before["verb"], after["verb"])
        for story in stories
        for before, after in pairwise(story.events)
        if not can(after["verb"], before["to_stage"])
        or after["to_stage"] != (ARROWS[after["verb"]].to or before["to_stage"])
        or after["at"] < before["at"]
    ]
    assert (broken, [story.facts["id"] for story in stories if story.last > NOW]) == ([], [])


def test_most_are_closed_and_other_ends_are_there(stories):
    stages = Counter(story.facts["stage"] for story in stories)
    assert (stages[Stage.CLOSED] > SIZE * 0.8, {Stage.DECLINED, Stage.MERGED} - set(stages)) == (True, set())


def test_every_row_passes_the_checks_of_its_model(saved):
    for model in fill.ROWS:
        left_open = {field.name for field in model._meta.concrete_fields if field.null and not field.blank}
        for row in model.objects.all():
            row.full_clean(exclude=left_open)


def test_due_days_are_those_of_the_calendar(saved):
    calendar, moved = working_days(), []
    for suggestion in Suggestion.objects.all():
        before = (suggestion.accept_due_on, suggestion.due_on, suggestion.is_due_provisional)
        suggestion.count_days(calendar)
        if before != (suggestion.accept_due_on, suggestion.due_on, suggestion.is_due_provisional):
            moved.append(suggestion.number)
    assert moved == []


def test_the_period_that_runs_has_the_days_of_its_suggestion_and_the_others_ended(saved):
    wrong = [
        period
        for suggestion in Suggestion.objects.all()
        for period in suggestion.periods.all()
        if (period.ended_on is None) != (suggestion.stage in UNANSWERED_STAGES and period == suggestion.last_period())
        or (period == suggestion.last_period() and suggestion.days_of_period() != days_of(period, suggestion))
    ]
    assert (wrong, Period.objects.returns().exists()) == ([], True)


def days_of(period, suggestion):
    return {name: getattr(period, name) for name in suggestion.days_of_period()}


def test_columns_that_repeat_the_answer_and_the_rating_agree_with_them(saved):
    repeated = Counter(key for row in Suggestion.objects.select_related("main") for key in counts_of(row))
    assert repeated == Suggestion.objects.recounted()


def test_a_receipt_opens(saved):
    suggestion = Suggestion.objects.get(pk=SIZE // 2)
    secret = receipts.secret_of(settings.RECEIPT_KEY, f"benchmark:{suggestion.pk}")
    assert Suggestion.objects.by_receipt(suggestion.number, secret) == suggestion


@pytest.mark.skipif(connection.vendor != "postgresql", reason="COPY is PostgreSQL's")
@pytest.mark.django_db(transaction=True)
class TestFilled:
    def test_the_database_holds_all_under_gap_free_numbers(self):
        fill.fill(SIZE, now=timezone.now())
        years = list(Suggestion.objects.order_by().values_list("year").annotate(Count("pk"), Max("sequence")))
        assert {year: (last, last) for year, last in NumberSeries.objects.values_list("year", "last")} == {
            year: (count, last) for year, count, last in years
        }
        assert sum(count for _, count, _ in years) == SIZE

    def test_index_and_counters_are_what_the_portal_makes_of_it(self):
        fill.fill(SIZE, now=timezone.now())
        loaded = entries()
        Suggestion.objects.reindex_after(0, SIZE)
        assert (entries(), check_counts.differences()) == (loaded, {})

    def test_every_page_that_is_measured_answers(self, client):
        fill.fill(SIZE, now=timezone.now())
        client.force_login(User.objects.get(username="supervisor"))
        where = connection.get_connection_params()
        pages = Pages(
            make_conninfo(**{name: where[name] for name in ("host", "port", "user", "dbname") if name in where})
        )
        asked = [*pages.kept(), *pages.made(), *pages.growing(), *pages.desk()]
        paths = [path for page in asked for path in page.paths[:3]] + [path for path, _ in pages.evening()[:20]]
        assert {path for path in paths if client.get(path).status_code != 200} == set()

    def test_keys_and_indexes_are_as_before(self):
        before = indexes()
        fill.fill(10, now=timezone.now())
        assert (indexes(), Suggestion.objects.create(**copied()).pk) == (before, 11)


def entries():
    """The index of the suggestions."""
    return [sorted(model.objects.values_list()) for model in (PublicEntry, DeskEntry)]


def indexes():
    """All of them, but for the casts and brackets: what PostgreSQL makes of its own words has others than of ours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1")
        found = sorted(
            re.sub(r"::(character varying|text)(\[\])?|[()]", "", definition) for (definition,) in cursor.fetchall()
        )
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2"
        )
        return found + cursor.fetchall()


def copied():
    """The fields of another suggestion."""
    row = Suggestion.objects.values().latest("pk")
    return row | {"id": None, "sequence": row["sequence"] + 1, "flow_digest": "another"}
