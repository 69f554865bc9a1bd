"""No way out of a form is one on which what was typed is lost: every form in which somebody writes, by every exit."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from feedback.models import Draft, Rating, Suggestion
from feedback.rules.workflow import Score, Stage
from tests.factories import NOW, make_receipt, make_suggestion, office
from tests.feedback.pages.nothing_typed_is_lost.leaving import Form, stand_in
from tests.feedback.passage import PERSON, WORDS, fill, send

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

MINE = "/status/mine/"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def client():
    """A browser that checks forms as in service, and says where they come from as today's do."""
    return Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})


class Writer:
    """Somebody in the middle of a form: the page it stands on, and what they typed, which it would refuse."""

    def __init__(self, client, page, typed, send):
        self.client, self.page, self.typed, self.send = client, page, typed, send
        self.form = Form(client.get(page))

    def press(self, label, **more):
        return self.form.press(self.client, label, self.typed, **more)

    def finds_it_in(self, page):
        return stand_in(page, self.typed)

    def finds_it_again(self):
        return self.finds_it_in(self.client.get(self.page))


def begun(client):
    page = client.get(reverse("suggest_start"))
    client.post(reverse("suggest_start"), {"csrfmiddlewaretoken": page.context["csrf_token"]})


def words(client):
    begun(client)
    typed = {"title": "路燈又滅了", "body": "夜裡黑，\u3000看不清路", "place": "延吉路東口"}
    return Writer(client, reverse("suggest_words"), typed, "下一步")


def person(client):
    begun(client)
    typed = {"name": "王曉梅", "contact": "寫了一半的電話 1386421"}
    return Writer(client, reverse("suggest_person"), typed, "下一步")


def with_receipt(client, typed, send, receipt):
    client.receipt = receipt
    page = client.get(reverse("status_lookup"))
    sent = {"number": receipt.number, "secret": receipt.secret, "csrfmiddlewaretoken": page.context["csrf_token"]}
    client.post(reverse("status_lookup"), sent)
    return Writer(client, MINE, typed, send)


def rating(client):
    typed = {"comment": "說得很清楚，但是燈還沒有修"}
    return with_receipt(client, typed, "提交評議", make_receipt(flow="of a writer", stage=Stage.REPLIED))


def too_long(client):
    typed = {"reason": "這條路歸交警管，" + "我問過了" * 300}
    return with_receipt(client, typed, "提出異議", make_receipt(flow="of a writer", stage=Stage.DECLINED))


def answering(client):
    receipt = make_receipt(flow="of a writer", stage=Stage.IN_PROGRESS)
    receipt.suggestion.ask("是由東向西的方向嗎？", by=office().handler, now=NOW)
    return with_receipt(client, {"answer": "是的，由東向西" * 200}, "提交回答", receipt)


def looking_up(client):
    return Writer(client, reverse("status_lookup"), {"number": "2020 年第 9 封", "secret": "1234 5678"}, "查詢")


STEPS = {"words": words, "person": person}
BY_RECEIPT = {"rating": rating, "objection": too_long, "answer": answering}
FORMS = STEPS | BY_RECEIPT | {"look-up": looking_up}


def every(forms):
    return pytest.mark.parametrize("form", forms.values(), ids=[*forms])


@every(FORMS)
@pytest.mark.parametrize(("label", "prefix"), [("繁體", ""), ("简体", "/zh-hans"), ("English", "/en")])
def test_another_language_shows_it(client, form, label, prefix):
    writer = form(client)
    page = writer.press(label)
    assert (page.request["PATH_INFO"], writer.finds_it_in(page)) == (prefix + writer.page, True)


@every(FORMS)
def test_larger_type_and_the_way_back_from_there(client, form):
    writer = form(client)
    page = writer.press("大字版")
    assert page.request["PATH_INFO"] == reverse("comfort_choice")
    sent = {"size": "large", "next": page.context["form"]["next"].value()}
    back = client.post(
        reverse("comfort_choice"), sent | {"csrfmiddlewaretoken": page.context["csrf_token"]}, follow=True
    )
    assert (back.request["PATH_INFO"], writer.finds_it_in(back)) == (writer.page, True)


@every(FORMS)
def test_a_refusal_is_a_page_that_can_be_gone_back_to_and_read_again(client, form):
    """Seen: ERR_CACHE_MISS, for a page that answers what was sent is kept by no browser."""
    writer = form(client)
    page = writer.press(writer.send)
    assert (page.request["REQUEST_METHOD"], page.status_code, "請改正下面標出的內容" in page.text) == ("GET", 200, True)
    assert (page.request["PATH_INFO"], writer.finds_it_in(page), writer.finds_it_again()) == (writer.page, True, True)


