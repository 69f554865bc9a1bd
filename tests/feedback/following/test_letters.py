"""What the mails to followers hold: the way on, the way out, and nothing of a person."""

import re

import pytest
from django.conf import settings
from django.test import Client

from feedback.following import verbs
from feedback.following.models import Follow
from feedback.following.subjects import Subject
from feedback.notices import letters
from feedback.notices.models import Notice
from feedback.rules.notices import Channel, Kind
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

MAIL = "reader@example.com"
PERSONAL = ("王曉梅", "13864210975", "原來的標題", "原來的內容", "已經加裝")


@pytest.fixture(autouse=True)
def _by_mail(settings, monkeypatch):
    settings.NOTICE_CHANNELS = ("mail",)
    monkeypatch.setattr("feedback.following.views.timezone.now", lambda: NOW)


def follow(kind, row, language="zh-hant"):
    verbs.ask(Subject(kind, row), MAIL, language=language, now=NOW)
    return Follow.objects.get()


def news(follow, **fields):
    return Notice.objects.create(
        kind=Kind.NEWS, follow=follow, channel=Channel.MAIL, language=follow.language, created_at=NOW, due_at=NOW,
        message_id="<1@example.com>", **fields,
    )  # fmt: skip


def paths(letter):
    """The addresses of this site in a letter, without the site."""
    return re.findall(rf"{re.escape(settings.SITE_URL)}(/\S*)", letter.text)


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_the_mail_that_asks_leads_to_the_page_that_confirms_and_to_the_way_out(unit, language):
    follow("unit", unit, language)
    letter = letters.compose([Notice.objects.get()], NOW)
    confirm = next(path for path in paths(letter) if "/follow/confirm/" in path)
    Client().get(confirm)
    opened = Follow.objects.confirmed().count()
    Client().post(confirm)
    assert (letter.to, opened, Follow.objects.confirmed().count(), "List-Unsubscribe" in letter.headers) == (
        MAIL, 0, 1, True,
    )  # fmt: skip


def test_a_day_of_a_unit_is_told_in_numbers_with_the_way_to_its_page_and_the_way_out(unit):
    one = follow("unit", unit)
    verbs.confirm(one.pk, now=NOW)
    one.refresh_from_db()
    letter = letters.compose([news(one, details={"released": 2, "answered": 1})], NOW)
    told = "承辦單位「交通警察支隊」：新公開 2 件，新答覆 1 件。" in letter.text
    stop = next(path for path in paths(letter) if "/notices/stop/" in path)
    Client().post(stop, {"List-Unsubscribe": "One-Click"})
    assert (told, unit.get_absolute_url() in paths(letter), Follow.objects.count()) == (True, True, 0)


def test_of_a_stub_the_number_is_told_and_nothing_that_anybody_wrote(unit):
    suggestion = factories.make_suggestion(
        stage=Stage.IN_PROGRESS, unit=unit, name="王曉梅", contact="13864210975", title="原來的標題", body="原來的內容"
    )
    factories.reply(suggestion, body="已經加裝。")
    one = follow("suggestion", suggestion)
    verbs.confirm(one.pk, now=NOW)
    one.refresh_from_db()
    event = suggestion.events.get(verb=Verb.APPROVE_REPLY)
    letter = letters.compose([news(one, event=event, suggestion=suggestion)], NOW)
    whole = "".join(map(str, letter))
    assert ([word for word in PERSONAL if word in whole], suggestion.number in letter.text) == ([], True)
