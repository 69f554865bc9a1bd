"""Nothing typed at the desk is lost by leaving: every form, every way out, and to whom the words come back."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from zeal import zeal_ignore

from feedback.models import ReplyTemplate, Status, Suggestion
from feedback.rules.roles import Role
from feedback.rules.workflow import Outcome, Stage, Verb
from portal.accounts.kept_words import FIELD, seal
from portal.tables.kept_words import MOST_CHARACTERS, MOST_KEPT, KeptWords
from tests import factories
from tests.factories import at
from tests.portal.accounts.signing_in.test_signing_in import PASSWORD, code_at, enrol

NOW = at("2020-12-01 10:00")
KEPT = "staff_kept"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture(autouse=True)
def clock(time_machine, settings):
    """It stands still until a test moves it; a password is enough to sign in."""
    settings.STAFF_TOTP = False
    time_machine.move_to(NOW, tick=False)
    return time_machine


def make_officer(username, unit):
    user = factories.make_user(username=username, roles=list(Role), units=[unit], is_superuser=True)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def officer(office):
    return make_officer("officer", office.unit)


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def hidden(response):
    """What the form of the page sends along."""
    form = response.text.split('<div id="content"')[-1]
    return dict(HIDDEN.findall(form))


def sign_in(client, username="officer", **extra):
    page = client.get(reverse("admin:login"))
    data = hidden(page) | {"username": username, "password": PASSWORD, **extra}
    return client.post(reverse("admin:login"), data)


def sign_out(client):
    token = HIDDEN.search(client.get(reverse("admin:index")).text)[2]
    client.post(reverse("admin:logout"), {"csrfmiddlewaretoken": token})


def do(suggestion, verb):
    return reverse("admin:feedback_suggestion_do", args=[suggestion.pk, verb])


def opened(browser):
    """{address: what is sent to it} of every kind of form that the desk has, opened and filled in."""
    received = factories.make_suggestion()
    working = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    template = ReplyTemplate.objects.create(name="範本", body="您好。")
    status = Status.objects.get(pk=working.status_id)
    pages = {
        do(working, Verb.DRAFT_REPLY): {"body": "起草時寫的話。", "outcome": Outcome.EXPLAINED},
        do(received, Verb.PROPOSE_DECLINE): {"reason": "not_ours", "note": "不受理時寫的話。"},
        reverse("admin:feedback_suggestion_add"): {"title": "短", "body": "登記時寫的話。", "contact": "13864210975"},
        reverse("admin:feedback_replytemplate_add"): {"name": "新範本", "body": "範本裡寫的話。"},
        reverse("admin:feedback_replytemplate_change", args=[template.pk]): {"name": "範本", "body": "改範本的話。"},
        reverse("admin:feedback_status_change", args=[status.pk]): {"explanation": "對市民說明的話。"},
        reverse("admin:feedback_suggestion_import"): {"campaign": "1", "file": SimpleUploadedFile("x.csv", b"a,b")},
    }
    sent = {address: hidden(browser.get(address)) | fields for address, fields in pages.items()}
    bulk = reverse("admin:feedback_suggestion_bulk")
    listed = hidden(browser.get(reverse("admin:feedback_suggestion_changelist")))
    picked = listed | {"verb": Verb.ASSIGN, "picked": f"{received.pk}.{received.revision}"}
    sent[bulk] = hidden(browser.post(bulk, picked)) | picked | {"remark": "成批轉辦時寫的話。"}
    return sent


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


@pytest.fixture
def lost(browser, officer):
    """An officer whose answer was sent with a page that had expired: (suggestion, kept)."""
    sign_in(browser)
    working = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    data = hidden(browser.get(do(working, Verb.DRAFT_REPLY)))
    data |= {"body": "起草時寫的話。", "outcome": Outcome.NOT_ADOPTED, "outcome_reason": "路窄。", "is_checked": "on"}
    del browser.cookies["csrftoken"]
    browser.post(do(working, Verb.DRAFT_REPLY), data)
    return working, KeptWords.objects.get()


def test_the_form_is_filled_with_them_and_may_be_sent(browser, lost):
    working, _kept = lost
    page = browser.get(reverse(KEPT)).text
    address = re.search(r'href="([^"]+\?kept=\d+)"', page)[1]
    form = browser.get(address).context["form"]
    values = {name: form[name].value() for name in ("body", "outcome", "outcome_reason", "is_checked", "revision")}
    sent = {**values, "is_checked": "", "revision": working.revision, **hidden(browser.get(address))}
    response = browser.post(address, sent)
    assert values == {
        "body": "起草時寫的話。",
        "outcome": "not_adopted",
        "outcome_reason": "路窄。",
        "is_checked": None,
        "revision": working.revision,
    }
    assert (response.status_code, working.replies.get().body) == (302, "起草時寫的話。")


@pytest.mark.parametrize("verb", [Verb.ASSIGN, Verb.MERGE, Verb.RECATEGORISE, Verb.EXTEND, Verb.LABEL])
@pytest.mark.parametrize("typed", ["1", "99999", "x", "9" * 30])
def test_whatever_was_chosen_then_the_filled_form_opens(browser, officer, verb, typed):
    sign_in(browser)
    factories.make_category()
    factories.make_label()
    factories.make_unit(name="第二單位")
    working = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    names = ("unit", "handler", "main", "category", "days", "labels", "note")
    data = hidden(browser.get(do(working, verb))) | dict.fromkeys(names, typed)
    del browser.cookies["csrftoken"]
    browser.post(do(working, verb), data)
    response = browser.get(f"{do(working, verb)}?kept={KeptWords.objects.get().pk}")
    assert response.status_code == 200


@pytest.mark.parametrize("key", ["x", "99999", "9" * 40, "-1", ""])
def test_an_address_that_names_no_kept_words_opens_the_form(browser, lost, key):
    working, _kept = lost
    form = browser.get(f"{do(working, Verb.DRAFT_REPLY)}?kept={key}").context["form"]
    assert form["body"].value() is None


def test_nobody_else_gets_them(lost, office):
    working, kept = lost
    make_officer("second", office.unit)
    other = Client()
    sign_in(other, "second")
    form = other.get(f"{do(working, Verb.DRAFT_REPLY)}?kept={kept.pk}").context["form"]
    other.post(reverse("staff_kept_forget", args=[kept.pk]))
    assert (form["body"].value(), KeptWords.objects.count(), other.get(reverse(KEPT)).context["kept"]) == (None, 1, [])


def test_they_are_told_of_at_home_and_gone_when_they_are_not_needed(browser, lost):
    _working, kept = lost
    home = browser.get(reverse("admin:index")).text
    page = browser.get(reverse(KEPT))
    gone = browser.post(reverse("staff_kept_forget", args=[kept.pk]), hidden(page))
    assert ("您有 1 份寫了而沒有提交成功的內容" in home, gone.url, KeptWords.objects.count()) == (
        True,
        reverse("admin:index"),
        0,
    )


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
