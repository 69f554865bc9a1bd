"""「我也遇到」 may leave a mail to hear the answer: nothing joins that mail to the mark of the browser."""

import logging
from datetime import timedelta

import pytest
from django.test import Client

from feedback.following.models import Follow
from feedback.models import Support
from feedback.notices.models import Notice
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import at

pytestmark = pytest.mark.django_db

MAIL = "reader@example.com"
PRESSED = at("2020-12-01 10:17:23")
HOUR = at("2020-12-01 10:00")


@pytest.fixture(autouse=True)
def _by_mail(settings):
    settings.NOTICE_CHANNELS = ("mail",)


@pytest.fixture
def suggestion(db):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, has_consent=True)
    factories.release(suggestion, title="路燈不亮")
    return suggestion


@pytest.fixture
def pressed(client, suggestion, monkeypatch):
    """The browser that said 「我也遇到」 and then left a mail, at the same minute."""
    monkeypatch.setattr("feedback.board.support.timezone.now", lambda: PRESSED)
    client.post(f"/suggestions/{suggestion.number}/support/", {"support": "yes"})
    monkeypatch.setattr("feedback.following.views.timezone.now", lambda: PRESSED + timedelta(seconds=20))
    return client


def leave(client, suggestion):
    given = {"subject": f"suggestion.{suggestion.number}", "is_for_answer": "yes", "mail": MAIL}
    return client.post("/follow/mail/", given)


def test_the_form_is_offered_after_it_and_not_before(client, suggestion, settings):
    address = f"/suggestions/{suggestion.number}/support/"
    before = client.get(address).text
    client.post(address, {"support": "yes"})
    after = client.get(address).text
    settings.NOTICE_CHANNELS = ()
    without = client.get(address).text
    assert ["有答覆時告訴我" in text for text in (before, after, without)] == [False, True, False]


def test_what_it_leads_to_is_the_same_as_for_every_other_way_to_follow(pressed, suggestion):
    response = leave(pressed, suggestion)
    follow = Follow.objects.get()
    assert (response["Location"], follow.subject.row, follow.is_for_answer) == (
        "/follow/mail/asked/", suggestion, True,
    )  # fmt: skip


def _values(row):
    """What a row says for itself: all but its key and what both must name, the suggestion."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in ("id", "suggestion_id")
    }


def test_no_column_joins_the_mail_to_the_mark(pressed, suggestion):
    leave(pressed, suggestion)
    support, follow, notice = _values(Support.objects.get()), Follow.objects.get(), Notice.objects.get()
    asked = _values(follow)
    pressed.post(follow.confirm_address().removeprefix("http://127.0.0.1:8000"))
    confirmed = _values(Follow.objects.get())
    mark = support.pop("browser_digest")
    rows = [asked, confirmed, _values(notice)]
    kept = [row["confirmed_at"] for row in rows[:2]]
    moments = {value for row in (support, *rows) for value in row.values() if hasattr(value, "minute")} - {
        confirmed["told_until"]
    }
    assert ([mark in str(row) for row in rows], kept, moments, Notice.objects.count()) == (
        [False] * 3, [None, HOUR], {HOUR}, 0,
    )  # fmt: skip


def test_no_line_of_a_log_names_the_mail_or_the_mark(pressed, suggestion, caplog):
    with caplog.at_level(logging.DEBUG):
        leave(pressed, suggestion)
    mark = Support.objects.get().browser_digest
    assert [line for line in caplog.messages if MAIL in line or mark in line or MAIL.split("@")[0] in line] == []


def test_another_browser_may_leave_a_mail_without_the_mark(suggestion):
    assert (leave(Client(), suggestion).status_code, Support.objects.count(), Follow.objects.count()) == (302, 0, 1)


def test_only_a_suggestion_has_an_answer_to_wait_for(unit, client):
    client.post("/follow/mail/", {"subject": f"unit.{unit.code}", "is_for_answer": "yes", "mail": MAIL})
    assert Follow.objects.get().is_for_answer is False
