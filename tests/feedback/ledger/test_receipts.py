"""The receipt's promise, the second code on paper, and the proof for whoever shows the receipt."""

import json
import re
from datetime import timedelta
from html import unescape
from urllib.parse import unquote

import pytest
from django.test import Client

from feedback.models import Suggestion
from portal.ledger import promises
from portal.ledger.models import Entry
from portal.tlog import proofs
from tests import factories
from tests.factories import NOW
from tests.feedback.ledger.entered import entered, opened_by
from tests.feedback.passage import fill, opened, send

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]
STATUS, PROOF = "/status/mine/", "/status/proof/"


@pytest.fixture
def sent(client):
    """What was just sent from this browser, with its entry."""
    send(client, fill(client))
    suggestion = Suggestion.objects.get()
    entered(suggestion, is_signed=False)
    return suggestion


def promise_of(suggestion):
    return promises.promise_of(Entry.objects.of(suggestion.number).first())


def test_the_receipt_carries_the_promise_as_text_and_as_a_file(client, sent):
    page = client.get("/suggest/receipt/").text
    promise = promise_of(sent)
    file = re.search(r'href="data:text/plain;charset=utf-8,([^"]+)" download="([^"]+)"', page)
    assert (unquote(file[1]), file[2]) == (promise, f"{sent.number}.promise.txt")
    assert promise in unescape(page)


def test_a_reload_shows_the_same_promise(client, sent):
    assert [promise_of(sent) in unescape(client.get("/suggest/receipt/").text) for _ in range(2)] == [True, True]


def test_the_second_code_says_number_salt_and_hash_and_never_the_secret(client, sent, monkeypatch):
    drawn = codes(monkeypatch)
    secret = client.get("/suggest/receipt/").context["secret"]
    [entry] = Entry.objects.of(sent.number)
    assert drawn[-1] == promises.on_paper(entry)
    assert [text for text in drawn if secret.replace(" ", "").replace("-", "") in text.replace("-", "")] == []


def codes(monkeypatch):
    """The texts of which a code was drawn."""
    import segno

    drawn, make = [], segno.make

    def keep(text, **how):
        drawn.append(text)
        return make(text, **how)

    monkeypatch.setattr(segno, "make", keep)
    return drawn


@pytest.fixture
def no_entries(monkeypatch):
    """What was sent before there was a ledger, and is not stated yet."""
    monkeypatch.setattr("feedback.ledger.additions.first_of", lambda numbers: {})


def test_a_receipt_without_an_entry_is_as_before(client, no_entries):
    send(client, fill(client))
    page = client.get("/suggest/receipt/")
    assert (page.status_code, "收到的憑證" in page.text) == (200, False)


def test_the_status_page_says_when_the_proof_will_be_there(client):
    receipt = opened(client)
    entered(receipt.suggestion, is_signed=False)
    page = client.get(STATUS).text
    assert ("最遲一小時" in page, PROOF in page, promise_of(receipt.suggestion) in unescape(page)) == (
        True,
        False,
        True,
    )


def test_a_promise_that_was_not_kept_is_admitted(client, time_machine):
    receipt = opened(client)
    entered(receipt.suggestion, is_signed=False)
    time_machine.move_to(NOW + timedelta(minutes=61), tick=False)
    page = client.get(STATUS).text
    assert ("這是我們的問題" in page, promise_of(receipt.suggestion) in unescape(page)) == (True, True)


def test_the_proof_is_one_file_with_the_words(client, monkeypatch):
    receipt = opened(client)
    entry = entered(receipt.suggestion)
    opened_by(monkeypatch, entry, {"title": "香港中路"})
    assert PROOF in client.get(STATUS).text

    answer = client.get(PROOF)
    told = json.loads(proofs.parsed(answer.text).extra)
    assert (json.loads(told["opening"]), told["entry"].encode()) == ({"title": "香港中路"}, bytes(entry.data))
    assert [answer[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")] == [
        "text/plain; charset=utf-8", f'attachment; filename="{receipt.number}.tlog-proof"',
        "max-age=0, no-cache, no-store, must-revalidate, private",
    ]  # fmt: skip
    assert receipt.secret not in answer.text


def test_of_what_was_erased_the_proof_has_no_words_and_says_so(client):
    receipt = opened(client)
    entered(receipt.suggestion)
    factories.erase(receipt.suggestion)
    told = json.loads(proofs.parsed(client.get(PROOF).text).extra)
    assert ({"opening", "salt"} & {*told}, "文件裡沒有" in client.get(STATUS).text) == (set(), True)


def test_before_there_is_one_the_address_leads_back(client):
    receipt = opened(client)
    entered(receipt.suggestion, is_signed=False)
    answer = client.get(PROOF, follow=True)
    assert [str(told) for told in answer.context["messages"]] == ["這件建議在帳本裡的證明還沒有生成，請過幾分鐘再試。"]


def test_without_the_receipt_there_is_no_proof(client):
    receipt = opened(client)
    entered(receipt.suggestion)
    assert Client().get(PROOF).url == "/status/"


@pytest.mark.parametrize("count", [1, 3])
def test_receipts_on_paper_have_their_codes_for_the_same_number_of_queries(count, django_assert_num_queries):
    from feedback.desk.intake.register import printed, ticket

    suggestions = [factories.make_suggestion(title=f"建議 {place}") for place in range(count)]
    entries = [entered(one, is_signed=False) for one in suggestions]
    tickets = [ticket(one, "ABCD-EFGH-JKMN") for one in suggestions]
    with django_assert_num_queries(2):
        printed(tickets)
    keys = [promises.key_of(promises.origin_of(entry)) for entry in entries]
    assert [(own["key_name"], own["key_id"]) for one in tickets for _template, own in one["blocks"]] == [
        (key.name, key.id.hex()) for key in keys
    ]


def test_a_receipt_on_paper_of_what_has_no_entry_is_as_before(no_entries):
    from feedback.desk.intake.register import printed, ticket

    [one] = printed([ticket(factories.make_suggestion(), "ABCD-EFGH-JKMN")])
    assert one["blocks"] == []


def test_a_receipt_on_paper_of_what_was_erased_has_no_code_that_would_check_nothing(office):
    from feedback.desk.intake.register import printed, ticket

    suggestion = factories.make_suggestion()
    entered(suggestion)
    factories.erase(suggestion)
    [one] = printed([ticket(suggestion, "ABCD-EFGH-JKMN")])
    assert one["blocks"] == []
