"""What nobody released of a talk stands on no page, in no feed, list or calendar, whatever became of the question."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from feedback.models import Channel
from feedback.rules.workflow import Stage
from feedback.talks.models import Guest, Turn
from feedback.talks.record import transcripts
from feedback.talks.rules import Call, Place
from tests import factories
from tests.factories import SHANGHAI

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]
STARTS = datetime(2026, 11, 29, 9, tzinfo=SHANGHAI)
BEFORE, LIVE, AFTER = STARTS - timedelta(hours=20), STARTS + timedelta(minutes=30), STARTS + timedelta(days=1)
SECRETS = ("不公標題", "不公內容", "不公姓名", "不公草稿", "不公答覆", "fabu@example.test", "未公布的懇談")

ADDRESSES = (
    "/", "/talks/", "/talks/talk-2026/", "/talks/talk-2026/now", "/talks/talk-2026/now?by=time",
    "/talks/talk-2026/screen/", "/talks/talk-2026/ask/", "/talks/talk-2026/record/",
    *(f"/talks/talk-2026/record/?list={one}" for one in ("live", "writing", "waiting", "declined", "merged")),
    "/talks/talk-2026/record/?channel=hotline", "/talks/talk-2026/record/?call=back",
    "/campaigns/", "/campaigns/talk-2026/", "/campaigns/talk-2026/wall/", "/campaigns/talk-2026/wall.csv",
    "/calendar.ics", "/campaigns/talk-2026/calendar.ics", "/feeds/talks/", "/feeds/replies/", "/feeds/suggestions/",
    "/suggestions/", "/suggestions/?stubs=1&q=安排", "/suggestions.csv", "/data/", "/sitemap/",
    "/suggest/similar/hits/?title=安排人值守&body=能不能安排人值守",
    "/en/talks/talk-2026/record/", "/zh-hans/talks/talk-2026/now",
)  # fmt: skip


@pytest.fixture
def questions(office):
    """One of each fate, none of them with words that everybody may read; and a talk that nobody published."""
    talk = factories.make_talk(starts_at=STARTS, unit=office.unit)
    factories.make_talk(slug="talk-draft", starts_at=STARTS + timedelta(days=3), is_published=False)
    type(talk.campaign).objects.filter(slug="talk-draft").update(title="未公布的懇談")
    guest = Guest.objects.create(talk=talk, name="示例支隊長", post="支隊長")
    given = {
        "campaign": talk.campaign, "category": None, "received_at": BEFORE, "now": BEFORE, "has_consent": True,
        "title": "不公標題", "body": "不公內容能不能安排人值守", "name": "不公姓名", "contact": "fabu@example.test",
        "channel": Channel.objects.get(pk="hotline"),
    }  # fmt: skip
    stages = (Stage.RECEIVED, Stage.DECLINED, Stage.IN_PROGRESS, Stage.REPLIED, Stage.WITHDRAWN, Stage.MERGED)
    main = factories.make_suggestion(**given)
    found = [main]
    for stage in stages:
        found.append(question := factories.make_suggestion(**given))
        if stage != Stage.RECEIVED:
            merged = {"main": main} if stage == Stage.MERGED else {}
            factories.bring(question, to=stage, unit=office.unit, now=LIVE, **merged)
        if stage == Stage.IN_PROGRESS:
            question.draft_reply("不公草稿", "explained", by=office.handler, now=LIVE)
    found.append(taken_back := factories.make_suggestion(**given))
    factories.release(taken_back, title="不公標題", body="不公內容能不能安排", now=BEFORE)
    taken_back.take_back("寫錯了。", by=office.triage_officer, now=LIVE)
    places = (Place.ON_STAGE, Place.PASSED, Place.ANSWERED, Place.ANSWERED, Place.LATER)
    for question, place in zip(found, places, strict=False):
        answered_at = LIVE if place == Place.ANSWERED else None
        Turn.objects.create(
            suggestion=question, talk=talk, place=place, guest=guest, call=Call.BACK, answered_at=answered_at, at=LIVE
        )
    moderator = factories.make_user(username="moderator")
    talk.campaign.moderators.add(moderator)
    part = transcripts.Part("停車", "答：可以。", tuple(question.pk for question in found))
    saved = transcripts.save(talk, [part], "", by=moderator, now=AFTER)
    transcripts.publish(talk, transcripts.seen_of(saved), by=office.reviewer, now=AFTER)
    return found


@pytest.mark.parametrize("now", [BEFORE, LIVE, AFTER, AFTER + timedelta(days=30)])
def test_nobody_reads_what_nobody_released(questions, time_machine, now):
    time_machine.move_to(now, tick=False)
    client, told = Client(), []
    addresses = [*ADDRESSES, *(question.get_absolute_url() for question in questions)]
    for address in addresses:
        answer = client.get(address)
        text = answer.getvalue().decode()
        told += [(address, secret) for secret in SECRETS if secret in text]
        told += [(address, answer.status_code)] if answer.status_code != 200 else []
    assert told == []
