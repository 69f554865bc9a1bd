"""A clock that was set back turns no history around: what is done later is never dated earlier."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet

from feedback.models import Suggestion
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import Stage, Verb
from portal.ledger import guards
from tests import factories
from tests.factories import NOW

EARLIER = NOW - timedelta(days=1)

pytestmark = pytest.mark.django_db


def test_each_verb_takes_the_moment_of_the_last_event(office):
    suggestion = factories.make_suggestion(now=NOW)
    suggestion.accept(by=office.triage_officer, now=EARLIER)
    suggestion.assign(office.unit, by=office.triage_officer, now=EARLIER)
    suggestion.start(by=office.handler, now=EARLIER)
    suggestion.ask("在哪個路口？", by=office.handler, now=EARLIER)
    suggestion.draft_reply("已安排。", Adoption.ADOPTED, by=office.handler, now=EARLIER)
    suggestion.approve_reply(by=office.reviewer, now=EARLIER)
    factories.rate(suggestion, "five_satisfied", now=EARLIER)

    dated = (suggestion.accepted_at, suggestion.assigned_at, suggestion.replied_at, suggestion.first_replied_at)
    suggestion.refresh_from_db()
    dated += (suggestion.closed_at, suggestion.last_event_at)
    dated += (suggestion.questions.get().asked_at, suggestion.ratings.get().rated_at)
    assert ({*dated}, {event.at for event in suggestion.events.all()}) == ({NOW}, {NOW})


def test_what_was_asked_of_a_merged_one_before_is_met_by_the_answer_of_its_main_one(office):
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS, now=EARLIER)
    merged = factories.make_suggestion(stage=Stage.IN_PROGRESS, now=EARLIER)
    instruction = factories.instruct(merged, now=NOW)
    merged.merge(main, by=office.triage_officer, now=NOW)
    factories.reply(Suggestion.objects.get(pk=main.pk), now=EARLIER)
    instruction.refresh_from_db()
    assert (instruction.at, instruction.fulfilled_at) == (NOW, NOW)


def test_the_timeline_is_told_in_the_order_it_was_written(office):
    """Also of rows from before, whose moments run backwards and which stay as they are."""
    suggestion = factories.make_suggestion(now=NOW)
    suggestion.accept(by=office.triage_officer, now=NOW)
    with guards.lifted():
        QuerySet.update(suggestion.events.filter(verb=Verb.ACCEPT), at=EARLIER)

    assert [event.verb for event in suggestion.events.in_order()] == [Verb.RECEIVE, Verb.ACCEPT]
    assert [event.verb for event in suggestion.events.all().timeline()] == [Verb.RECEIVE, Verb.ACCEPT]
