"""What was typed with a receipt waits for whoever opens it again, and for nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from feedback.models import Draft, Rating
from tests import factories
from tests.factories import NOW
from tests.feedback.pages.nothing_typed_is_lost.leaving import Form
from tests.feedback.pages.nothing_typed_is_lost.writing import (
    BY_RECEIPT,
    MINE,
    every,
    look_up_again,
    looking_up,
    rating,
)

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


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
    factories.rate(suggestion, "five_satisfied", now=NOW)
    page = writer.press("提交評議", headers={})
    assert (writer.finds_it_in(page), "現在已經不能提交" in page.text) == (True, True)
    assert page.context["rate_form"] is None


def test_what_was_sent_is_kept_no_longer(client):
    writer = rating(client)
    writer.press("简体")
    writer.typed |= {"solved": "solved", "level": "five_satisfied"}
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
