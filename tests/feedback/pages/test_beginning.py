"""The public pages of a site on which nothing has happened yet read as a beginning: sentences, no zeros."""

import re

import pytest
from django.urls import reverse

from feedback.models import Campaign
from tests import factories
from tests.statements.reading import said

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

BEGINNINGS = {
    "home": "還沒有收到意見建議。",
    "suggestion_list": "還沒有收到意見建議。收到第一件以後，在這裡列出，辦到哪一步隨時可查。",
    "statistics": "還沒有收到意見建議，所以沒有數字可列。",
    "district_list": "還沒有列出區市。列出以後，這裡可以看您身邊提了什麼、辦得怎樣。",
    "unit_list": "還沒有列出承辦單位。列出以後，這裡寫明每個單位負責什麼、怎樣聯繫、辦得怎樣。",
    "report_list": "還沒有公布的報告。",
}
OF_A_CAMPAIGN = "還沒有收到意見建議。收到第一件以後，這裡逐件計數，每個數字點開就是它所統計的。"


def address_of_open():
    return reverse("campaign_detail", args=[Campaign.objects.get(kind=Campaign.Kind.OPEN).slug])


@pytest.mark.parametrize("name", BEGINNINGS)
def test_an_empty_page_says_what_will_stand_there(client, name):
    page = client.get(reverse(name))
    assert said(page, BEGINNINGS[name]) == [BEGINNINGS[name]]


def test_an_empty_campaign_counts_no_zeros(client):
    page = client.get(address_of_open())
    assert (said(page, OF_A_CAMPAIGN), "辦結率" in page.text) == ([OF_A_CAMPAIGN], False)


def test_once_something_is_received_it_is_a_beginning_no_more(client):
    factories.make_suggestion(campaign=Campaign.objects.get(kind=Campaign.Kind.OPEN))
    pages = [client.get(reverse("suggestion_list")), client.get(address_of_open())]
    assert [said(page, BEGINNINGS["suggestion_list"], OF_A_CAMPAIGN) for page in pages] == [[], []]


def test_whoever_narrows_an_empty_board_is_told_that_nothing_fits(client):
    page = client.get(reverse("suggestion_list"), {"late": "unanswered"})
    assert said(page, "沒有符合條件的意見建議。", BEGINNINGS["suggestion_list"]) == ["沒有符合條件的意見建議。"]


def test_without_fields_a_citizen_goes_on_without_a_choice(client):
    client.post(reverse("suggest_start"), {"title": "路口加一塊待轉牌", "body": "左轉的車排到了直行道，建議加待轉牌。"})
    page = client.get(reverse("suggest_kind"))
    [unsure] = re.findall(r'<input[^>]*name="category"[^>]*>', page.text)
    assert ("checked" in unsure, page.status_code) == (True, 200)
