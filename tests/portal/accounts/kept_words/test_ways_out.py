"""Nothing typed at the desk is lost by leaving: every form, every way out, and to whom the words come back."""

import pytest
from django.test import Client
from django.urls import reverse
from zeal import zeal_ignore

from feedback.models import Suggestion
from feedback.rules.workflow import Stage, Verb
from portal.tables.kept_words import KeptWords
from tests import factories
from tests.factories import at
from tests.portal.accounts.kept_words.browsing import KEPT, do, hidden, make_officer, opened, sign_in, sign_out
from tests.portal.accounts.signing_in.entering import PASSWORD, code_at, enrol

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


WORDS = [
    "起草時寫的話。",
    "不受理時寫的話。",
    "登記時寫的話。",
    "範本裡寫的話。",
    "改範本的話。",
    "對市民說明的話。",
    "成批轉辦時寫的話。",
]


def idle(browser, clock):
    clock.shift(61 * 60)


def absolute(browser, clock):
    for _ in range(11):
        clock.shift(50 * 60)
        browser.get(reverse("admin:index"))


def signed_out_in_another_tab(browser, clock):
    sign_out(browser)


def signed_in_anew_in_another_tab(browser, clock):
    sign_out(browser)
    sign_in(browser)


def cookies_gone(browser, clock):
    browser.cookies.clear()


def session_gone(browser, clock):
    del browser.cookies["sessionid"]


def token_gone(browser, clock):
    del browser.cookies["csrftoken"]


def password_changed(browser, clock):
    from django.contrib.auth.models import User

    user = User.objects.get(username="officer")
    user.set_password(PASSWORD)
    user.save()


def somebody_else_signed_in(browser, clock):
    make_officer("second", factories.office().unit)
    sign_out(browser)
    sign_in(browser, "second")


WAYS_OUT = [
    idle,
    absolute,
    signed_out_in_another_tab,
    signed_in_anew_in_another_tab,
    cookies_gone,
    session_gone,
    token_gone,
    password_changed,
    somebody_else_signed_in,
]


@pytest.mark.parametrize("way_out", WAYS_OUT)
def test_every_form_and_every_way_out(browser, officer, clock, way_out):
    sign_in(browser)
    sent = opened(browser)
    before = list(Suggestion.objects.order_by("pk").values())
    way_out(browser, clock)
    with zeal_ignore():  # Django asks twice for a session that it ends
        answers = [browser.post(address, data) for address, data in sent.items()]
    is_own = way_out in (signed_in_anew_in_another_tab, token_gone)  # still, or again, the one who typed
    shown = [any(words in answer.text for words in WORDS) for answer in answers]
    assert {answer.status_code for answer in answers} == {403}
    assert shown == [is_own and "import" not in address for address in sent]
    assert list(Suggestion.objects.order_by("pk").values()) == before

    if way_out is somebody_else_signed_in:
        assert [words for words in WORDS if words in browser.get(reverse(KEPT)).text] == []
    back = Client(enforce_csrf_checks=True)
    way = sign_in(back)
    page = back.get(way.url)
    assert (way.url, [words for words in WORDS if words not in page.text]) == (f"{reverse(KEPT)}?next=%2Fdesk%2F", [])
    assert ("所選的文件沒有留存" in page.text, KeptWords.objects.count()) == (True, len(sent))


def test_without_the_code_nobody_reads_them_and_after_it_they_are_led_to(officer, browser, clock, settings):
    settings.STAFF_TOTP = True
    client = Client()
    sign_in(client)
    key, _codes = enrol(client)
    working = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    sent = hidden(client.get(do(working, Verb.DRAFT_REPLY))) | {"body": "起草時寫的話。"}
    sign_out(client)
    sign_in(client)
    refused = client.post(do(working, Verb.DRAFT_REPLY), sent)
    half = client.get(reverse(KEPT))
    clock.shift(60)
    way = client.post(reverse("staff_code"), {"code": code_at(key, at("2020-12-01 10:01"))})
    assert (refused.status_code, "起草時寫的話。" in refused.text, half.url) == (
        403,
        False,
        "/desk/code/?next=%2Fdesk%2Fkept%2F",
    )
    assert (way.url, "起草時寫的話。" in client.get(way.url).text) == (f"{reverse(KEPT)}?next=%2Fdesk%2F", True)
