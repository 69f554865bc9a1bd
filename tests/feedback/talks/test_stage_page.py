"""The moderator's page: who may open it, each act with and without script, two people at once, what it costs."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from zeal import zeal_ignore

from feedback.models import Suggestion
from feedback.rules.reasons import Adoption, Declining
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from feedback.talks.desk import stage
from feedback.talks.models import Guest, Turn
from feedback.talks.moderating import verbs
from feedback.talks.rules import Place
from tests import factories
from tests.factories import SHANGHAI

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 11, 29, 9, tzinfo=SHANGHAI)
LIVE = STARTS + timedelta(minutes=20)
AFTER = STARTS + timedelta(days=1)
SCRIPT = {"X-Fragment": "1"}


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
    given = {
        "campaign": talk.campaign,
        "received_at": STARTS - timedelta(hours=20),
        "category": None,
        "has_consent": True,
    }
    return lambda **fields: factories.make_suggestion(**given | fields)


@pytest.fixture
def clock(monkeypatch):
    """`clock(moment)` is what the page takes for now."""

    def turn_to(moment):
        monkeypatch.setattr(stage.timezone, "now", lambda: moment)

    turn_to(LIVE)
    return turn_to


@pytest.fixture
def at_desk(client, moderator, clock):
    client.force_login(moderator)
    return client


def page(talk, name="stage", *more):
    return reverse(f"admin:talks_talk_{name}", args=[talk.pk, *more])


def press(client, talk, question, deed, **sent):
    """Send a deed as the button of the page does that shows the question as it is now."""
    turn = Turn.objects.filter(suggestion=question).first()
    revision = Suggestion.objects.get(pk=question.pk).revision
    given = {"seen": f"{revision}.{verbs.seen_of(turn)}", "revision": revision} | sent
    return client.post(page(talk, "deed", question.pk, deed), given, headers=SCRIPT)


def place_of(question):
    return Turn.objects.filter(suggestion=question).values_list("place", flat=True).first()


class TestWhoMayLook:
    def test_moderators_and_those_who_see_every_suggestion_look(self, client, talk, ask, moderator, clock):
        ask()
        found = {}
        people = {
            "moderator": moderator,
            "supervisor": factories.office().supervisor,
            "triage": factories.office().triage_officer,
            "handler": factories.office().handler,
        }
        for name, person in people.items():
            client.force_login(person)
            found[name] = [client.get(page(talk, one)).status_code for one in ("stage", "board")]
        assert found == {
            "moderator": [200, 200], "supervisor": [200, 200], "triage": [200, 200], "handler": [404, 404],
        }  # fmt: skip

    def test_whoever_only_looks_moves_nothing(self, client, talk, ask, clock):
        question = ask()
        client.force_login(factories.office().supervisor)
        answer = press(client, talk, question, "take-up")
        assert ("只有這場懇談的主持人" in answer.content.decode(), place_of(question)) == (True, None)

    def test_a_question_of_another_talk_is_not_there(self, at_desk, talk):
        other = factories.make_suggestion()
        assert press(at_desk, talk, other, "take-up").status_code == 404


class TestActs:
    def test_without_script_an_act_leads_back_to_the_page_and_tells_what_was_done(self, at_desk, talk, ask):
        question = ask()
        answer = at_desk.post(page(talk, "deed", question.pk, "take-up"), {"seen": "0.waiting-0"}, follow=True)
        told = [str(message) for message in answer.context["messages"]]
        assert (answer.status_code, told, place_of(question)) == (
            200, [f"{question.number}：正在回答。"], Place.ON_STAGE,
        )  # fmt: skip

    def test_one_press_each_moves_a_question(self, at_desk, talk, ask, guest):
        question, went = ask(), []
        for deed in ("pass", "take-up", "answered", "back", "later"):
            address = f"{page(talk, 'deed', question.pk, deed)}?guest={guest.pk}"
            turn = Turn.objects.filter(suggestion=question).first()
            at_desk.post(address, {"seen": f"0.{verbs.seen_of(turn)}"}, headers=SCRIPT)
            went.append(place_of(question))
        assert went == [Place.PASSED, Place.ON_STAGE, Place.ANSWERED, Place.WAITING, Place.LATER]

    def test_who_is_on_stage_is_asked_about_before_another_one_goes_up(self, at_desk, talk, ask):
        first, following = ask(), ask()
        press(at_desk, talk, first, "take-up")
        form = at_desk.get(page(talk, "deed", following.pk, "take-up"), headers=SCRIPT).content.decode()
        press(at_desk, talk, following, "take-up", leaving="answered")
        assert (first.number in form, place_of(first), place_of(following)) == (True, Place.ANSWERED, Place.ON_STAGE)

    def test_a_text_is_released_as_it_stood_in_the_form(self, at_desk, talk, ask):
        question = ask(body="請問 13800000000 這個電話還能打嗎？", title="電話")
        form = at_desk.get(page(talk, "deed", question.pk, "release"), headers=SCRIPT).content.decode()
        press(at_desk, talk, question, "release", title="電話還能打嗎", body="請問這個電話還能打嗎？")
        assert ("<mark" in form, Suggestion.objects.get(pk=question.pk).public_title) == (True, "電話還能打嗎")

    def test_found_personal_data_is_told_in_the_form_and_nothing_is_released(self, at_desk, talk, ask):
        question = ask()
        answer = press(at_desk, talk, question, "release", title="電話", body="請打 13800000000。")
        assert (answer.status_code, "13800000000" in answer.content.decode(), question.is_public) == (422, True, False)

    def test_two_people_decline(self, at_desk, talk, ask, second):
        question = ask()
        press(at_desk, talk, question, "decline", reason=Declining.NOT_OURS, note="供熱由住建部門負責。")
        own = press(at_desk, talk, question, "confirm")
        at_desk.force_login(second)
        press(at_desk, talk, question, "confirm")
        assert (own.status_code, Suggestion.objects.get(pk=question.pk).stage) == (422, Stage.DECLINED)

    def test_one_press_merges_and_one_takes_it_back(self, at_desk, talk, ask):
        main, question = ask(), ask()
        press(at_desk, talk, question, "merge", main=main.number)
        merged = Suggestion.objects.get(pk=question.pk).main
        press(at_desk, talk, question, "unmerge")
        assert (merged, Suggestion.objects.get(pk=question.pk).main) == (main, None)

    def test_a_question_merges_into_its_own_talk_alone(self, at_desk, talk, ask):
        question, elsewhere = ask(), factories.make_suggestion()
        answer = press(at_desk, talk, question, "merge", main=elsewhere.number)
        assert (answer.status_code, Suggestion.objects.get(pk=question.pk).main) == (422, None)

    def test_an_answer_is_typed_by_one_and_approved_by_the_other(self, at_desk, talk, ask, second):
        question = ask()
        press(at_desk, talk, question, "answer", body="可以。", outcome=Adoption.EXPLAINED)
        own = press(at_desk, talk, question, "approve")
        at_desk.force_login(second)
        shown = at_desk.get(page(talk, "deed", question.pk, "approve"), headers=SCRIPT).content.decode()
        press(at_desk, talk, question, "approve")
        stage_now = Suggestion.objects.get(pk=question.pk).stage
        assert (own.status_code, "可以。" in shown, stage_now, place_of(question)) == (
            422, True, Stage.REPLIED, Place.ANSWERED,
        )  # fmt: skip

    def test_an_answer_goes_back_with_a_remark(self, at_desk, talk, ask, second):
        question = ask()
        press(at_desk, talk, question, "answer", body="可以。", outcome=Adoption.EXPLAINED)
        at_desk.force_login(second)
        press(at_desk, talk, question, "return", remark="請寫依據。")
        assert question.replies.get().returned_note == "請寫依據。"

    def test_after_the_talk_the_rest_goes_to_the_host_unit_and_what_is_refused_is_told(
        self, at_desk, talk, ask, clock, second
    ):
        left, other, declining = ask(), ask(), ask()
        press(at_desk, talk, declining, "decline", reason=Declining.NOT_OURS, note="供熱由住建部門負責。")
        clock(AFTER)
        at_desk.force_login(second)
        with zeal_ignore():  # each is an act of its own
            answer = at_desk.post(page(talk, "rest"), headers=SCRIPT).content.decode()
        stages = [Suggestion.objects.get(pk=one.pk).stage for one in (left, other, declining)]
        assert (stages, declining.number in answer) == ([Stage.ASSIGNED, Stage.ASSIGNED, Stage.RECEIVED], True)


class TestTogether:
    def test_the_second_press_on_an_old_card_is_told_and_changes_nothing(self, at_desk, talk, ask, second):
        question = ask()
        at_desk.post(page(talk, "deed", question.pk, "take-up"), {"seen": "0.waiting-0"}, headers=SCRIPT)
        at_desk.force_login(second)
        address = page(talk, "deed", question.pk, "later")
        answer = at_desk.post(address, {"seen": "0.waiting-0"}, headers=SCRIPT).content.decode()
        assert ("剛剛由moderator改為「正在回答」" in answer, place_of(question)) == (True, Place.ON_STAGE)

    def test_an_old_form_keeps_what_was_typed_and_is_sent_again(self, at_desk, talk, ask, second):
        question = ask()
        question.propose_decline(Declining.NOT_OURS, "供熱由住建部門負責。", by=second, now=LIVE)
        sent = {"title": "標題", "body": "自己改過的文字", "revision": 0}
        address = page(talk, "deed", question.pk, "release")
        old = at_desk.post(address, sent, headers=SCRIPT)
        html = old.content.decode()
        again = at_desk.post(address, sent | {"revision": Suggestion.objects.get(pk=question.pk).revision})
        assert (old.status_code, "自己改過的文字" in html, again.status_code) == (422, True, 302)

    def test_the_board_is_told_once_and_then_only_that_nothing_changed(self, at_desk, talk, ask, second):
        question = ask()
        first = at_desk.get(page(talk, "board"))
        same = at_desk.get(page(talk, "board"), headers={"If-None-Match": first["ETag"]})
        verbs.put_off(question, by=second, now=LIVE)
        changed = at_desk.get(page(talk, "board"), headers={"If-None-Match": first["ETag"]})
        assert [first.status_code, same.status_code, changed.status_code] == [200, 304, 200]

    def test_what_a_colleague_released_or_a_new_question_changes_the_board(self, at_desk, talk, ask):
        question, seen = ask(), []
        for act in (lambda: None, lambda: factories.release(question, now=LIVE), lambda: ask(now=LIVE)):
            act()
            seen.append(at_desk.get(page(talk, "board"))["ETag"])
        assert len(set(seen)) == 3


def test_the_board_costs_as_many_queries_with_thirty_questions_as_with_three(at_desk, talk, ask, guest, second):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            at_desk.get(page(talk, "board"))
        return len(captured)

    def fill(number):
        for place in range(number):
            question = ask(body=f"第 {place} 個問題：路口能不能加待轉提示牌？")
            if place % 3 == 1:
                verbs.pass_to(question, guest, by=second, now=LIVE)
            if place % 3 == 2:
                verbs.answer(question, "可以。", Adoption.EXPLAINED, by=second, now=LIVE)

    fill(3)
    at_desk.get(page(talk, "board"))
    few = cost()
    fill(27)
    assert (cost(), few < 25) == (few, True)
