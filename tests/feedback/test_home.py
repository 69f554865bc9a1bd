"""The first page: what runs, the claim as a query, the ways in."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import override

from feedback.models import Campaign, Phase
from feedback.rules.tally import Tally
from feedback.rules.workflow import Stage
from tests.factories import NOW, bring, make_campaign, make_phase, make_suggestion, release

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def round_of(year, **fields):
    campaign = make_campaign(slug=f"sanmin-{year}", title=f"{year} 年「三民」活動", year=year, **fields)
    make_phase(campaign=campaign, starts_on=date(year, 11, 1), ends_on=date(year, 12, 10))
    return campaign


def test_claim_is_counted_and_opens_its_lists(client):
    campaign = round_of(2020)
    closed = make_suggestion(campaign=campaign, stage=Stage.CLOSED)
    bring(make_suggestion(campaign=campaign), to=Stage.MERGED, main=closed)
    make_suggestion()  # to the open campaign: not of this round

    page = client.get("/")

    assert page.context["claims"] == [(campaign, Tally(closed=1, merged=1, merged_closed=1))]
    assert "收到 2 件，辦結 2 件。" in strip_tags(page.text)
    assert '<a href="/suggestions/?campaign=sanmin-2020&amp;tally=handled">辦結 2 件</a>' in page.text


def test_share_is_never_rounded_up_to_all(client):
    campaign = round_of(2020)
    for stage in [Stage.CLOSED, Stage.CLOSED, Stage.RECEIVED]:
        make_suggestion(campaign=campaign, stage=stage)

    assert "66.6%" in client.get("/").text


def test_round_that_is_only_announced_claims_nothing(client):
    round_of(2021)

    assert client.get("/").context["claims"] == []


def test_what_runs_today_says_how_long(client):
    campaign = round_of(2020)
    round_of(2019)

    page = client.get("/")

    assert list(page.context["running"]) == [campaign, Campaign.objects.get(slug="open")]
    assert "徵集意見建議：至 2020年12月10日，還有 9 天" in page.text


def test_last_day_is_called_so(client):
    make_phase(campaign=round_of(2019), kind=Phase.Kind.HANDLE, starts_on=NOW.date(), ends_on=NOW.date())

    assert "辦理反饋：今天截止" in client.get("/").text


def test_latest_replied_are_public_ones(client):
    released = make_suggestion(stage=Stage.REPLIED, has_consent=True)
    released.refresh_from_db()
    release(released)
    make_suggestion(stage=Stage.REPLIED, has_consent=True)

    assert [line.number for line in client.get("/").context["latest_replied"]] == [released.number]


def test_three_ways_in_and_the_hotline_are_on_the_page(client):
    page = client.get("/")

    addresses = ["/reports/", "/suggest/", "/status/", "tel:12345"]
    assert [address for address in addresses if f'href="{address}"' not in page.text] == []


def test_home_asks_the_same_for_one_and_for_three(client, django_assert_num_queries):
    def add(year):
        suggestion = make_suggestion(campaign=round_of(year), stage=Stage.REPLIED, has_consent=True)
        suggestion.refresh_from_db()
        release(suggestion)

    add(2018)
    client.get("/")
    with CaptureQueriesContext(connection) as one:
        client.get("/")
    add(2019)
    add(2020)

    with django_assert_num_queries(len(one)):
        assert len(client.get("/").context["claims"]) == 3


def test_home_is_read_in_simplified(client):
    round_of(2020)

    with override("zh-hans"):
        page = client.get(reverse("home"))

    assert "2020 年“三民”活动" in page.text
