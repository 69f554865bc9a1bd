"""An answer written down while the talk goes on: four events in one act, for one moderator."""

from datetime import datetime, timedelta

import pytest

from feedback.models import Suggestion
from feedback.office.calendar import working_days
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import Refused, Stage, Verb
from feedback.talks.moderating.answering import draft_at_once
from feedback.talks.questions import IN_PART, in_part
from feedback.talks.rules import Part
from tests import factories
from tests.factories import SHANGHAI

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 11, 29, 9, tzinfo=SHANGHAI)
FOUR = [Verb.ACCEPT, Verb.ASSIGN, Verb.START, Verb.DRAFT_REPLY]


@pytest.fixture
def moderator(unit):
    return factories.make_user(username="moderator", units=[unit])


@pytest.fixture
def talk(moderator):
    return factories.make_talk(starts_at=STARTS, moderators=[moderator])


@pytest.fixture
def question(talk):
    return factories.make_suggestion(campaign=talk.campaign, received_at=STARTS - timedelta(hours=20), category=None)


def test_a_question_before_the_talk_is_due_seven_working_days_after_its_day(talk, question):
    question.count_days(working_days())
    assert (question.talk_on, question.reply_days, question.due_on) == (talk.day, 7, talk.answers_due_on)


def test_a_moderator_answers_in_one_act_with_four_events(talk, question, moderator):
    draft_at_once(question, talk.unit, "可以。", Adoption.EXPLAINED, by=moderator, now=STARTS)
    written = [event.verb for event in question.events.in_order() if event.by == moderator]
    assert (written, question.stage, question.unit) == (FOUR, Stage.IN_PROGRESS, talk.unit)


def test_whoever_moderates_no_talk_of_it_is_refused_and_nothing_is_written(talk, question):
    stranger = factories.make_user(username="elsewhere", units=[talk.unit])
    with pytest.raises(Refused):
        draft_at_once(question, talk.unit, "可以。", Adoption.EXPLAINED, by=stranger, now=STARTS)
    assert Suggestion.objects.get(pk=question.pk).stage == Stage.RECEIVED


def test_each_question_is_in_one_list(talk, question):
    assert {part: list(in_part(talk, part)) for part in IN_PART} == {
        part: [question] if part == Part.WAITING else [] for part in IN_PART
    }
