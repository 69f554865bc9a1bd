"""What followers of a talk hear, once each: the day before it, that it was moved, that all is answered; the feed."""

from datetime import timedelta

import feedparser
import pytest
from django.test import Client

from feedback.following import talks, verbs
from feedback.following.models import Follow
from feedback.following.subjects import Subject
from feedback.following.tasks import run_daily
from feedback.notices import letters
from feedback.notices.models import Notice
from feedback.rounds import verbs as rounds
from feedback.rules.notices import Kind, State
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from feedback.talks.verbs import reschedule
from tests.factories import at, bring, make_suggestion, make_talk, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

STARTS = at("2026-11-29 09:00")
ASKED, DAY_BEFORE, DAY_AFTER = at("2026-11-25 10:00"), at("2026-11-28 06:10"), at("2026-11-30 06:10")
DAY, WEEK, HOURS = timedelta(days=1), timedelta(days=7), timedelta(hours=2)


@pytest.fixture(autouse=True)
def _by_mail(settings):
    settings.NOTICE_CHANNELS = ("mail",)


@pytest.fixture
def talk(unit):
    return make_talk(starts_at=STARTS, unit=unit)


@pytest.fixture
def second(office):
    return make_user(username="second", roles=[Role.SUPERVISOR])


def ask(row, mail="reader@example.com", *, kind="campaign", language="zh-hant", now=ASKED):
    verbs.ask(Subject(kind, row), mail, language=language, now=now)
    return Follow.objects.latest("pk")


def follow(row, *args, now=ASKED, **kwargs):
    return verbs.confirm(ask(row, *args, now=now, **kwargs).pk, now=now)


def told():
    return list(Notice.objects.order_by("pk").values_list("kind", "follow"))


def move(talk, starts_at, by, now):
    reschedule(talk, starts_at, starts_at + HOURS, reason="場地檢修。", by=by, now=now)
    talks.write_move.call(talk.campaign.events.latest("pk").pk)


def letter_of(notice, now=ASKED):
    notice.message_id = "<1@example.com>"
    return letters.compose([notice], now)


def test_the_day_before_each_is_reminded_once_whenever_the_worker_runs(talk):
    follows = [follow(talk.campaign), follow(talk.campaign, "second@example.com")]
    ask(talk.campaign, "never-confirmed@example.com")
    Notice.objects.filter(kind=Kind.CONFIRM).delete()
    for now in (DAY_BEFORE - DAY, DAY_BEFORE, DAY_BEFORE, DAY_BEFORE + DAY):
        run_daily(now)
    assert told() == [(Kind.TALK_SOON, one.pk) for one in follows]


def test_a_day_on_which_the_worker_was_away_is_made_good_until_the_talk_is_over(talk):
    one = follow(talk.campaign)
    run_daily(STARTS + HOURS)
    before = told()
    run_daily(STARTS)
    assert (before, told()) == ([], [(Kind.TALK_SOON, one.pk)])


def test_who_asks_on_the_day_before_or_later_is_reminded_at_once_and_not_again(talk):
    one = follow(talk.campaign, now=DAY_BEFORE - timedelta(hours=5))
    run_daily(DAY_BEFORE)
    late = follow(talk.campaign, "late@example.com", now=STARTS + timedelta(hours=1))
    over = follow(talk.campaign, "over@example.com", now=STARTS + HOURS)
    assert (told(), over.confirmed_at) == ([(Kind.TALK_SOON, one.pk), (Kind.TALK_SOON, late.pk)], STARTS + HOURS)


