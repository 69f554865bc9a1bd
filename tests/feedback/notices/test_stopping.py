"""停止通知: what the link in a mail stops, for whoever has it."""

from html import escape

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from feedback.notices import stopping
from feedback.notices.models import Notice
from feedback.rules.notices import Who
from feedback.rules.workflow import Verb
from tests.factories import NOW, make_registered, make_suggestion
from tests.feedback.verbs.reading import fresh

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def suggestion():
    return make_suggestion(contact="xiaomei@example.com", notices_by="mail", notices_in="zh-hant")


def notice_of(suggestion, **fields):
    return Notice(suggestion=suggestion, citizen=suggestion, channel="mail", **{"language": "zh-hant"} | fields)


def page_of(suggestion):
    return reverse("notice_stop", args=[stopping.token(notice_of(suggestion))])


def changes(suggestion):
    return suggestion.events.filter(verb=Verb.CHOOSE_NOTICES).count()


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_the_link_is_in_the_language_of_the_mail(suggestion, settings, language):
    notice = notice_of(suggestion, language=language)
    with override(language):
        path = reverse("notice_stop", args=[stopping.token(notice)])
    assert stopping.address(notice) == settings.SITE_URL + path


def test_opening_the_page_says_what_it_would_stop_and_stops_nothing(client, suggestion):
    page = client.get(page_of(suggestion))
    shown = [f"關於意見建議 {suggestion.number} 的通知" in page.text, suggestion.title in page.text]
    shown.append("xiaomei" in page.text)
    assert (page.status_code, shown, fresh(suggestion).notices_by) == (200, [True, False, False], "mail")


def test_the_button_stops_it_without_a_cookie_or_a_login(suggestion):
    client = Client(enforce_csrf_checks=True)
    page = client.post(page_of(suggestion), follow=True)
    assert (page.redirect_chain, "已經停止" in page.text) == ([(page_of(suggestion), 302)], True)
    assert (fresh(suggestion).notices_by, changes(suggestion)) == ("", 1)


def test_the_one_click_of_a_mail_program_is_answered_at_once(suggestion):
    answer = Client(enforce_csrf_checks=True).post(page_of(suggestion), ONE_CLICK)
    assert (answer.status_code, answer.content, fresh(suggestion).notices_by) == (200, b"", "")


def test_a_second_time_it_is_said_to_be_stopped_already(client, suggestion):
    for _time in range(2):
        client.post(page_of(suggestion), ONE_CLICK)
    page = client.get(page_of(suggestion))
    assert (page.status_code, "這些通知已經停止" in page.text, changes(suggestion)) == (200, True, 1)


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_wrong_token_stops_nothing_and_says_so(client, suggestion, language, method):
    with override(language):
        addresses = [
            reverse("notice_stop", args=[token])
            for token in ("a", stopping.token(notice_of(suggestion))[:-1], f"x{stopping.token(notice_of(suggestion))}")
        ]
    answers = [getattr(client, method)(address) for address in addresses]
    assert ([answer.status_code for answer in answers], fresh(suggestion).notices_by) == ([404] * 3, "mail")
    assert escape(reverse("status_lookup")) in answers[0].text


def test_what_was_signed_for_something_else_is_no_token():
    signed = signing.Signer(salt="elsewhere", sep=".").sign("citizen.1-k")
    with pytest.raises(signing.BadSignature):
        stopping.stopped_by(signed)


def test_a_token_for_whom_nothing_can_be_stopped_is_none(monkeypatch, suggestion):
    token = stopping.token(notice_of(suggestion))
    monkeypatch.setattr(stopping, "WAYS", {})
    with pytest.raises(signing.BadSignature):
        stopping.stopped_by(token)


def test_it_stops_the_mails_of_one_suggestion_alone(client, suggestion):
    other = make_suggestion(contact="xiaomei@example.com", notices_by="mail", notices_in="zh-hant")
    client.post(page_of(suggestion))
    assert (fresh(suggestion).notices_by, fresh(other).notices_by) == ("", "mail")


def test_a_mail_to_a_contact_that_was_wrong_stops_nothing_of_the_right_one(client, triage_officer):
    suggestion = make_registered(contact="wrong@example.com", notices_by="mail", notices_in="zh-hant")
    page = page_of(suggestion)
    suggestion.correct_intake("聽錯了。", contact="right@example.com", by=triage_officer, now=NOW)
    answer = client.post(page, follow=True)
    assert ("已經停止" in answer.text, fresh(suggestion).notices_by) == (True, "mail")


def test_a_later_app_says_what_its_own_links_stop(monkeypatch):
    monkeypatch.setattr(stopping, "WAYS", {})
    stopped = []

    @stopping.stopped(Who.FOLLOWER, lambda notice: str(notice.follow_id))
    def follow(key):
        return stopping.Stoppable(f"關注 {key}", stopped.append)

    found = stopping.stopped_by(stopping.token(Notice(follow_id=7, language="en")))
    found.stop(NOW)
    assert (found.told, stopped) == ("關注 7", [NOW])


def test_two_presses_at_one_moment_stop_it_once(suggestion):
    token = stopping.token(notice_of(suggestion))
    first, second = stopping.stopped_by(token), stopping.stopped_by(token)
    first.stop(NOW)
    second.stop(NOW)
    assert changes(suggestion) == 1
