"""With a hundred thousand notices and followers each is still found by an index: what the database says it would do."""

import pytest
from django.db import connection

from feedback.following.models import Follow
from feedback.notices.models import NOT_SENT, Notice
from feedback.rules.notices import Channel, State
from tests.factories import NOW

pytestmark = pytest.mark.django_db

GONE_THROUGH = {"sqlite": "SCAN {}", "postgresql": "Seq Scan on {}"}
SORTED = {"sqlite": "USE TEMP B-TREE", "postgresql": "Sort"}


def plan(rows):
    """How the database would look for `rows` among many."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    return rows.explain()


def test_what_is_due_lies_in_the_order_in_which_it_is_claimed():
    told = plan(Notice.objects.due(Channel.MAIL, NOW)[:1])
    assert ("notice_to_send" in told, SORTED[connection.vendor] in told) == (True, False)


def test_what_was_not_sent_is_found_by_itself_the_newest_first():
    newest = Notice.objects.filter(state__in=NOT_SENT, state=State.FAILED).order_by("-created_at", "-pk")
    by = "notice_not_sent" if connection.vendor == "postgresql" else "notice_newest"  # SQLite looks at no values
    told = plan(newest)
    assert (by in told, SORTED[connection.vendor] in told) == (True, False)


def test_who_follows_a_suggestion_is_found_without_going_through_all_follows():
    told = plan(Follow.objects.of_suggestions([1, 2]))
    all_of = [GONE_THROUGH[connection.vendor].format(table) for table in ("following_follow", "feedback_suggestion")]
    assert [one for one in all_of if one in told] == []
