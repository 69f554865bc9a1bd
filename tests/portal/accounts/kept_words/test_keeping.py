"""What is kept of what was typed, for how long, and what never is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from feedback.models import ReplyTemplate, Suggestion
from feedback.rules.workflow import Stage, Verb
from portal.accounts.kept_words import FIELD, seal
from portal.tables.kept_words import MOST_CHARACTERS, MOST_KEPT, KeptWords
from tests import factories
from tests.portal.accounts.kept_words.browsing import KEPT, NOW, do, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def test_they_are_unreadable_in_the_database(lost):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portal_keptwords")
        stored = str(cursor.fetchall())
    assert [each for each in ("起草", "\\u8d77", "desk", "body") if each in stored] == []


def test_the_same_sent_again_is_kept_once_and_old_ones_go(browser, officer):
    data = {FIELD: seal(officer), "body": "一段話。"}
    for _ in range(3):
        browser.post("/desk/feedback/suggestion/1/do/ask/", data)
    once = KeptWords.objects.count()
    for number in range(MOST_KEPT + 5):
        browser.post("/desk/feedback/suggestion/1/do/ask/", data | {"body": f"第 {number} 段話。"})
    newest = KeptWords.objects.of(officer).first().given["fields"]
    assert (once, KeptWords.objects.count(), newest) == (1, MOST_KEPT, [["body", f"第 {MOST_KEPT + 4} 段話。"]])
    assert KeptWords.objects.stale(NOW + timedelta(days=8)).count() == MOST_KEPT


def test_what_is_too_long_is_cut_and_says_so(browser, officer):
    browser.post("/desk/feedback/suggestion/1/do/ask/", {FIELD: seal(officer), "body": "字" * (MOST_CHARACTERS + 1)})
    sign_in(browser)
    page = browser.get(reverse(KEPT)).text
    assert ("內容太長，後面的部分沒有留存。" in page, "字" * MOST_CHARACTERS in page) == (True, True)


def test_no_other_site_plants_words_and_no_forged_seal_does(browser, officer, clock):
    """A page of another site has the cookies of the browser at most."""
    sign_in(browser)
    address, words = "/desk/feedback/suggestion/1/do/ask/", {"body": "別處來的話。"}
    old = seal(officer)
    forged = [{}, {FIELD: str(officer.pk)}, {FIELD: f"{officer.pk}:1abc:forged"}, {FIELD: ""}, {FIELD: "9" * 500}]
    answers = [browser.post(address, words | fields).status_code for fields in forged]
    clock.shift(8 * 24 * 3600)
    answers.append(browser.post(address, words | {FIELD: old}).status_code)
    assert (answers, KeptWords.objects.count()) == ([403] * 6, 0)


def test_no_password_and_no_code_is_ever_kept(browser, officer):
    secret = "a secret of many letters 1234567890"
    account = reverse("admin:auth_user_add")
    addresses = [
        reverse("admin:login"),
        reverse("admin:password_change"),
        reverse("admin:auth_user_password_change", args=[officer.pk]),
        reverse("staff_code"),
        reverse("staff_codes"),
        reverse("admin:feedback_suggestion_reissue", args=[1]),
        account,
    ]
    names = ("password", "password1", "old_password", "new_password1", "usable_password", "code", "otp_token", "secret")
    data = dict.fromkeys(names, secret) | {FIELD: seal(officer)}
    for address in addresses:
        browser.post(
            address, data | {"contact": "13864210975"} | ({"first_name": "王示例"} if address == account else {})
        )
    assert [kept.given["fields"] for kept in KeptWords.objects.all()] == [
        [["contact", "13864210975"], ["first_name", "王示例"]]
    ]


def test_whoever_left_the_bureau_gets_nothing_kept(browser, officer):
    data = {FIELD: seal(officer), "body": "一段話。"}
    officer.is_active = False
    officer.save()
    browser.post("/desk/feedback/suggestion/1/do/ask/", data)
    assert KeptWords.objects.count() == 0


def test_what_was_typed_for_a_row_that_is_gone_is_given_back(client, officer):
    template = ReplyTemplate.objects.create(name="範本", body="您好。")
    client.force_login(officer)
    address = reverse("admin:feedback_replytemplate_change", args=[template.pk])
    template.delete()
    response = client.post(address, {"name": "範本", "body": "改了很久的一段話。"})
    assert (response.status_code, "改了很久的一段話。" in response.text) == (404, True)


def test_an_error_of_the_system_keeps_them_too(client, officer, monkeypatch):
    working = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    client.force_login(officer)
    client.raise_request_exception = False

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Suggestion, "ask", broken)
    response = client.post(do(working, Verb.ASK), {"revision": working.revision, "body": "寫了半天的話。"})
    assert (response.status_code, "寫了半天的話。" in response.text) == (500, True)


def test_pages_outside_the_desk_carry_no_seal(client, officer):
    client.force_login(officer)
    assert [FIELD in client.get(address).text for address in ("/suggest/", "/status/", reverse("admin:index"))] == [
        False,
        False,
        True,
    ]