@every(FORMS)
def test_a_page_whose_token_is_gone_gives_it_back_to_be_sent_again(client, form):
    writer = form(client)
    del client.cookies["csrftoken"]
    page = writer.press(writer.send)
    assert (page.status_code, writer.finds_it_in(page)) == (403, True)
    sent = dict(page.context["sent"]) | {"csrfmiddlewaretoken": page.context["csrf_token"]}
    again = client.post(page.context["action"], sent, follow=True)
    assert (again.status_code, writer.finds_it_in(again)) == (200, True)


@every(FORMS)
def test_all_that_a_browser_held_is_gone(client, form):
    writer = form(client)
    client.cookies.clear()
    page = writer.press(writer.send)
    sent = dict(page.context["sent"]) | {"csrfmiddlewaretoken": page.context["csrf_token"]}
    again = client.post(page.context["action"], sent, follow=True)
    if hasattr(client, "receipt"):
        again = look_up_again(client)
    assert (writer.finds_it_in(page), writer.finds_it_in(again)) == (True, True)


def look_up_again(client, receipt=None):
    receipt, page = receipt or client.receipt, client.get(reverse("status_lookup"))
    sent = {"number": receipt.number, "secret": receipt.secret, "csrfmiddlewaretoken": page.context["csrf_token"]}
    return client.post(reverse("status_lookup"), sent, follow=True)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_sends_is_neither_kept_nor_shown(client, site):
    writer = words(client)
    del writer.form.sent["csrfmiddlewaretoken"]
    page = writer.press(writer.send, headers={"sec-fetch-site": site})
    assert (page.status_code, writer.finds_it_in(page), writer.finds_it_again()) == (403, False, False)


@every(STEPS)
def test_what_is_given_back_goes_along_into_another_language(client, form):
    writer = form(client)
    del client.cookies["csrftoken"]
    page = Form(writer.press(writer.send)).press(client, "简体", {})
    assert (page.request["PATH_INFO"], writer.finds_it_in(page)) == ("/zh-hans" + writer.page, True)


def test_what_is_given_back_is_text_and_nothing_else(client):
    writer = words(client)
    writer.typed["body"] = '"><script>alert(1)</script>'
    del client.cookies["csrftoken"]
    assert "<script>alert" not in writer.press(writer.send).text


# The form of a suggestion.


@every(STEPS)
def test_a_step_back_keeps_it(client, form):
    writer = form(client)
    [label] = {"返回須知", "返回上一步"} & writer.form.buttons.keys()
    writer.press(label)
    assert writer.finds_it_again()


@every(STEPS)
@pytest.mark.parametrize("lost", ["draft", "cookie", "both", "days"])
@pytest.mark.parametrize("label", ["下一步", "简体", "大字版"])
def test_a_step_without_a_draft_begins_one_from_what_was_sent(client, form, lost, label, time_machine):
    """Seen: the start page, and all gone."""
    writer = form(client)
    if lost in ("draft", "both"):
        Draft.objects.all().delete()
    if lost in ("cookie", "both"):
        del client.cookies["flow"]
    if lost == "days":
        time_machine.move_to(NOW + timedelta(days=3), tick=False)
    writer.press(label)
    assert writer.finds_it_again()


@pytest.mark.parametrize("step", ["suggest_person", "suggest_check", "suggest_similar"])
def test_the_steps_before_it_are_carried_along_and_outlive_the_draft(step, client):
    client = Client()
    related = make_suggestion(title=WORDS["title"], has_consent=True)
    related.release(WORDS["title"], WORDS["body"], by=office().triage_officer, now=NOW)
    fill(client, person={"is_under_14": "on", "guardian_name": "王強", "guardian_consent": "on"})
    before = Draft.objects.get().filled
    carried = dict(client.get(reverse(step)).context["carried"])
    Draft.objects.all().delete()
    del client.cookies["flow"]
    own = PERSON | {"is_under_14": "on", "guardian_name": "王強", "guardian_consent": "on"}
    client.post(reverse(step), carried | (own if step == "suggest_person" else {}))
    after = client.get(reverse("suggest_check")).context
    names = ("title", "body", "name", "contact", "guardian_name")
    assert [getattr(after["preview"], name) for name in names] == [before[name] for name in names]
    assert Suggestion.objects.count() == 1


