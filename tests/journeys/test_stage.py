"""Two moderators of one talk, each in a browser: by the keyboard, by buttons without script, and both at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Suggestion
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from feedback.talks.models import Guest, Turn
from feedback.talks.moderating import verbs
from feedback.talks.rules import Place
from tests import factories
from tests.journeys import desk

WORDS = ("香港中路左轉的車道能不能加長？", "駕駛證換證要去哪個窗口？", "學校門口早高峰有沒有民警？")


@pytest.fixture
def people(transactional_db, time_machine):
    time_machine.move_to(factories.at("2026-11-29 09:10"), tick=True)
    unit = factories.office().unit
    return [
        factories.make_user(username="host", first_name="主持的人", units=[unit]),
        factories.make_user(username="editor", first_name="編輯的人", roles=[Role.REVIEWER], units=[unit]),
    ]


@pytest.fixture
def talk(people):
    talk = factories.make_talk(starts_at=timezone.now() - timedelta(minutes=10), moderators=people)
    Guest.objects.create(talk=talk, name="示例支隊長", post="支隊長")
    return talk


@pytest.fixture
def questions(talk):
    began = timezone.now() - timedelta(minutes=9)
    return [
        factories.make_suggestion(
            campaign=talk.campaign,
            title=text,
            body=text,
            category=None,
            has_consent=True,
            received_at=began + timedelta(minutes=place),
        )  # fmt: skip
        for place, text in enumerate(WORDS)
    ]


@pytest.fixture
def open_stage(open_page, talk):
    """`open_stage(user)` is the page of the talk in the browser of that moderator."""

    def opened(user, **kwargs):
        page = open_page(**kwargs)
        desk.sign_in(page, user)
        page.goto(reverse("admin:talks_talk_stage", args=[talk.pk]))
        return page

    return opened


def in_column(page, name, question):
    return page.locator(f"[data-column={name}] #q{question.pk}")


def places():
    return dict(Turn.objects.values_list("suggestion", "place"))


def test_a_question_goes_on_stage_and_is_answered_by_keys_alone(open_stage, people, questions):
    first, following, _last = questions
    page = open_stage(people[0], width=1366)
    page.keyboard.press("s")
    in_column(page, "stage", first).wait_for()
    page.keyboard.press("h")
    page.keyboard.press("s")
    page.get_by_text(f"台上還在回答 {first.number}").wait_for()
    page.keyboard.press("Enter")  # 現場已答, which is proposed
    in_column(page, "stage", following).wait_for()
    page.keyboard.press("a")
    page.get_by_label("答覆內容").fill("換證請到任一交警大隊。")
    page.keyboard.press("Control+Enter")
    page.get_by_text("答覆已送審").wait_for()
    answered = Suggestion.objects.get(pk=following.pk)
    assert (places(), answered.stage) == (
        {first.pk: Place.ANSWERED, following.pk: Place.ANSWERED}, Stage.IN_PROGRESS,
    )  # fmt: skip


def test_each_sees_what_the_other_does_while_typing_undisturbed(open_stage, people, questions):
    first, following, _last = questions
    host, editor = open_stage(people[0]), open_stage(people[1])
    in_column(editor, "incoming", following).get_by_role("link", name="公開文字").click()
    field = editor.get_by_label("公開內容")
    field.fill("換證去哪個窗口")
    in_column(host, "incoming", first).get_by_role("button", name="上台").click()
    in_column(editor, "stage", first).wait_for()
    field.press_sequentially("？")
    editor.get_by_role("button", name="公開文字", exact=True).click()
    in_column(host, "incoming", following).get_by_text("已公開").wait_for()
    assert Suggestion.objects.get(pk=following.pk).public_body == "換證去哪個窗口？"


def test_the_second_press_on_one_card_is_told_who_was_first(open_stage, people, questions):
    first = questions[0]
    page = open_stage(people[1])
    page.route("**/stage/board/", lambda route: route.fulfill(status=304))  # what it shows grows old
    verbs.take_up(Suggestion.objects.get(pk=first.pk), by=people[0], now=timezone.now())
    in_column(page, "incoming", first).get_by_role("button", name="會後答覆").click()
    page.get_by_text(f"{first.number} 剛剛由主持的人改為「正在回答」").wait_for()
    in_column(page, "stage", first).wait_for()
    assert places() == {first.pk: Place.ON_STAGE}


def test_everything_works_without_script(open_stage, people, questions):
    first = questions[0]
    page = open_stage(people[0], java_script=False)
    in_column(page, "incoming", first).get_by_role("button", name="上台").click()
    told = page.locator(".messagelist").inner_text()
    in_column(page, "stage", first).get_by_role("link", name="寫答覆").click()
    page.get_by_label("答覆內容").fill("可以。")
    page.get_by_role("button", name="寫答覆").click()
    assert (told, Suggestion.objects.get(pk=first.pk).stage, places()) == (
        f"{first.number}：正在回答。", Stage.IN_PROGRESS, {first.pk: Place.ANSWERED},
    )  # fmt: skip
