"""What pages say of a suggestion whose words were erased: that they were, and why; everything else goes on."""

import pytest
from django.urls import reverse

from feedback.desk.queries.suggestions import every
from feedback.rules.erasing import ERASED, ErasureReason
from feedback.rules.workflow import Stage, Verb
from portal.search import Query
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

WORD = "丹頂鶴"
NOTE = "本人憑回執要求刪除。"
PAGE, DO = "admin:feedback_suggestion_change", "admin:feedback_suggestion_do"


@pytest.fixture
def receipt(office):
    """Answered and public; everything in it says the word."""
    receipt = factories.make_receipt(
        title=f"{WORD}標題", body=f"{WORD}內容", name=WORD, contact="13864210975", place=WORD, has_consent=True,
        category=factories.make_category(unit=office.unit),
    )  # fmt: skip
    factories.bring(receipt.suggestion, to=Stage.IN_PROGRESS)
    factories.release(receipt.suggestion, title=f"{WORD}公開", body=f"{WORD}公開內容")
    factories.reply(receipt.suggestion, body=f"{WORD}答覆")
    return receipt


@pytest.fixture
def erased(receipt):
    factories.erase(receipt.suggestion, reason=ErasureReason.ASKED, note=NOTE)
    return receipt


def test_its_page_says_that_and_why_and_still_when_and_where_it_stands(client, erased):
    text = client.get(erased.suggestion.get_absolute_url()).text
    told = ["文字已依法銷毀", "本人要求刪除", NOTE, erased.number, "這裡只公開編號、階段、日期和原因。"]
    assert ([each in text for each in told], WORD in text, "憑回執查看內容" in text) == ([True] * 5, False, False)


def test_in_english_it_says_so_too(client, erased, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert client.get(f"/en{erased.suggestion.get_absolute_url()}").status_code == 200


def test_the_receipt_still_opens_what_is_left(client, erased):
    client.post(reverse("status_lookup"), {"number": erased.number, "secret": erased.secret})
    text = client.get(reverse("status_detail")).text
    assert (WORD in text, "無法恢復" in text, ERASED in text, NOTE in text) == (False, True, True, True)


def test_lists_and_feeds_have_it_without_words(client, erased):
    board = client.get(reverse("suggestion_list"), {"stubs": 1}).text
    assert (f"{erased.number}：文字已依法銷毀" in board, WORD in board) == (True, False)


def test_no_search_finds_what_was_there(receipt):
    found = [every().mentioning_at_desk(Query(WORD)).count()]
    factories.erase(receipt.suggestion)
    assert [*found, every().mentioning_at_desk(Query(WORD)).count()] == [1, 0]


def test_what_is_counted_stays(receipt):
    before = factories.tally()
    factories.erase(receipt.suggestion)
    assert factories.tally() == before


def test_the_desk_tells_that_it_is_proposed_and_what_goes_before_it_is_confirmed(client, receipt, office):
    factories.propose_erasure(receipt.suggestion, note=NOTE)
    client.force_login(office.supervisor)
    page = client.get(reverse(PAGE, args=[receipt.suggestion.pk])).text
    asked = client.get(reverse(DO, args=[receipt.suggestion.pk, Verb.ERASE])).text
    assert ["須由另一位同事確認" in page, NOTE in page, "銷毀哪些內容" in page] == [True, True, False]
    assert ["銷毀哪些內容" in asked, "保留哪些內容" in asked, NOTE in asked] == [True, True, True]


def test_nobody_confirms_without_saying_that_they_know(client, receipt, office):
    factories.propose_erasure(receipt.suggestion)
    client.force_login(office.supervisor)
    address = reverse(DO, args=[receipt.suggestion.pk, Verb.ERASE])
    answers = [
        client.post(address, {"revision": receipt.suggestion.revision} | known).status_code
        for known in ({}, {"is_known": "on"})
    ]
    receipt.suggestion.refresh_from_db()
    assert (answers, receipt.suggestion.title) == ([200, 302], ERASED)


def test_erased_the_desk_says_so_and_offers_no_further_erasure(client, erased, office):
    client.force_login(office.supervisor)
    text = client.get(reverse(PAGE, args=[erased.suggestion.pk])).text
    proposing = reverse(DO, args=[erased.suggestion.pk, Verb.PROPOSE_ERASURE])
    assert ("依法銷毀，原因見辦理記錄。" in text, WORD in text, proposing in text) == (True, False, False)


def test_all_verbs_are_told_in_the_timeline_after_their_words_went(client, office, other_unit, other_handler):
    """Whatever a sentence is made of stays."""
    one = factories.make_registered(title="來電", stage=Stage.ASSIGNED, has_consent=True)
    people = {"by": office.triage_officer, "now": NOW}
    one.correct_intake("聽錯了。", title="更正", body="更正的內容", **people)
    factories.involve(one, other_unit, words="請看。")
    one.contribute(other_unit, "已看。", by=other_handler, now=NOW)
    factories.extend(one)
    factories.instruct(one)
    one.send_back("不歸我們。", by=office.supervisor, now=NOW)
    one.assign(office.unit, **people)
    one.start(by=office.handler, now=NOW)
    factories.reply(one)
    factories.correct(one)
    one.approve_correction(by=office.reviewer, now=NOW)
    factories.rate(one, "five_very_dissatisfied", comment="不行。", has_consent=True)
    factories.erase(one)
    client.force_login(office.supervisor)
    answers = [client.get(reverse(PAGE, args=[one.pk])), client.get(one.get_absolute_url())]
    assert [answer.status_code for answer in answers] == [200, 200]


def test_what_was_begun_before_is_given_back_and_not_kept(client, receipt, office):
    """Whoever drafts meanwhile may have quoted what is gone."""
    one = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    seen = one.revision
    factories.erase(one)
    client.force_login(office.handler)
    address = reverse(DO, args=[one.pk, Verb.DRAFT_REPLY])
    words = {"revision": seen, "body": f"您說{WORD}", "outcome": "adopted"}
    pages = [client.post(address, words | aside, follow=True).text for aside in ({}, {"aside": "keep"})]
    assert ([WORD in page for page in pages], one.writings.exclude(body="").count()) == ([True, True], 0)
    one.refresh_from_db()
    client.post(address, words | {"revision": one.revision, "body": "另寫一份", "aside": "keep"})
    assert one.writings.get().body == "另寫一份"
