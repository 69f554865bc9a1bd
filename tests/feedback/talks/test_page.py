"""The page of a talk: what it is, where it stands by the clock, what is seen of its questions; a draft is nobody's."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.rules.workflow import Stage
from feedback.talks import live as live_part
from feedback.talks.live import live
from feedback.talks.models import Guest, Place, Turn
from feedback.talks.rules import TalkPhase
from feedback.talks.track import track
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    return factories.make_talk(broadcast_url="https://example.org/live")


@pytest.fixture
def now(talk, time_machine):
    now = talk.starts_at + timedelta(minutes=30)
    time_machine.move_to(now, tick=False)
    return now


@pytest.fixture
def ask(talk, now):
    def ask(title, *, place=None, stage=Stage.RECEIVED, at=now):
        suggestion = factories.make_suggestion(campaign=talk.campaign, has_consent=True, stage=stage, now=at)
        factories.release(suggestion, title=title, body=f"{title}請答覆。", now=at)
        if place:
            answered_at = at if place == Place.ANSWERED else None
            Turn.objects.create(suggestion=suggestion, talk=talk, place=place, answered_at=answered_at, at=at)
        return suggestion

    return ask


def address(talk, name="talk_detail"):
    return reverse(name, args=[talk.campaign.slug])


def within(page, tag, css_class=""):
    """The texts of the elements of a tag, or of those of a class, each in one line; none of them holds another one."""
    start = rf'<{tag}\s[^>]*class="{css_class}[ "][^>]*>' if css_class else rf"<{tag}(?:\s[^>]*)?>"
    found = re.findall(rf"{start}(.*?)</{tag}>", page, flags=re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", text).split()) for text in found]


def test_a_draft_is_on_no_page(client):
    talk = factories.make_talk(is_published=False)
    names = ("talk_detail", "talk_now", "talk_screen")
    assert [client.get(address(talk, name)).status_code for name in names] == [404] * 3


@pytest.mark.parametrize(
    ("after", "states"),
    [
        (timedelta(days=-3), ["current", "to come", "to come", "to come", "to come"]),
        (timedelta(hours=-9), ["done", "current", "to come", "to come", "to come"]),
        (timedelta(), ["done", "done", "current", "to come", "to come"]),
        (timedelta(hours=2), ["done", "done", "done", "current", "to come"]),
        (timedelta(days=20), ["done", "done", "done", "done", "current"]),
    ],
)
def test_the_track_says_where_it_stands(talk, after, states):
    steps = track(talk, talk.starts_at + after)
    assert [step.state for step in steps] == states
    assert [step.begins_at for step in steps] == [None, *talk.times]


def test_the_page_says_who_answers_and_how_one_asks(client, talk, now):
    Guest.objects.create(talk=talk, name="王某", post="支隊長")
    assert within(client.get(address(talk)).text, "dd") == [
        "2026年11月29日（星期日）09:00至11:00", "王某 支隊長", "網上",
        "熱線電話 0532-66570000", "看直播（離開本站）", str(talk.unit),
    ]  # fmt: skip


def test_before_questions_are_taken_it_says_from_when(client, talk, time_machine):
    time_machine.move_to(talk.starts_at - timedelta(days=3), tick=False)
    assert "網上，2026年11月28日 00:00起" in within(client.get(address(talk)).text, "dd")


def test_while_questions_are_taken_the_way_to_ask_stands_above_them(client, talk, ask):
    ask("還在等的")
    page = client.get(address(talk)).text
    assert page.index(f'href="{address(talk, "talk_ask")}"') < page.index("data-live=") < page.index('class="steps"')


def test_once_it_is_over_its_questions_stand_in_the_record_alone(client, talk, ask, time_machine):
    question = ask("還在等的")
    time_machine.move_to(talk.ends_at + timedelta(hours=1), tick=False)
    page = client.get(address(talk)).text
    assert (page.count(f'href="{question.get_absolute_url()}"'), "怎樣提問" in within(page, "dt")) == (1, False)


def test_the_broadcast_is_told_nothing_of_the_page_that_leads_to_it(client, talk, now):
    link = '<a href="https://example.org/live" rel="noopener noreferrer external">看直播（離開本站）</a>'
    assert link in client.get(address(talk)).text


def test_each_question_stands_once_where_it_is(client, talk, ask):
    on_stage = ask("正在答的", place=Place.ON_STAGE)
    ask("現場答過的", place=Place.ANSWERED)
    ask("還在等的")
    ask("交給嘉賓的", place=Place.PASSED)
    replied = ask("答完了的", stage=Stage.REPLIED)
    page = client.get(address(talk))
    live = page.context["live"]

    assert live.on_stage.suggestion == on_stage
    assert {one.public_title for one in live.answered} == {"現場答過的", "答完了的"}
    assert {one.public_title for one in live.waiting} == {"還在等的", "交給嘉賓的"}
    assert within(page.text, "p", "live__question") == ["正在答的請答覆。"]
    assert sorted(within(page.text, "p", "live__reply")) == sorted(
        [replied.replies.get().body, "現場已經回答，文字整理中。"]
    )
    assert [text for text in within(page.text, "li") if text[0].isdigit()] == ["5 件提問", "2 件已答", "3 件待答"]


def test_what_gets_no_answer_of_its_own_is_counted_apart(client, talk, ask):
    ask("撤回的").withdraw(now=talk.starts_at + timedelta(hours=1))
    assert "1 件併案、不予受理或者撤回" in within(client.get(address(talk)).text, "li")


def test_waiting_ones_are_sorted_by_support_or_by_time(client, talk, ask, now):
    first, _second = ask("先提的", at=now - timedelta(minutes=9)), ask("後提的")
    first.support("a" * 64, now=now)
    pages = {query: within(client.get(address(talk) + query).text, "p", "live__title") for query in ("", "?by=time")}

    assert pages == {"": ["先提的", "後提的"], "?by=time": ["後提的", "先提的"]}
    assert client.get(f"{address(talk)}?by=nothing").context["live"].order == "support"


def test_who_wants_to_ask_it_too_says_so_and_comes_back_to_the_talk(client, talk, ask):
    question = ask("也想問的")
    support = reverse("suggestion_support", args=[question.number])
    page = client.get(support).text

    assert f'<a href="{support}">我也想問</a>' in client.get(address(talk)).text
    assert (within(page, "button")[-1], "我也遇到" in page, f'href="{address(talk)}"' in page) == (
        "我也想問",
        False,
        True,
    )
    client.post(support, {"support": "yes"})
    assert "1 人也想問，已經算上您" in client.get(support).text
    assert "1 人也想問" in client.get(question.get_absolute_url()).text


@pytest.mark.parametrize(
    ("phase", "days", "has_live", "has_script"),
    [
        (TalkPhase.PREVIEW, -3, False, False),
        (TalkPhase.LIVE, 0, True, True),
        (TalkPhase.AFTER, 1, False, False),
        (TalkPhase.OVER, 20, False, False),
    ],
)
def test_it_is_asked_again_only_while_something_changes(client, talk, time_machine, phase, days, has_live, has_script):
    time_machine.move_to(talk.starts_at + timedelta(days=days), tick=False)
    page = client.get(address(talk))

    assert page.context["phase"] == phase
    assert ("data-live=" in page.text, "live.js" in page.text) == (has_live, has_script)


def test_the_screen_shows_the_same_and_has_nothing_of_the_frame(client, talk, ask):
    ask("正在答的", place=Place.ON_STAGE)
    page = client.get(address(talk, "talk_screen")).text

    assert (page.count("data-live="), page.count("<h1"), "<nav" in page, "<footer" in page) == (1, 1, False, False)
    assert f'src="/qr/page.svg?path={address(talk)}"' in page


def test_the_page_costs_the_same_for_one_and_for_three(client, talk, ask, django_assert_num_queries):
    ask("現場答過的", place=Place.ANSWERED)
    ask("還在等的")
    client.get(address(talk))
    with CaptureQueriesContext(connection) as one:
        client.get(address(talk))
    for number in range(2):
        ask(f"答過 {number}", stage=Stage.REPLIED)
        ask(f"在等 {number}", place=Place.PASSED)
    with CaptureQueriesContext(connection) as three:
        client.get(address(talk))

    assert len(three) - len(one) == 1  # the replies


def test_those_answered_stand_in_one_order_whether_their_reply_is_written_or_not(talk, now, ask):
    at = [now - timedelta(minutes=minutes) for minutes in (20, 15, 10, 5)]
    for title, stage, place, when in (
        ("一", Stage.REPLIED, Place.ANSWERED, at[0]),
        ("二", Stage.RECEIVED, Place.ANSWERED, at[3]),
        ("三", Stage.REPLIED, Place.ANSWERED, at[2]),
        ("四", Stage.RECEIVED, Place.ANSWERED, at[1]),
    ):
        ask(title, stage=stage, place=place, at=when)
    assert [one.public_title for one in live(talk, now).answered] == ["二", "三", "四", "一"]


def test_of_more_than_are_shown_the_newest_are(talk, now, ask, monkeypatch):
    monkeypatch.setattr(live_part, "MOST_ANSWERED", 2)
    for minutes, stage in ((3, Stage.REPLIED), (2, Stage.RECEIVED), (1, Stage.REPLIED)):
        ask(f"{minutes}", stage=stage, place=Place.ANSWERED, at=now - timedelta(minutes=minutes))
    assert [one.public_title for one in live(talk, now).answered] == ["1", "2"]
