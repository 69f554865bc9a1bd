"""The stages and the log as one list: what was, where it stands, what is to come."""

import pytest

from feedback.parts.way import way
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh

pytestmark = pytest.mark.django_db


def steps(suggestion, **options):
    return way(suggestion, suggestion.events.public().timeline(), **options)


def told(suggestion, **options):
    return [(step.stage, step.state, [item.heading for item in step.items]) for step in steps(suggestion, **options)]


def test_stages_that_were_hold_what_happened_and_those_to_come_hold_nothing():
    assert told(factories.make_suggestion(stage=Stage.IN_PROGRESS)) == [
        ("收到", "done", ["收到市民來件"]),
        ("受理", "done", ["予以受理"]),
        ("轉辦", "done", ["轉交交通警察支隊辦理"]),
        ("辦理", "current", ["交通警察支隊開始辦理"]),
        ("答覆", "next", []),
        ("辦結", "next", []),
    ]


def test_a_stage_that_was_entered_twice_stands_twice():
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    factories.rate(suggestion, "five_dissatisfied", now=at("2020-12-02 10:00"))
    assert [step[:2] for step in told(fresh(suggestion))] == [
        ("收到", "done"), ("受理", "done"), ("轉辦", "done"), ("辦理", "done"), ("答覆", "done"), ("辦理", "current"),
        ("答覆", "next"), ("辦結", "next"),
    ]  # fmt: skip


@pytest.mark.parametrize("stage", [Stage.DECLINED, Stage.MERGED, Stage.WITHDRAWN])
def test_whatever_left_the_way_has_nothing_to_come(stage):
    assert [step[1] for step in told(factories.make_suggestion(stage=stage))][-1] == "current"


def test_what_happened_on_another_day_is_told_apart():
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    factories.rate(suggestion, "five_dissatisfied", now=at("2020-12-02 10:00"))
    replied = steps(fresh(suggestion))[4]
    assert (replied.at, [item.is_same_day for item in replied.items]) == (NOW, [True, False])


def test_of_a_stub_nobody_is_named():
    assert ("轉辦", "done", ["轉交承辦單位辦理"]) in told(
        factories.make_suggestion(stage=Stage.REPLIED), in_words=False
    )


def test_without_a_log_it_stands_where_it_stands():
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    assert [step[:2] for step in way(suggestion, [])][:2] == [("受理", "current"), ("轉辦", "next")]
