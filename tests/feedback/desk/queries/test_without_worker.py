"""Nothing has run for 26 days: what follows from dates shows all the same, for it is computed from dates."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from feedback.desk.queries.queues import queue_counts
from feedback.desk.queries.suggestions import every
from feedback.models import Suggestion
from feedback.office.calendar import working_days
from feedback.rules.deadlines import Card
from feedback.rules.marks import Marks
from feedback.rules.queues import Queue
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at

LIST, PAGE, EXPORT = (f"admin:feedback_suggestion_{name}" for name in ("changelist", "change", "export"))
LATER = at("2020-12-27 10:00")  # a Sunday, 26 days after `NOW`
OVER = "評議期已滿，待系統辦結。"


@pytest.fixture
def filed(office, time_machine):
    """One of each kind, filed on 1 December and left alone; the days for rating were fifteen."""
    named = {
        "untouched": factories.make_suggestion(),  # to be accepted by 3 December
        "late": factories.make_suggestion(stage=Stage.IN_PROGRESS),  # to be answered by 22 December
        "near": factories.make_suggestion(stage=Stage.ASSIGNED, received_at=at("2020-12-07 09:00")),  # by 28 December
        "early": factories.make_suggestion(stage=Stage.ASSIGNED, received_at=at("2020-12-09 09:00")),  # by 30 December
        "answered": factories.make_suggestion(stage=Stage.REPLIED),
    }
    for suggestion in named.values():
        if suggestion.stage != Stage.REPLIED:
            suggestion.recount_days(working_days(), now=NOW)
    time_machine.move_to(LATER, tick=False)
    return named


def shown(client, **filters):
    """{what: card} of the lines of the list."""
    return {
        line["suggestion"]: (line["card"], line["is_supervised"])
        for line in client.get(reverse(LIST), filters).context["lines"]
    }


def test_queues_hold_what_is_late_and_near(filed, office):
    counts = queue_counts(every(), office.supervisor, now=LATER, calendar=working_days())

    marked = (Queue.DUE_TODAY, Queue.YELLOW, Queue.RED, Queue.SUPERVISED, Queue.RATING_OVER)
    assert {queue: counts[queue] for queue in marked} == {
        Queue.DUE_TODAY: 0, Queue.YELLOW: 1, Queue.RED: 2, Queue.SUPERVISED: 1, Queue.RATING_OVER: 1,
    }  # fmt: skip
    assert {*Suggestion.objects.values_list("card", "is_supervised")} == {("", False)}  # nothing was stored


def test_list_shows_and_is_narrowed_by_the_cards_of_today(client, filed, office):
    client.force_login(office.supervisor)
    red = {filed["untouched"]: (Card.RED, True), filed["late"]: (Card.RED, False)}
    yellow = {filed["near"]: (Card.YELLOW, False)}
    none = {filed["early"]: (Card.NONE, False), filed["answered"]: (Card.NONE, False)}

    found = shown(client, card="red"), shown(client, card="yellow"), shown(client)
    assert found == (red, yellow, red | yellow | none)


def test_home_opens_the_list_of_each_number(client, filed, office):
    client.force_login(office.supervisor)
    waiting = {item["url"]: item["count"] for item in client.get(reverse("admin:index")).context["queues"]}

    assert {url: client.get(url).context["page"].paginator.count for url in waiting} == waiting


def test_page_shows_what_the_daily_work_has_not_told_of(client, filed, office):
    client.force_login(office.supervisor)
    told = {}
    for name, suggestion in filed.items():
        context = client.get(reverse(PAGE, args=[suggestion.pk])).context
        told[name] = context["card"], context["is_supervised"], context["is_rating_over"]

    assert told == {
        "untouched": (Card.RED, True, False), "late": (Card.RED, False, False), "near": (Card.YELLOW, False, False),
        "early": (Card.NONE, False, False), "answered": (Card.NONE, False, True),
    }  # fmt: skip


def test_export_says_the_same(client, filed, office):
    client.force_login(office.supervisor)
    text = b"".join(client.post(reverse(EXPORT), {"kind": "csv"})).decode("utf-8-sig")
    rows = {row["編號"]: (row["亮牌"], row["督辦"]) for row in csv.DictReader(io.StringIO(text, newline=""))}

    assert rows == {
        filed["untouched"].number: ("紅牌", "是"), filed["late"].number: ("紅牌", ""),
        filed["near"].number: ("黃牌", ""), filed["early"].number: ("", ""), filed["answered"].number: ("", ""),
    }  # fmt: skip


def test_citizen_and_public_read_that_it_waits_to_be_closed(client, filed):
    public = client.get(filed["answered"].get_absolute_url()).content.decode()
    late = client.get(filed["late"].get_absolute_url()).content.decode()

    assert (OVER in public, OVER in late) == (True, False)


def test_card_of_a_day_is_that_of_the_queues_on_every_day(office):
    """The marks and the conditions of queries are one function, over a holiday with days worked instead."""
    calendar = working_days()
    for day in range(40):
        suggestion = factories.make_suggestion(received_at=at("2020-09-01 09:00") + timedelta(days=day))
        suggestion.recount_days(calendar, now=NOW)
        if day % 2:
            factories.bring(suggestion, to=Stage.ACCEPTED)
    rows = list(Suggestion.objects.order_by("pk"))
    first = at("2020-09-15 09:00").date()
    for today in (first + timedelta(days=day) for day in range(60)):
        marks = Marks(today, calendar)
        expected = {card: [row for row in rows if marks.card(row) == card] for card in (Card.YELLOW, Card.RED)}
        found = {card: list(Suggestion.objects.with_card(card, today, calendar).order_by("pk")) for card in expected}
        supervised = list(Suggestion.objects.supervised(today, calendar).order_by("pk"))
        assert (found, supervised) == (expected, [row for row in rows if marks.is_supervised(row)])
