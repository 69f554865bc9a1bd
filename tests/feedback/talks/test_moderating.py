"""The moderator's verbs: a question's place in its talk, what is offered, and who may."""

from datetime import datetime, timedelta

import pytest

from feedback.models import Suggestion
from feedback.rules.reasons import Adoption, Declining
from feedback.rules.roles import Role
from feedback.rules.workflow import Refused, Stage, Verb
from feedback.talks.models import Guest, Talk, Turn
from feedback.talks.moderating import verbs
from feedback.talks.moderating.offered import (
    COLUMN_OF,
    OFFERS,
    Deed,
    Group,
    Question,
    counts_as_live,
    group,
    is_stage_open,
    offered,
)
from feedback.talks.questions import in_part
from feedback.talks.rules import Part, Place, TalkPhase
from portal.tables.staff import StaffRecord
from tests import factories
from tests.factories import SHANGHAI

STARTS = datetime(2026, 11, 29, 9, tzinfo=SHANGHAI)
LIVE = STARTS + timedelta(minutes=20)
ENDS = STARTS + timedelta(hours=2)
AFTER = STARTS + timedelta(days=1)
ALL = frozenset(Verb)


@pytest.fixture
def moderator(unit):
    return factories.make_user(username="moderator", units=[unit])


@pytest.fixture
def second(unit):
    return factories.make_user(username="second", roles=[Role.REVIEWER], units=[unit])


@pytest.fixture
def talk(moderator, second):
    return factories.make_talk(starts_at=STARTS, moderators=[moderator, second])


@pytest.fixture
def guest(talk):
    return Guest.objects.create(talk=talk, name="示例支隊長", post="支隊長")


@pytest.fixture
def ask(talk):
    """`ask()` gives a question of the talk, received on the day before."""
    given = {"campaign": talk.campaign, "received_at": STARTS - timedelta(hours=20), "category": None}
    return lambda **fields: factories.make_suggestion(**given | fields)


def places(talk):
    return dict(talk.turns.values_list("suggestion", "place"))


@pytest.mark.django_db
class TestPlaces:
    def test_a_moderator_passes_a_question_to_a_guest(self, talk, ask, guest, moderator):
        question = ask()
        verbs.pass_to(question, guest, by=moderator, now=STARTS - timedelta(hours=1))
        turn = Turn.objects.get()
        assert (turn.suggestion, turn.place, turn.guest, turn.by) == (question, Place.PASSED, guest, moderator)

    def test_each_move_tells_the_page_of_the_talk(self, talk, ask, guest, moderator):
        question, before = ask(), Talk.objects.get().revision
        verbs.take_up(question, by=moderator, now=LIVE)
        verbs.put_off(question, by=moderator, now=LIVE)
        assert Talk.objects.get().revision - before == 2

    def test_the_stage_is_taken_from_another_one_only_with_a_word_on_that(self, talk, ask, moderator):
        first, following = ask(), ask()
        verbs.take_up(first, by=moderator, now=LIVE)
        with pytest.raises(Refused, match=first.number):
            verbs.take_up(following, by=moderator, now=LIVE)
        assert places(talk) == {first.pk: Place.ON_STAGE}

    @pytest.mark.parametrize("leaving", [Place.ANSWERED, Place.LATER, Place.WAITING])
    def test_whichever_was_on_stage_goes_where_it_is_said_to(self, talk, ask, moderator, leaving):
        first, following = ask(), ask()
        verbs.take_up(first, by=moderator, now=LIVE)
        verbs.take_up(following, leaving=leaving, by=moderator, now=LIVE)
        assert places(talk) == {first.pk: leaving, following.pk: Place.ON_STAGE}

    def test_nothing_goes_on_stage_before_the_talk_begins_or_on_another_day(self, talk, ask, moderator):
        question = ask()
        for moment in (STARTS - timedelta(minutes=1), AFTER):
            with pytest.raises(Refused):
                verbs.take_up(question, by=moderator, now=moment)
        assert places(talk) == {}

    def test_what_was_answered_live_is_counted_so_and_recorded(self, talk, ask, moderator):
        question = ask()
        verbs.note_answered(question, by=moderator, now=LIVE)
        recorded = StaffRecord.objects.get()
        assert (list(in_part(talk, Part.WRITING)), recorded.user, question.number in recorded.object_repr) == (
            [question], moderator, True,
        )  # fmt: skip

    def test_what_is_noted_after_the_talk_was_answered_by_its_end(self, talk, ask, moderator):
        question = ask()
        verbs.note_answered(question, by=moderator, now=AFTER)
        assert Turn.objects.get().answered_at == ENDS

    def test_an_answer_noted_by_mistake_is_taken_back_with_a_record(self, talk, ask, moderator):
        question = ask()
        verbs.note_answered(question, by=moderator, now=LIVE)
        verbs.put_back(question, by=moderator, now=LIVE)
        assert (Turn.objects.get().answered_at, StaffRecord.objects.count()) == (None, 2)

    def test_nobody_but_its_moderators_moves_a_question(self, talk, ask, triage_officer):
        with pytest.raises(Refused):
            verbs.put_off(ask(), by=triage_officer, now=LIVE)
        assert places(talk) == {}

    def test_a_guest_of_another_talk_gets_no_question(self, talk, ask, moderator):
        other = factories.make_talk(slug="talk-other", starts_at=STARTS)
        stranger = Guest.objects.create(talk=other, name="別處的嘉賓", post="主任")
        with pytest.raises(Refused):
            verbs.pass_to(ask(), stranger, by=moderator, now=LIVE)
        assert places(talk) == {}

    def test_a_question_at_its_end_is_not_moved(self, talk, ask, moderator):
        question = ask(stage=Stage.WITHDRAWN)
        with pytest.raises(Refused):
            verbs.take_up(question, by=moderator, now=LIVE)
        assert places(talk) == {}

    @pytest.mark.parametrize("end", [Stage.WITHDRAWN, Stage.MERGED, Stage.DECLINED])
    def test_a_question_that_ends_on_stage_leaves_it(self, talk, ask, moderator, end):
        question = ask()
        verbs.take_up(question, by=moderator, now=LIVE)
        factories.bring(Suggestion.objects.get(pk=question.pk), to=end, main=ask(), now=LIVE)
        assert places(talk) == {question.pk: Place.WAITING}

    def test_the_second_of_two_moderators_is_told_what_the_first_did(self, talk, ask, moderator, second):
        question = ask()
        seen = verbs.seen_of(None)
        verbs.take_up(question, seen=seen, by=moderator, now=LIVE)
        with pytest.raises(Refused, match="正在回答"):
            verbs.put_off(question, seen=seen, by=second, now=LIVE)
        assert places(talk) == {question.pk: Place.ON_STAGE}