@every(STEPS)
def test_whoever_begins_too_often_reads_it_and_may_send_it_later(client, form, settings):
    settings.BEGUN_PER_HOUR_NETWORK = settings.BEGUN_PER_HOUR_BROWSER = 1
    writer = form(client)
    del client.cookies["flow"]
    page = writer.press("下一步")
    assert (page.status_code, writer.finds_it_in(page)) == (429, True)
    settings.BEGUN_PER_HOUR_NETWORK = settings.BEGUN_PER_HOUR_BROWSER = 0
    sent = dict(page.context["sent"]) | {"csrfmiddlewaretoken": page.context["csrf_token"]}
    client.post(page.context["action"], sent)
    assert writer.finds_it_again()


def test_what_was_typed_after_sending_goes_back_and_becomes_another_one():
    client = Client()
    page = fill(client)
    old = Form(client.get(reverse("suggest_words")))
    send(client, page)
    changed = WORDS | {"title": "另一件：路燈滅了"}

    given_back = old.press(client, "下一步", changed)

    assert ("另一件：路燈滅了" in given_back.text, Draft.objects.count()) == (True, 0)
    assert client.get(reverse("suggest_receipt")).context["suggestion"].number == "2020-0001"
    client.post(given_back.context["action"], dict(given_back.context["sent"]))
    assert client.get(reverse("suggest_words")).context["form"]["title"].value() == "另一件：路燈滅了"


def test_what_was_sent_already_leads_to_the_receipt():
    client = Client()
    page = fill(client)
    old = Form(client.get(reverse("suggest_words")))
    send(client, page)
    assert old.press(client, "下一步", WORDS).redirect_chain == [(reverse("suggest_receipt"), 302)]


# Two pages of one step.


def two_pages(client):
    begun(client)
    return Form(client.get(reverse("suggest_words"))), Form(client.get(reverse("suggest_words")))


OLDER, NEWER = {"title": "舊頁", "body": "舊頁裡寫的話"}, {"title": "新頁", "body": "新頁裡寫的話"}


def saved(client, form, typed):
    return client.post(form.address, form.sent | typed | {"save": "yes"}).json()


def test_what_is_typed_is_saved_by_itself(client):
    form, _other = two_pages(client)
    assert [saved(client, form, typed) for typed in (OLDER, NEWER)] == [{"kept": True}] * 2
    assert stand_in(client.get(reverse("suggest_words")), NEWER)


def test_an_older_page_saves_nothing_over_a_newer_draft(client):
    older, newer = two_pages(client)
    assert (saved(client, newer, NEWER), saved(client, older, OLDER)) == ({"kept": True}, {"kept": False})
    assert stand_in(client.get(reverse("suggest_words")), NEWER)


@pytest.mark.parametrize("label", ["下一步", "返回須知", "简体"])
def test_an_older_page_that_is_sent_replaces_nothing_and_is_shown_beside_it(client, label):
    older, newer = two_pages(client)
    saved(client, newer, NEWER)
    older.press(client, label, OLDER)
    page = client.get(reverse("suggest_words"))
    assert (stand_in(page, OLDER), stand_in(page, NEWER)) == (True, True)
    assert page.context["form"]["title"].value() == NEWER["title"]


def test_the_same_page_is_sent_while_its_saving_is_under_way(client):
    form, _other = two_pages(client)
    saved(client, form, OLDER)
    form.press(client, "下一步", NEWER)
    assert (Draft.objects.get().asides, Draft.objects.get().filled["title"]) == ([], "新頁")


def test_a_second_click_is_no_other_page():
    client = Client()
    form, _other = two_pages(client)
    for _click in range(2):
        form.press(client, "下一步", WORDS | {"title": " 小學門口的斑馬線 "})
    assert (Draft.objects.get().asides, Draft.objects.get().filled["title"]) == ([], "小學門口的斑馬線")


def test_saving_by_itself_begins_a_draft_and_never_wakes_one_that_was_sent():
    client = Client()
    form, _other = two_pages(client)
    del client.cookies["flow"]
    assert [saved(client, form, typed) for typed in (OLDER, NEWER)] == [{"kept": True}] * 2
    assert stand_in(client.get(reverse("suggest_words")), NEWER)
    send(client, fill(client))
    assert (saved(client, form, NEWER), Draft.objects.filter(payload="").count()) == ({"kept": False}, 0)


# What is done with a receipt.


