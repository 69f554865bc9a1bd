"""收回轉辦, and verbs that are done together or not at all."""

import pytest

from feedback.rules.workflow import Refused, Stage, Verb
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.reading import fresh, refusal

pytestmark = pytest.mark.django_db


def verbs_of(suggestion):
    return [event.verb for event in suggestion.events.in_order()]


def test_triage_takes_back_what_the_unit_has_not_begun_with_and_no_bounce_is_counted(office):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    suggestion.assign(office.unit, handler=office.handler, by=office.triage_officer, now=NOW)
    suggestion.recall("轉錯了。", by=office.triage_officer, now=NOW)
    found, event = fresh(suggestion), suggestion.events.in_order().last()
    assert (found.stage, found.unit, found.handler, found.assigned_at, found.bounce_count) == (
        Stage.ACCEPTED, None, None, None, 0,
    )  # fmt: skip
    assert (event.verb, event.details, event.remark) == (Verb.RECALL, {"from": office.unit.name}, "轉錯了。")


def test_what_the_unit_has_begun_with_stays_there(office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    assert refusal(suggestion.recall, by=office.supervisor, now=NOW) == "這件建議現在是「辦理」，不能「收回轉辦」。"


def test_what_a_supervisor_decided_after_three_bounces_a_supervisor_takes_back(office):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    for _ in range(3):
        suggestion.assign(office.unit, by=office.triage_officer, now=NOW)
        suggestion.send_back("不歸我們。", by=office.handler, now=NOW)
    suggestion.assign(office.unit, by=office.supervisor, now=NOW)
    told = refusal(fresh(suggestion).recall, by=office.triage_officer, now=NOW)
    fresh(suggestion).recall(by=office.supervisor, now=NOW)
    assert (told, fresh(suggestion).stage) == ("承辦單位已由督辦確定，由督辦收回。", Stage.ACCEPTED)


def test_two_verbs_leave_two_events(office):
    suggestion = factories.make_suggestion()
    steps = [(Verb.ACCEPT, {}), (Verb.ASSIGN, {"unit": office.unit})]
    suggestion.together(steps, by=office.triage_officer, now=NOW)
    assert (fresh(suggestion).stage, verbs_of(suggestion)[-2:]) == (Stage.ASSIGNED, [Verb.ACCEPT, Verb.ASSIGN])


def test_where_the_second_is_refused_nothing_of_the_first_stays(office, other_unit):
    suggestion = factories.make_suggestion()
    other_unit.is_active = False
    other_unit.save()
    before = verbs_of(suggestion)
    with pytest.raises(Refused, match="已停用"):
        suggestion.together([(Verb.ACCEPT, {}), (Verb.ASSIGN, {"unit": other_unit})], by=office.triage_officer, now=NOW)
    found = fresh(suggestion)
    assert (found.stage, found.accepted_at, verbs_of(found)) == (Stage.RECEIVED, None, before)
