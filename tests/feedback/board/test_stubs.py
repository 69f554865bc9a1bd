"""The board opens with what can be read; what is not public is counted, and a number opens all that it counts."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import Campaign, Suggestion
from feedback.rules.workflow import Stage
from feedback.suggestions.narrowing import public_count
from tests.factories import make_campaign, make_category, make_phase, make_suggestion, release

BOARD = "/suggestions/"

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def publish(**fields):
    suggestion = make_suggestion(has_consent=True, **fields)
    suggestion.refresh_from_db()
    release(suggestion)
    return suggestion


def listed(page):
    return [line.number for line in page.context["slice"].lines]


def told(page):
    """What the line of the numbers says, without the moment."""
    line = re.search(r'<p class="meta board__numbers">(.*?)<span class="board__as-of">', page.text, re.DOTALL)[1]
    return "".join(re.sub("<[^>]+>", "", line).split())


@pytest.mark.parametrize(
    ("stubs", "line"),
    [
        (0, "共2件。"),
        (1, "共3件：這裡列出2件；另有1件內容不公開，只有編號、階段和原因（一併列出）。"),
        (3, "共5件：這裡列出2件；另有3件內容不公開，只有編號、階段和原因（一併列出）。"),
    ],
)
def test_it_opens_with_what_can_be_read_and_counts_the_others(client, stubs, line):
    for _ in range(stubs):
        make_suggestion()
    public = [publish().number, publish().number]
    page = client.get(BOARD)
    assert (listed(page), told(page)) == (public[::-1], line)


def test_the_switch_lists_all_and_says_how_to_leave_them_out(client):
    stub, public = make_suggestion(), publish()
    switch = re.search(r'href="([^"]+)">一併列出<', client.get(BOARD).text)[1]
    page = client.get(unescape(switch))
    assert (listed(page), told(page)) == (
        [public.number, stub.number], "共2件，其中1件內容不公開，只有編號、階段和原因（不列這些）。",
    )  # fmt: skip
    back = re.search(r'href="([^"]+)">不列這些<', page.text)[1]
    assert listed(client.get(unescape(back))) == [public.number]


@pytest.mark.parametrize("sort", ["", "due", "support"])
def test_an_order_is_no_filter(client, sort):
    public = publish()
    make_suggestion()
    Suggestion.objects.update(due_on="2020-12-21")
    page = client.get(BOARD, {"sort": sort, "size": "50"})
    assert (listed(page), "共2件：這裡列出1件；另有1件" in told(page)) == ([public.number], True)


def test_what_the_form_says_holds_under_filters(client):
    category = make_category()
    public, stub = publish(category=category), make_suggestion(category=category)
    asked = {said: client.get(BOARD, {"category": category.pk, "stubs": said}) for said in ("", "1", "0")}
    assert {said: listed(page) for said, page in asked.items()} == {
        "": [stub.number, public.number], "1": [stub.number, public.number], "0": [public.number],
    }  # fmt: skip
    assert ["共2件" in told(page) for page in asked.values()] == [True] * 3
    assert ['name="stubs" value="0"' in page.text for page in (client.get(BOARD), *asked.values())] == [
        True, False, False, True,
    ]  # fmt: skip


def test_many_public_ones_are_counted_and_not_read(client, monkeypatch):
    monkeypatch.setattr("feedback.board.views.PER_PAGE", 1)
    category = make_category()
    for _ in range(2):
        publish(category=category)
        make_suggestion(category=category)
    pages = [client.get(BOARD, asked) for asked in ({}, {"category": category.pk, "stubs": "0"}, {"stubs": "1"})]
    assert [told(page).split("，")[0] for page in pages] == [
        "共4件：這裡列出2件；另有2件內容不公開", "共4件：這裡列出2件；另有2件內容不公開", "共4件",
    ]  # fmt: skip
    assert "其中2件內容不公開" in told(pages[2])


def test_where_more_are_than_are_counted_it_says_so(client, monkeypatch):
    monkeypatch.setattr("feedback.board.views.PER_PAGE", 1)
    for module in ("feedback.board.numbers", "feedback.suggestions.narrowing"):
        monkeypatch.setattr(f"{module}.MOST_COUNTED", 1)
    category = make_category()
    for _ in range(3):
        publish(category=category)
        make_suggestion(category=category)
    assert [
        told(client.get(BOARD, {**asked, "stubs": "0"})) for asked in ({"category": category.pk}, {"sort": "due"})
    ] == ["超過一萬件，這裡只列內容公開的（一併列出不公開的）。", "共0件。"]
    assert told(client.get(BOARD, {"promptness": "not_yet"})) == "超過一萬件。"
    assert "共6件：這裡列出3件；另有3件" in told(client.get(BOARD))  # of all there is the number is kept


def test_nothing_to_read_yet_leads_to_the_others(client):
    make_suggestion()
    page = client.get(BOARD)
    assert (listed(page), "列出內容不公開的" in page.text) == ([], True)


def test_a_stub_is_found_by_its_number_whatever_is_hidden(client):
    stub = make_suggestion()
    assert listed(client.get(BOARD, {"q": stub.number, "stubs": "0"})) == [stub.number]


def test_no_number_is_below_what_is_listed(client, settings):
    """A number that is kept may be of a moment ago."""
    settings.TOTALS_CACHE = 60
    publish()
    assert public_count() == 1
    Suggestion.objects.update(public_title="", public_body="")
    page = client.get(BOARD)
    assert (listed(page), page.context["numbers"].stubs >= 0) == ([], True)


LINK = re.compile(r'<a[^>]* href="(/suggestions/\?[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


@pytest.mark.parametrize("name", ["home", "statistics", "statistics of a campaign", "campaign"])
def test_every_number_opens_exactly_what_it_counts(client, name, time_machine):
    time_machine.move_to("2020-12-02 02:00", tick=False)
    campaign = make_campaign()
    make_phase(campaign=campaign, starts_on="2020-11-01", ends_on="2021-01-31")
    category = make_category()
    for stage in Stage:
        make_suggestion(stage=stage, campaign=campaign, category=category)
    publish(stage=Stage.CLOSED, campaign=campaign, category=category)
    assert Campaign.objects.filter(slug=campaign.slug).exists()
    addresses = {
        "home": reverse("home"),
        "statistics": reverse("statistics"),
        "statistics of a campaign": f"{reverse('statistics')}?campaign={campaign.slug}",
        "campaign": campaign.get_absolute_url(),
    }
    found = []
    for address, text in LINK.findall(client.get(addresses[name]).text):
        number = re.match(r"\D*(\d+)", re.sub("<[^>]+>", "", text))
        page = client.get(unescape(address))
        if number and not page.context["form"].of_the_text:
            found.append((address, int(number[1]), len(listed(page)), page.context["count"]))
    assert found
    assert [each for each in found if len({*each[1:]}) > 1] == []


def test_as_many_queries_for_one_as_for_three(client):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            publish()
            make_suggestion()
        for asked in ({}, {"stubs": "1"}, {"tally": "open", "stubs": "0"}, {"sort": "due"}):
            client.get(BOARD, asked)
            with CaptureQueriesContext(connection) as queries:
                client.get(BOARD, asked)
            counts.append(len(queries))
    assert counts[:4] == counts[4:]


def test_a_long_list_behind_a_number_may_be_cut_to_what_can_be_read(client, monkeypatch):
    monkeypatch.setattr("feedback.board.views.PER_PAGE", 1)
    public = publish()
    make_suggestion()
    page = client.get(BOARD, {"tally": "open"})
    assert told(page) == "共2件（只列內容公開的）。"
    shorter = client.get(unescape(re.search(r'href="([^"]+)">只列內容公開的<', page.text)[1]))
    assert (listed(shorter), "共2件：這裡列出1件；另有1件" in told(shorter)) == ([public.number], True)