@pytest.mark.django_db
class TestAnswering:
    def test_what_is_typed_during_the_talk_is_answered_live(self, talk, ask, moderator):
        question = ask()
        verbs.answer(question, "可以。", Adoption.EXPLAINED, by=moderator, now=LIVE)
        assert (question.stage, question.unit, Turn.objects.get().answered_at) == (Stage.IN_PROGRESS, talk.unit, LIVE)

    def test_what_is_typed_on_another_day_is_not(self, talk, ask, moderator):
        question = ask()
        verbs.answer(question, "可以。", Adoption.EXPLAINED, by=moderator, now=AFTER)
        assert (question.stage, places(talk)) == (Stage.IN_PROGRESS, {})

    def test_a_summary_keeps_the_moment_at_which_it_was_answered(self, talk, ask, moderator):
        question = ask()
        verbs.note_answered(question, by=moderator, now=LIVE)
        verbs.answer(question, "可以。", Adoption.EXPLAINED, by=moderator, now=AFTER)
        assert Turn.objects.get().answered_at == LIVE

    def test_the_second_person_approves(self, talk, ask, moderator, second):
        question = ask()
        verbs.answer(question, "可以。", Adoption.EXPLAINED, by=moderator, now=LIVE)
        with pytest.raises(Refused):
            Suggestion.objects.get(pk=question.pk).approve_reply(by=moderator, now=LIVE)
        question = Suggestion.objects.get(pk=question.pk)
        question.approve_reply(by=second, now=LIVE)
        assert list(in_part(talk, Part.LIVE)) == [question]

    def test_a_refused_answer_leaves_nothing(self, talk, ask, moderator):
        question = ask()
        with pytest.raises(Refused):
            verbs.answer(question, "", Adoption.EXPLAINED, by=moderator, now=LIVE)
        assert (Suggestion.objects.get(pk=question.pk).stage, places(talk)) == (Stage.RECEIVED, {})


@pytest.mark.django_db
class TestHandingOver:
    def test_what_is_left_goes_to_the_host_unit_and_keeps_its_day(self, talk, ask, moderator):
        question = ask()
        due_on = question.due_on
        verbs.hand_over(question, talk.unit, by=moderator, now=AFTER)
        events = [event.verb for event in question.events.in_order() if event.by == moderator]
        assert (question.stage, question.unit, question.due_on, events) == (
            Stage.ASSIGNED, talk.unit, due_on, [Verb.ACCEPT, Verb.ASSIGN],
        )  # fmt: skip

    def test_what_somebody_wants_to_decline_stays(self, talk, ask, moderator, second):
        question = ask()
        question.propose_decline(Declining.NOT_OURS, "供熱由住建部門負責。", by=second, now=LIVE)
        with pytest.raises(Refused):
            verbs.hand_over(question, talk.unit, by=moderator, now=AFTER)
        assert Suggestion.objects.get(pk=question.pk).stage == Stage.RECEIVED


