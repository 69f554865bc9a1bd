"""The first page: what this is, the ways in, the claim as a query with its picture, what runs, what was answered."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import override

from feedback.models import Campaign, Phase
from feedback.rules.counted.tally import Tally
from feedback.rules.drawn.wall_picture import Picture
from feedback.rules.workflow import Stage
from tests.factories import NOW, bring, make_campaign, make_phase, make_suggestion, release
from tests.reports.factories import make_report, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def round_of(year, **fields):
    campaign = make_campaign(slug=f"sanmin-{year}", title=f"{year} 年「三民」活動", year=year, **fields)
    make_phase(campaign=campaign, starts_on=date(year, 11, 1), ends_on=date(year, 12, 10))
    return campaign


def words_of(page):
    return " ".join(strip_tags(page.text).split())


def test_claim_is_counted_and_opens_its_lists(client):
    campaign = round_of(2020)
    closed = make_suggestion(campaign=campaign, stage=Stage.CLOSED)
    bring(make_suggestion(campaign=campaign), to=Stage.MERGED, main=closed)
    make_suggestion(campaign=campaign)
    make_suggestion()  # to the open campaign: not of this round

    page = client.get("/")

    assert page.context["claims"] == [(campaign, Tally(open=1, closed=1, merged=1, merged_closed=1))]
    assert "收到 3 件，已辦結 2 件" in words_of(page)
    assert '<a href="/suggestions/?campaign=sanmin-2020&amp;tally=received">收到 <b>3</b> 件</a>' in page.text
    assert '<a href="/suggestions/?campaign=sanmin-2020&amp;tally=handled">已辦結 <b>2</b> 件</a>' in page.text


def test_claim_adds_up_in_the_same_place(client):
    campaign = round_of(2020)
    for stage in [Stage.CLOSED, Stage.DECLINED, Stage.WITHDRAWN, Stage.REPLIED, Stage.RECEIVED]:
        make_suggestion(campaign=campaign, stage=stage)

    page = client.get("/")

    assert "收到 5 ＝ 在辦 2 ＋ 辦結 1 ＋ 不予受理 1 ＋ 併案 0 ＋ 撤回 1" in words_of(page)
    parts = re.findall(r'href="/suggestions/\?campaign=sanmin-2020&amp;tally=(\w+)"', page.text)
    assert parts == ["received", "handled", "open", "closed", "declined", "merged", "withdrawn"]


def test_everything_handled_is_said_of_everything_only(client):
    campaign = round_of(2020)
    make_suggestion(campaign=campaign, stage=Stage.CLOSED)
    assert "收到 1 件，全部辦結" in words_of(client.get("/"))

    make_suggestion(campaign=campaign, stage=Stage.DECLINED)  # not valid, and not handled

    assert "收到 2 件，已辦結 1 件" in words_of(client.get("/"))


def test_there_is_one_block_of_counts_and_the_past_round_is_one_line(client):
    for year in (2018, 2019, 2020):
        make_suggestion(campaign=round_of(year), stage=Stage.CLOSED, now=NOW)

    page = client.get("/")

    assert [campaign.year for campaign, _ in page.context["claims"]] == [2020]
    assert "2019 年「三民」活動：收到 1 件，全部辦結" in words_of(page)
    assert (page.text.count("截至"), "2018 年「三民」活動" in page.text) == (1, False)


def test_round_that_runs_stands_before_a_newer_one_that_is_over(client):
    running, over = make_campaign(slug="sanmin-2019", year=2019), make_campaign(slug="sanmin-2020", year=2020)
    make_phase(campaign=running, starts_on=date(2019, 11, 1))
    make_phase(campaign=over, starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))
    make_suggestion(campaign=over)

    page = client.get("/")

    assert [[campaign for campaign, _ in page.context[name]] for name in ("claims", "past")] == [[running], [over]]


def test_past_round_without_suggestions_is_not_told(client):
    round_of(2019)
    make_suggestion(campaign=round_of(2020))

    assert client.get("/").context["past"] == []


def test_round_that_is_only_announced_claims_nothing(client):
    round_of(2021)
    make_suggestion()

    page = client.get("/")

    assert [(campaign.slug, tally.received) for campaign, tally in page.context["claims"]] == [("open", 1)]
    assert '<a class="picture" href="/campaigns/open/wall/">' in page.text


def test_nothing_yet_is_a_page_all_the_same(client):
    shown = client.get("/").text.partition("<main")[2]

    assert "還沒有收到意見建議。" in shown
    assert ("/wall/" in shown, "最新答覆" in shown, 'id="report"' in shown) == (False, False, False)


def test_first_screen_comes_in_its_order(client):
    make_suggestion(campaign=round_of(2020))

    text = client.get("/").text.partition("<main")[2]

    order = ["<h1>", "稱為「三民」", 'class="button"', 'class="button button--quiet"', "收到 <b>", 'class="picture"']
    order += ["正在進行", "<footer"]
    assert order == sorted(order, key=text.index)
    assert re.findall(r'<a class="button[^>]*href="([^"]+)">([^<]+)<', text) == [
        ("/suggest/", "提意見建議"), ("/status/", "查我的進度"),
    ]  # fmt: skip


def test_picture_says_its_numbers_and_is_the_one_link_to_the_wall(client):
    campaign = round_of(2020)
    for stage in [Stage.CLOSED, Stage.CLOSED, Stage.RECEIVED]:
        make_suggestion(campaign=campaign, stage=stage)

    page = client.get("/")

    label = "收到 3 件：在辦 1 件，辦結 2 件，不予受理 0 件，併案 0 件，撤回 0 件。"
    assert (page.text.count("/wall/"), page.text.count(f'role="img" aria-label="{label}"')) == (1, 1)
    assert 'd="M0 0h8v8h-8zm10 0h8v8h-8z"' in page.text
    assert "看件件牆：這 3 件，一格一件" in page.text


def test_picture_of_many_says_for_how_many_a_cell_stands(client, monkeypatch):
    make_suggestion(campaign=round_of(2020))
    many = Picture.of([Stage.CLOSED] * 17_000)
    monkeypatch.setattr("feedback.data.additions.picture_of", lambda *of: many)

    assert "圖中一格代表 43 件" in client.get("/").text


def test_what_runs_today_says_how_long(client):
    campaign = round_of(2020)
    round_of(2019)

    page = client.get("/")

    assert list(page.context["running"]) == [campaign, Campaign.objects.get(slug="open")]
    assert "聽市民意見：至 2020年12月10日，還有 9 天" in page.text


def test_last_day_is_called_so(client):
    make_phase(campaign=round_of(2019), kind=Phase.Kind.HANDLE, starts_on=NOW.date(), ends_on=NOW.date())

    assert "辦理反饋：今天截止" in client.get("/").text


def test_phases_for_citizens_are_told_and_the_calendar_has_the_others(client):
    make_phase(campaign=round_of(2020), kind=Phase.Kind.HANDLE, starts_on=date(2020, 11, 1), ends_on=date(2021, 1, 1))

    assert ("聽市民意見：至" in (text := client.get("/").text), "辦理反饋：" in text) == (True, False)


def test_latest_replied_are_public_ones(client):
    released = make_suggestion(stage=Stage.REPLIED, has_consent=True)
    released.refresh_from_db()
    release(released)
    make_suggestion(stage=Stage.REPLIED, has_consent=True)

    page = client.get("/")

    assert [answer.number for answer in page.context["latest_replied"]] == [released.number]
    assert "香港中路路口加待轉提示 交通警察支隊於 2020年12月1日答覆：採納" in words_of(page)


def test_newest_published_report_is_shown(client):
    editor = make_staff()
    for year in (2018, 2019):
        make_report(year=year, published_by=editor)
    make_report(year=2020)

    page = client.get("/")

    assert page.context["report"].year == 2019
    assert re.findall(r'href="(/reports/\d+/)"', page.text) == ["/reports/2019/"]


def test_ways_in_are_on_the_page_and_the_hotline_once(client):
    page = client.get("/")

    addresses = ["/reports/", "/suggest/", "/status/"]
    assert [address for address in addresses if f'href="{address}"' not in page.text] == []
    assert page.text.count('href="tel:12345"') == 1


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
        assert len(client.get("/").context["past"]) == 1


def test_home_is_read_in_simplified(client):
    round_of(2020)

    with override("zh-hans"):
        page = client.get(reverse("home"))

    assert "2020 年“三民”活动" in page.text
