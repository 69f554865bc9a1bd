"""A form that meets a database that is away: what was typed comes back to whoever sent it, to be sent by one button."""

from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from feedback.models import Draft, Suggestion
from feedback.rules.workflow import Stage
from portal.serving import unsaved
from tests.factories import make_suggestion
from tests.feedback.passage import PERSON, WORDS, fill

TITLE = "這一次沒能保存"


class Form(HTMLParser):
    """The form of the page: where it leads and what it sends, once for each name."""

    def __init__(self, page):
        super().__init__()
        self.method, self.address, self.sent = None, None, {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.method, self.address = attrs["method"], attrs["action"]
        elif tag == "input":
            self.sent[attrs["name"]] = attrs["value"]


def refused(*args, **kwargs):
    raise OperationalError("connection refused")


@pytest.fixture
def away(db):
    """What is done by the call meets a database that is away."""

    def during(act):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(connection, "cursor", refused)
            return act()

    return during


@pytest.fixture
def client():
    """A browser: whatever it posts needs the token of a page."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def token(client):
    """Of a page that the browser has open."""
    client.get(reverse("status_lookup"))
    return client.cookies["csrftoken"].value


def post(client, name, data):
    return client.post(reverse(name), data | {"csrfmiddlewaretoken": token(client)})


def test_what_was_typed_comes_back_and_is_sent_again_by_one_button(client, away):
    post(client, "suggest_start", {"section": ""})
    open_page = WORDS | {"body": "早高峰<b>被擋住</b>。\n車主電話 13864210975。", "csrfmiddlewaretoken": token(client)}
    answer = away(lambda: client.post(reverse("suggest_words") + "?original=1", open_page))
    form = Form(answer.text)
    again = client.post(form.address, form.sent)

    assert (answer.status_code, answer["Cache-Control"], answer["Retry-After"]) == (503, "no-store", "60")
    assert (form.method, form.address, form.sent) == ("post", "/suggest/words/?original=1", open_page)
    assert ("早高峰&lt;b&gt;被擋住&lt;/b&gt;。<br>車主電話 13864210975。" in answer.text, TITLE in answer.text) == (
        True,
        True,
    )
    assert (again.status_code, Draft.objects.get().filled["title"]) == (302, WORDS["title"])


@pytest.mark.parametrize(("prefix", "lang"), [("", "zh-Hant"), ("/zh-hans", "zh-Hans"), ("/en", "en")])
def test_it_answers_in_the_language_of_the_form(client, away, prefix, lang):
    address, sent = f"{prefix}/suggest/", {"section": "", "csrfmiddlewaretoken": token(client)}
    answer = away(lambda: client.post(address, sent))

    assert (answer.status_code, f'<html lang="{lang}">' in answer.text) == (503, True)
    assert Form(answer.text).address == address


def test_what_was_filed_before_the_database_went_is_filed_once(away, monkeypatch):
    client = Client(raise_request_exception=False)
    page = fill(client)
    receive = type(Suggestion.objects).receive

    def cut_off(self, **fields):
        receive(self, **fields)
        raise OperationalError("the connection is lost")

    with monkeypatch.context() as patch:
        patch.setattr(type(Suggestion.objects), "receive", cut_off)
        answer = post(client, "suggest_check", {"fingerprint": page.context["fingerprint"]})
    form = Form(answer.text)
    again = client.post(form.address, form.sent)

    assert (answer.status_code, again.headers["Location"]) == (503, reverse("suggest_receipt"))
    assert (Suggestion.objects.count(), client.get(again.headers["Location"]).status_code) == (1, 200)


@pytest.mark.parametrize(
    ("name", "sent", "secrets"),
    [
        ("status_lookup", {"number": "2026-0051", "secret": "4826 1937 5520"}, ["2026-0051", "4826"]),
        ("admin:login", {"username": "triage", "password": "a long password"}, ["a long password"]),
        (
            "admin:password_change",
            {"old_password": "the old one", "new_password1": "the new one"},
            ["the old", "the new"],
        ),
    ],
)
def test_what_opens_something_is_not_given_back(client, away, triage_officer, name, sent, secrets):
    client.force_login(triage_officer)
    sent["csrfmiddlewaretoken"] = token(client)
    answer = away(lambda: client.post(reverse(name), sent | {"title": "另一段文字"}))

    assert (answer.status_code, [secret in answer.text for secret in secrets]) == (503, [False] * len(secrets))
    assert ("<form" in answer.text, "請在上一頁重新填寫" in answer.text) == (False, True)


def test_the_words_of_staff_come_back_to_their_browser(client, away, office):
    suggestion = make_suggestion(stage=Stage.ACCEPTED)
    client.force_login(office.triage_officer)
    address = reverse("admin:feedback_suggestion_do", args=[suggestion.pk, "note"])
    sent = {"body": "已經電話核實過地點。", "revision": "1", "csrfmiddlewaretoken": token(client)}
    answer = away(lambda: client.post(address, sent))

    assert (answer.status_code, Form(answer.text).address, Form(answer.text).sent) == (503, address, sent)


def test_words_that_another_site_sends_get_no_button(client, away, office):
    """Met before the token was looked at: the session of staff is asked for first."""
    client.force_login(office.triage_officer)
    token(client)
    sent = {"body": "別的網站替您寫的一段話。"}
    answer = away(lambda: client.post(reverse("admin:feedback_suggestion_add"), sent))

    assert (answer.status_code, "<form" in answer.text, "返回上一頁" in answer.text) == (503, False, True)


def test_a_file_has_to_be_chosen_again(client, away, office):
    client.force_login(office.triage_officer)
    sent = {
        "campaign": "一個活動",
        "file": SimpleUploadedFile("建議.xlsx", b"PK"),
        "csrfmiddlewaretoken": token(client),
    }
    answer = away(lambda: client.post(reverse("admin:feedback_suggestion_import"), sent))

    assert (answer.status_code, "<form" in answer.text, "重新選擇" in answer.text) == (503, False, True)


def test_the_page_asks_nothing_of_the_database(rf, django_assert_num_queries, db):
    Client().get("/about/")  # the words that are not converted are known
    request = rf.post("/suggest/words/", WORDS | PERSON)
    with django_assert_num_queries(0):
        assert unsaved.unavailable(request, OperationalError()).status_code == 503


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        ("", False), ("on", False), ("suggestion", False), ("12", False), ("9f86d081884c7d659a2feaa0c55ad015", False),
        ("停車", True), ("13864210975", True), ("a broken lamp", True), ("a@example.cn", True), ("Wang", True),
    ],
)  # fmt: skip
def test_what_the_page_sent_of_itself_is_not_shown_as_typed(text, is_shown):
    assert (unsaved.OF_THE_PAGE.fullmatch(text) is None) is is_shown
