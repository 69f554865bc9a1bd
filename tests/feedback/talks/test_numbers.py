"""The numbers of a talk add up, and each is that of the list which it opens."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from feedback.models import Channel
from feedback.rules.workflow import Stage
from feedback.talks.models import Turn
from feedback.talks.questions import in_part
from feedback.talks.record.lists import narrowed
from feedback.talks.record.numbers import Alike, Numbers, counted_elsewhere, numbers, shown
from feedback.talks.rules import Call, Part, Place
from tests import factories
from tests.factories import at

STARTS = at("2026-11-29 09:00")
LIVE = STARTS + timedelta(minutes=30)

SOME = Numbers(
    {
        Alike(Stage.REPLIED, True, "web"): 3,
        Alike(Stage.CLOSED, False, "web", answered_in=2): 1,
        Alike(Stage.CLOSED, False, "hotline", Call.BACK, answered_in=5): 1,
        Alike(Stage.IN_PROGRESS, True, "hotline", Call.ANSWERED): 2,
        Alike(Stage.RECEIVED, False, "onsite"): 4,
        Alike(Stage.DECLINED, False, "web", decline_reason="abuse"): 1,
        Alike(Stage.DECLINED, False, "web", decline_reason="not_ours"): 2,
        Alike(Stage.MERGED, False, "web"): 5,
        Alike(Stage.WITHDRAWN, False, "web"): 1,
    },
    supports=7,
)


def test_every_question_is_in_one_part_and_came_by_one_channel():
    assert SOME.parts == {
        Part.LIVE: 3, Part.AFTER: 2, Part.WRITING: 2, Part.WAITING: 4, Part.DECLINED: 3, Part.MERGED: 5,
        Part.WITHDRAWN: 1,
    }  # fmt: skip
    assert SOME.channels == {"web": 13, "hotline": 3, "onsite": 4}
    assert (SOME.asked, sum(SOME.parts.values()), sum(SOME.channels.values())) == (20, 20, 20)


def test_calls_and_reasons_are_counted_by_themselves():
    assert SOME.calls == {Call.ANSWERED: 2, Call.BACK: 1, Call.WRITTEN: 0}
    assert (SOME.declined, sum(SOME.declined.values())) == ({"abuse": 1, "not_ours": 2}, SOME.parts[Part.DECLINED])


def test_the_days_are_those_of_what_was_answered_after_the_talk():
    assert (SOME.days, Numbers({}).days) == (3.5, None)


@pytest.fixture
def talk():
    return factories.make_talk(starts_at=STARTS, calls_in=1900, calls_answered=1120, calls_counted_by="110 指揮中心")


def ask(talk, channel="web", call="", *, stage=Stage.RECEIVED, is_live=False):
    question = factories.make_suggestion(
        campaign=talk.campaign, received_at=LIVE, category=None, channel=Channel.objects.get(pk=channel), stage=stage
    )
    if call or is_live:
        place, answered_at = (Place.ANSWERED, LIVE) if is_live else (Place.LATER, None)
        Turn.objects.create(suggestion=question, talk=talk, place=place, call=call, answered_at=answered_at, at=LIVE)
    return question


def of_list(talk, url):
    """How many are in the list of the record at this address."""
    asked = QueryDict(url.partition("?")[2]).dict()
    return narrowed(talk, part=asked.get("list"), channel=asked.get("channel"), call=asked.get("call")).count()


@pytest.mark.django_db
def test_each_number_is_that_of_the_list_behind_it(talk):
    ask(talk)
    ask(talk, is_live=True)
    ask(talk, "hotline", Call.ANSWERED, is_live=True)
    ask(talk, "hotline", Call.BACK)
    ask(talk, "onsite", Call.WRITTEN, stage=Stage.CLOSED)
    ask(talk, stage=Stage.WITHDRAWN)
    factories.make_suggestion(received_at=LIVE)
    found = numbers(talk)
    tables = shown(talk, LIVE)["tables"]
    assert found.parts == {part: in_part(talk, part).count() for part in Part}
    assert found.asked == 6
    assert [[row.number for row in table.rows] for table in tables] == [
        [of_list(talk, row.url) for row in table.rows] for table in tables
    ]
    assert [[(row.label, row.number) for row in table.rows] for table in tables[1:]] == [
        [("網站", 3), ("懇談熱線", 2), ("懇談現場", 1)],
        [("當場答覆", 1), ("回電答覆", 1), ("書面答覆", 1)],
    ]


@pytest.mark.django_db
def test_what_was_counted_elsewhere_is_told_apart(talk):
    context = shown(talk, LIVE)
    assert (context["tables"], context["elsewhere_by"]) == ([], "110 指揮中心")
    assert [(row.label, row.number, row.url) for row in counted_elsewhere(talk)] == [
        ("打入", 1900, ""), ("接聽答覆", 1120, ""),
    ]  # fmt: skip


@pytest.mark.django_db
def test_thirty_questions_are_asked_for_as_often_as_one(talk):
    ask(talk, "hotline", Call.BACK)
    with CaptureQueriesContext(connection) as one:
        shown(talk, LIVE)
    for number in range(29):
        ask(talk, ("web", "hotline", "onsite")[number % 3], (Call.BACK, "")[number % 2])
    with CaptureQueriesContext(connection) as many:
        assert numbers(talk).asked == 30
        shown(talk, LIVE)
    assert (len(one), len(many)) == (2, 3)