class TestOffered:
    def test_every_list_has_a_column_and_keys_are_told_apart(self):
        keys = [offer.key for deed, offer in OFFERS.items() if deed not in (Deed.DROP, Deed.UNMERGE)]
        assert (set(COLUMN_OF), len(keys)) == (set(Group), len(set(keys)))

    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            (Question(Stage.RECEIVED), "take-up answered answer release pass later merge decline"),
            (Question(Stage.RECEIVED, has_consent=False), "take-up answered answer pass later merge decline"),
            (Question(Stage.RECEIVED, is_public=True), "take-up answered answer pass later merge decline take-back"),
            (Question(Stage.RECEIVED, Place.ON_STAGE), "answered answer release pass later merge decline back"),
            (Question(Stage.RECEIVED, Place.ANSWERED), "take-up answer release later merge decline back"),
            (Question(Stage.RECEIVED, declining="own"), "drop release merge"),
            (Question(Stage.RECEIVED, declining="other"), "confirm drop release merge"),
            (Question(Stage.ASSIGNED), "take-up answered answer release pass later"),
            (Question(Stage.IN_PROGRESS, Place.ANSWERED, "other"), "approve return release back"),
            (Question(Stage.IN_PROGRESS, Place.ANSWERED, "own"), "return answer release back"),
            (Question(Stage.IN_PROGRESS, Place.ANSWERED, "returned"), "answer release back"),
            (Question(Stage.REPLIED), "release"),
            (Question(Stage.MERGED, is_public=True), "unmerge take-back"),
            (Question(Stage.WITHDRAWN), ""),
        ],
    )
    def test_what_is_offered_while_the_talk_goes_on(self, question, expected):
        deeds = offered(question, verbs=ALL, is_moderator=True, phase=TalkPhase.LIVE)
        assert " ".join(deeds) == expected

    def test_before_the_talk_nothing_is_taken_up_or_answered_live(self):
        deeds = offered(Question(Stage.RECEIVED), verbs=ALL, is_moderator=True, phase=TalkPhase.ASKING)
        assert " ".join(deeds) == "answer release pass later merge decline"

    def test_whoever_may_nothing_is_offered_nothing(self):
        deeds = offered(Question(Stage.RECEIVED), verbs=frozenset(), is_moderator=False, phase=TalkPhase.LIVE)
        assert deeds == []

    @pytest.mark.parametrize(
        ("question", "phase", "expected"),
        [
            (Question(Stage.RECEIVED), TalkPhase.LIVE, Group.WAITING),
            (Question(Stage.RECEIVED, declining="own"), TalkPhase.LIVE, Group.DECLINING),
            (Question(Stage.RECEIVED, Place.ON_STAGE), TalkPhase.LIVE, Group.ON_STAGE),
            (Question(Stage.RECEIVED, Place.PASSED), TalkPhase.LIVE, Group.PASSED),
            (Question(Stage.RECEIVED, Place.LATER), TalkPhase.LIVE, Group.LATER),
            (Question(Stage.RECEIVED, Place.ANSWERED), TalkPhase.LIVE, Group.UNWRITTEN),
            (Question(Stage.IN_PROGRESS, Place.ANSWERED, "own"), TalkPhase.LIVE, Group.DRAFTED),
            (Question(Stage.IN_PROGRESS, Place.ANSWERED, "returned"), TalkPhase.LIVE, Group.RETURNED),
            (Question(Stage.ASSIGNED), TalkPhase.LIVE, Group.WAITING),
            (Question(Stage.ASSIGNED), TalkPhase.AFTER, Group.HANDED),
            (Question(Stage.CLOSED), TalkPhase.AFTER, Group.DONE),
            (Question(Stage.MERGED), TalkPhase.LIVE, Group.ENDED),
        ],
    )
    def test_each_question_is_in_one_list(self, question, phase, expected):
        assert group(question, phase) == expected


@pytest.mark.django_db
def test_the_stage_is_open_on_the_day_and_the_record_until_all_is_answered(talk):
    moments = [STARTS - timedelta(seconds=1), STARTS, ENDS, AFTER, talk.times.answers_end_at]
    told = [(is_stage_open(talk.times, moment), counts_as_live(talk.times, moment)) for moment in moments]
    assert told == [(False, False), (True, True), (True, True), (False, True), (False, False)]


@pytest.mark.django_db
def test_one_whose_written_answer_is_published_while_it_is_on_stage_was_answered_there(talk, ask, moderator, office):
    question = ask()
    verbs.take_up(question, by=moderator, now=LIVE)
    factories.bring(question, to=Stage.REPLIED, unit=office.unit, now=LIVE)
    turn = Turn.objects.get()
    assert (turn.place, turn.answered_at, list(in_part(talk, Part.LIVE))) == (Place.ANSWERED, LIVE, [question])