@every(BY_RECEIPT)
@pytest.mark.parametrize("lost", ["cookie", "hours"])
@pytest.mark.parametrize("by", ["send", "大字版", "結束查詢"])
def test_words_typed_with_a_receipt_wait_for_whoever_opens_it_again(client, form, lost, by, time_machine):
    writer = form(client)
    if lost == "cookie":
        del client.cookies["receipt"]
    else:
        time_machine.move_to(NOW + timedelta(hours=3), tick=False)
    page = writer.press(writer.send if by == "send" else by)
    assert page.request["PATH_INFO"] == reverse("status_lookup")
    assert (writer.finds_it_in(page), writer.finds_it_in(look_up_again(client))) == (False, True)


@every(BY_RECEIPT)
def test_the_end_of_a_look_up_leaves_it_with_the_receipt_alone(client, form):
    writer = form(client)
    page = writer.press("結束查詢")
    assert ("您寫的還沒有提交" in page.text, writer.finds_it_in(client.get(MINE, follow=True))) == (True, False)
    assert writer.finds_it_in(look_up_again(client))


@every(BY_RECEIPT)
def test_nobody_else_reads_it(client, form, citizen):
    writer = form(client)
    writer.press("简体")
    assert writer.finds_it_again()
    stranger = Client(enforce_csrf_checks=True)
    assert writer.finds_it_in(look_up_again(stranger, citizen)) is False


def test_nobody_plants_words_under_the_number_of_another(client, citizen):
    """The page says by which receipt it was opened; a number alone is public."""
    writer = rating(client)
    mine = client.receipt
    forged = writer.form.sent | {"number": citizen.number, "comment": "冒名的話"}
    page = client.post(reverse("status_rate"), forged, follow=True)
    assert "這一頁是另一件建議的" in page.text
    found = [kept.filled["comment"] for kept in Draft.objects.all()]
    assert (found, "冒名的話" in look_up_again(client, mine).text) == (["冒名的話"], True)
    assert "冒名的話" not in look_up_again(client, citizen).text


def test_without_a_proof_the_page_carries_the_words_through_the_look_up(client):
    writer = rating(client)
    writer.form.sent |= {"opened": "forged"}
    del client.cookies["receipt"]
    page = writer.press("提交評議")
    assert (writer.finds_it_in(page), Draft.objects.count()) == (True, 0)
    wrong = Form(page).press(client, "查詢", {"number": client.receipt.number, "secret": "0"})
    right = Form(wrong).press(client, "查詢", {"number": client.receipt.number, "secret": client.receipt.secret})
    assert (writer.finds_it_in(wrong), writer.finds_it_in(right)) == (True, True)


def test_a_receipt_issued_anew_does_not_open_the_words_of_the_lost_one(client):
    writer = rating(client)
    writer.press("简体")
    client.receipt.suggestion.refresh_from_db()
    client.receipt.suggestion.secret_digest = "0" * 64
    client.receipt.suggestion.save()
    assert client.get(MINE, follow=True).request["PATH_INFO"] == reverse("status_lookup")
    assert Draft.objects.count() == 1


def test_words_that_can_no_longer_be_sent_are_shown_to_be_copied(client):
    writer = rating(client)
    suggestion = client.receipt.suggestion
    suggestion.refresh_from_db()
    suggestion.rate(Score.SATISFIED, now=NOW)
    page = writer.press("提交評議", headers={})
    assert (writer.finds_it_in(page), "現在已經不能提交" in page.text) == (True, True)
    assert page.context["rate_form"] is None


def test_what_was_sent_is_kept_no_longer(client):
    writer = rating(client)
    writer.press("简体")
    writer.typed["score"] = "satisfied"
    writer.form = Form(client.get(MINE))
    writer.press("提交評議")
    assert (Rating.objects.get().comment, Draft.objects.count()) == (writer.typed["comment"], 0)


def test_a_look_up_that_has_to_wait_gives_back_what_was_typed(client, settings):
    settings.WRONG_RECEIPTS_BROWSER = settings.WRONG_RECEIPTS_NETWORK = 1
    writer = looking_up(client)
    writer.typed["number"] = "2020-0999"
    writer.press("查詢")
    page = writer.press("查詢")
    assert (page.status_code, writer.finds_it_in(page)) == (429, True)
    assert writer.finds_it_in(Form(page).press(client, "简体", writer.typed))


def test_what_was_typed_to_look_up_is_sealed_in_the_browser_and_gone_with_the_look_up(client, citizen):
    writer = looking_up(client)
    writer.press("简体")
    cookie = client.cookies["lookup"]
    assert ("1234" in cookie.value, cookie["max-age"], cookie["httponly"]) == (False, 300, True)
    look_up_again(client, citizen)
    assert client.cookies["lookup"].value == ""


@every(FORMS)
def test_enter_presses_the_button_of_the_form_and_no_language(client, form):
    assert "name" not in form(client).form.default