def test_a_move_is_told_and_the_new_day_is_reminded_of_again(talk, second):
    one = follow(talk.campaign)
    run_daily(DAY_BEFORE)
    Notice.objects.update(state=State.SENT, ended_at=DAY_BEFORE)
    move(talk, STARTS + WEEK, second, DAY_BEFORE + timedelta(hours=4))
    talks.write_move.call(talk.campaign.events.latest("pk").pk)
    for now in (DAY_BEFORE + DAY, DAY_BEFORE + WEEK):
        run_daily(now)
    assert told() == [(kind, one.pk) for kind in (Kind.TALK_SOON, Kind.TALK_MOVED, Kind.TALK_SOON)]
    letter = letter_of(Notice.objects.get(kind=Kind.TALK_MOVED))
    assert letter.subject == "改期：在線懇談「交警支隊在線懇談」"
    assert "新的時間是 2026年12月6日（星期日）09:00至11:00。原因：場地檢修。" in letter.text


def test_what_was_not_sent_yet_is_replaced_by_the_last_move(talk, second):
    one = follow(talk.campaign)
    run_daily(DAY_BEFORE)
    for number in (1, 2):
        move(talk, STARTS + number * WEEK, second, DAY_BEFORE + timedelta(hours=number))
    assert [(notice.kind, notice.follow_id, notice.details["starts_at"][:10]) for notice in Notice.objects.all()] == [
        (Kind.TALK_MOVED, one.pk, "2026-12-13")
    ]


def test_that_only_questions_open_at_another_time_is_told_to_nobody(talk, second):
    from django_tasks_db.models import DBTaskResult

    follow(talk.campaign)
    opens = STARTS - timedelta(hours=20)
    reschedule(talk, STARTS, STARTS + HOURS, opens, reason="值班調整。", by=second, now=ASKED)
    handed_on = DBTaskResult.objects.filter(task_path=talks.write_move.module_path)
    before = handed_on.count()
    reschedule(talk, STARTS + DAY, STARTS + DAY + HOURS, reason="值班調整。", by=second, now=ASKED)
    assert (before, handed_on.count()) == (0, 1)


def test_when_none_waits_any_longer_that_is_the_last_mail_and_the_address_goes(talk, office):
    one = follow(talk.campaign)
    make_suggestion(campaign=talk.campaign, stage=Stage.DECLINED, received_at=STARTS)
    question = make_suggestion(campaign=talk.campaign, stage=Stage.RECEIVED, received_at=STARTS)
    run_daily(DAY_AFTER)
    open_still = told()
    bring(question, to=Stage.REPLIED, now=DAY_AFTER)
    for now in (STARTS + timedelta(hours=8), DAY_AFTER + DAY, DAY_AFTER + 2 * DAY):
        run_daily(now)
    assert (open_still, told()[-1:]) == ([], [(Kind.TALK_ANSWERED, one.pk)])
    assert "收到的 2 件提問都已經有了結果" in letter_of(Notice.objects.get(kind=Kind.TALK_ANSWERED)).text
    Notice.objects.update(state=State.SENT, ended_at=DAY_AFTER)
    run_daily(DAY_AFTER + 3 * DAY)
    assert (Follow.objects.count(), Notice.objects.count()) == (0, 0)


def test_of_a_talk_no_day_is_told(talk):
    follow(talk.campaign)
    run_daily(talk.questions_open_at + timedelta(hours=7) - 3 * DAY)
    assert told() == []


def test_followers_of_the_host_unit_hear_in_their_daily_mail_that_it_was_announced(unit, other_unit, second, office):
    draft = make_talk(starts_at=STARTS, unit=unit, is_published=False)
    draft.guests.create(name="王隊長", post="支隊長")
    draft.campaign.moderators.set([office.handler])
    one = follow(unit, kind="unit", now=ASKED - DAY)
    follow(other_unit, "second@example.com", kind="unit", now=ASKED - DAY)
    rounds.publish(draft.campaign, by=second, now=ASKED)
    run_daily(ASKED + DAY)
    notice = Notice.objects.get(kind=Kind.NEWS)
    assert (notice.follow, notice.details) == (one, {"talks": ["2026-11-29"]})
    assert "將於2026年11月29日舉行在線懇談" in letter_of(notice).text


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_a_reminder_leads_to_the_talk_and_is_stopped_by_one_click(talk, language):
    follow(talk.campaign, language=language)
    run_daily(DAY_BEFORE)
    letter = letter_of(Notice.objects.get(kind=Kind.TALK_SOON))
    prefix = "" if language == "zh-hant" else f"/{language}"
    stop = letter.headers["List-Unsubscribe"].strip("<>")
    Client().post(stop[stop.index("/", 8) :], {"List-Unsubscribe": "One-Click"})
    assert (f"{prefix}/talks/talk-2026/" in letter.text, Follow.objects.count()) == (True, 0)


