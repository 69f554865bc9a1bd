"""Several people at one talk at the same moment: whoever locks more than one thing locks in the same order."""

import threading
import time
from datetime import datetime, timedelta

import pytest
from django.db import connection

from feedback.models import Channel, Suggestion
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from feedback.talks.models import Talk, Turn
from feedback.talks.moderating import verbs as moderating
from feedback.talks.record.calls import call_back, enter_call
from feedback.talks.rules import Call, Place
from feedback.talks.verbs import reschedule
from tests import factories
from tests.factories import SHANGHAI

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.on_postgres]

STARTS = datetime(2026, 11, 29, 9, tzinfo=SHANGHAI)
BEFORE, LIVE = STARTS - timedelta(hours=20), STARTS + timedelta(minutes=20)
WEEK = timedelta(days=7)


class Meanwhile:
    """`act` on a connection of its own, begun at once; `ended()` waits for it and says what it came to."""

    def __init__(self, act):
        self._act, self._came_to = act, ""
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def ended(self):
        self._thread.join()
        return self._came_to

    def _run(self):
        try:
            self._act()
            self._came_to = "done"
        except Exception as error:  # noqa: BLE001  what it came to is compared
            self._came_to = repr(error)
        finally:
            connection.close()


def waiting(act):
    """The same, begun so long ago that it holds what it can get and waits for the rest."""
    begun = Meanwhile(act)
    time.sleep(0.4)
    return begun


@pytest.fixture
def moderator(unit):
    return factories.make_user(username="moderator", units=[unit])


@pytest.fixture
def talk(moderator):
    return factories.make_talk(starts_at=STARTS, moderators=[moderator])


@pytest.fixture
def ask(talk):
    return lambda **fields: factories.make_suggestion(
        **{"campaign": talk.campaign, "received_at": BEFORE, "category": None} | fields
    )


def call(talk, flow, by):
    channel = Channel.objects.get(pk="hotline")
    fields = {"channel": channel, "kind": "question", "title": "問", "body": "幾時修好", "has_consent": True}
    return enter_call(talk, fields, Call.BACK, flow=flow, by=by, now=LIVE)


def test_who_calls_back_does_not_wait_in_a_ring_for_who_takes_the_stage(talk, ask, moderator):
    called, following = call(talk, "a", moderator), ask()
    moderating.take_up(called, by=moderator, now=LIVE)
    called = Suggestion.objects.get(pk=called.pk)
    with moderating.moving(following, Place.ON_STAGE, by=moderator, now=LIVE) as turn:
        other = waiting(lambda: call_back(called, talk, "下週。", by=moderator, now=LIVE))
        Turn.objects.filter(talk=turn.talk, place=Place.ON_STAGE).update(place=Place.LATER)
    assert other.ended() == "done"
    assert dict(talk.turns.values_list("suggestion", "place")) == {
        called.pk: Place.ANSWERED, following.pk: Place.ON_STAGE,
    }  # fmt: skip


def test_who_moves_a_talk_does_not_wait_in_a_ring_for_who_accepts_a_question(talk, ask, office):
    question, supervisor = ask(), factories.make_user(username="third", roles=[Role.SUPERVISOR])
    moved = Talk.objects.for_page().get()

    def move():
        reschedule(moved, STARTS + WEEK, STARTS + WEEK + timedelta(hours=2), reason="檢修。", by=supervisor, now=BEFORE)

    with question.doing(Verb.ACCEPT, by=office.triage_officer, now=BEFORE):
        other = waiting(move)
    assert other.ended() == "done"
    told = Suggestion.objects.get(pk=question.pk)
    assert (told.stage, told.talk_on) == (Stage.ACCEPTED, (STARTS + WEEK).date())


def test_twenty_calls_and_the_acts_of_two_moderators_all_get_through(talk, ask, moderator):
    second = factories.make_user(username="second")
    talk.campaign.moderators.add(second)
    questions = [ask() for _ in range(6)]
    before = Talk.objects.get().revision

    def act(by, question):
        moderating.take_up(question, leaving=Place.LATER, by=by, now=LIVE)
        moderating.note_answered(question, by=by, now=LIVE)

    acts = [lambda n=n: call(talk, f"flow-{n}", moderator) for n in range(20)]
    acts += [lambda one=one, by=by: act(by, one) for one, by in zip(questions, [moderator, second] * 3, strict=True)]
    running = [Meanwhile(one) for one in acts]
    assert {one.ended() for one in running} == {"done"}
    placed = list(talk.turns.order_by().values_list("place", flat=True))
    assert (len(placed), placed.count(Place.ON_STAGE)) == (26, 0)
    assert Talk.objects.get().revision - before == 20 + 2 * 6
    sequences = Suggestion.objects.order_by("sequence").values_list("sequence", flat=True)
    assert [*sequences] == [*range(1, 27)]