def test_they_are_written_in_chunks(talk, monkeypatch):
    monkeypatch.setattr(talks, "AT_ONCE", 2)
    for number in range(5):
        follow(talk.campaign, f"{number}@example.com")
    assert [talks.tell_of_talks(DAY_BEFORE), talks.tell_of_talks(DAY_BEFORE)] == [5, 0]


def test_a_talk_is_chosen_on_its_page_and_not_in_the_list(client, talk):
    without, with_it = client.get("/follow/mail/"), client.get("/follow/mail/?campaign=talk-2026")
    option = '<option value="campaign.talk-2026" selected>'
    assert ("campaign.talk-2026" in without.text, option in with_it.text) == (False, True)
    client.post("/follow/mail/", {"subject": "campaign.talk-2026", "mail": "reader@example.com"})
    assert Follow.objects.get().campaign == talk.campaign


@pytest.mark.parametrize(("now", "offered"), [(ASKED, True), (DAY_AFTER, True), (DAY_AFTER + WEEK, False)])
def test_its_page_offers_a_reminder_while_there_is_something_to_hear(client, talk, office, time_machine, now, offered):
    question = make_suggestion(campaign=talk.campaign, received_at=STARTS - HOURS)
    if now > DAY_AFTER:
        bring(question, to=Stage.REPLIED, now=DAY_AFTER)
    time_machine.move_to(now, tick=False)
    text = client.get("/talks/talk-2026/").text
    assert ('href="/follow/mail/?campaign=talk-2026"' in text, 'href="/feeds/talks/"' in text) == (offered, True)


def test_the_feed_tells_the_life_of_a_talk_under_keys_that_stay(client, unit, second, office, settings, time_machine):
    draft = make_talk(starts_at=STARTS, unit=unit, is_published=False)
    draft.guests.create(name="王隊長", post="支隊長")
    draft.campaign.moderators.set([office.handler])
    rounds.publish(draft.campaign, by=second, now=ASKED)
    talk = type(draft).objects.get(pk=draft.pk)
    reschedule(talk, STARTS + WEEK, STARTS + WEEK + HOURS, reason="場地檢修。", by=second, now=ASKED + DAY)
    make_suggestion(campaign=talk.campaign, stage=Stage.REPLIED, received_at=STARTS, now=DAY_AFTER)
    talk.transcripts.create(
        drafted_by=office.handler, drafted_at=DAY_AFTER, published_by=second, published_at=DAY_AFTER + WEEK
    )
    time_machine.move_to(DAY_AFTER + WEEK + HOURS, tick=False)
    parsed = feedparser.parse(client.get("/feeds/talks/").content)
    event = talk.campaign.events.get(verb="reschedule").pk
    assert [(entry.title, entry.id.partition("#")[2], entry.author) for entry in parsed.entries] == [
        ("懇談實錄：交警支隊在線懇談", "transcript", unit.name),
        ("提問都有了結果：交警支隊在線懇談", "answered", unit.name),
        ("懇談改期：交警支隊在線懇談", f"moved-{event}", unit.name),
        ("懇談預告：交警支隊在線懇談", "announced", unit.name),
    ]
    assert ("場地檢修。" in parsed.entries[2].summary, parsed.entries[0].link) == (
        True, f"{settings.SITE_URL}/talks/talk-2026/",
    )  # fmt: skip


@pytest.mark.parametrize("language", ["", "/zh-hans", "/en"])
def test_a_feed_without_talks_is_one_too(client, language):
    assert feedparser.parse(client.get(f"{language}/feeds/talks/").content).bozo is False
