"""活動: the list, and the page of each with its phases and its suggestions."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from feedback.models import Campaign, Phase
from feedback.rules.workflow import Stage
from feedback.templatetags.campaigns import phases_on
from tests.factories import NOW, make_campaign, make_phase, make_suggestion, release
from tests.reports.factories import make_report, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def campaign(db):
    campaign = make_campaign(summary="看了報告，對哪一節有想法，就在哪一節提。")
    make_phase(campaign=campaign, kind=Phase.Kind.REPORT, starts_on=date(2020, 11, 1), ends_on=date(2020, 11, 30))
    make_phase(campaign=campaign, starts_on=date(2020, 11, 15), ends_on=date(2020, 12, 31))
    make_phase(campaign=campaign, kind=Phase.Kind.RATE, starts_on=date(2021, 1, 1))
    return campaign


def test_phases_stand_as_the_day_has_them(campaign):
    names = ("state", "days_left", "days_to_go")
    rows = [(row["phase"].kind, *(row[name] for name in names)) for row in phases_on(campaign, NOW.date())]

    assert rows == [
        ("report", "done", -1, -30), ("collect", "current", 30, -16), ("rate", "next", None, 31),
    ]  # fmt: skip


def calendar_of(page):
    """What the calendar says, a line for each phase; and its bars, from where and how wide."""
    drawn = page.text.partition('<ol class="calendar__phases"')[2].partition("</ol>")[0]
    said = [" ".join(strip_tags(item).split()) for item in drawn.split("<li ")[1:]]
    return [item.partition("> ")[2] for item in said], re.findall(r'<rect .*?x="(.+?)" width="(.+?)"', drawn)


def test_phases_are_bars_over_the_days_each_with_its_words(client, campaign):
    said, bars = calendar_of(page := client.get("/campaigns/sanmin-2020/"))

    assert said == [
        "向市民報告 已結束 2020年11月1日至 2020年11月30日",
        "聽市民意見 正在進行，還有 30 天 2020年11月15日至 2020年12月31日",
        "請市民評議 31 天後開始 2021年1月1日起，不設截止日期",
    ]
    assert bars == [("0%", "25%"), ("11.67%", "39.17%"), ("50.83%", "49.17%")]
    assert page.text.count('aria-current="step"') == 1
    assert page.text.count("calendar__on") == 1  # the last goes on
    assert "今天 12月1日" in page.text


def test_the_days_of_a_phase_stand_once_on_the_page(client, campaign):
    assert client.get("/campaigns/sanmin-2020/").text.count("2020年11月15日") == 1


def test_note_of_a_phase_stands_with_its_bar(client, campaign):
    campaign.phases.filter(kind=Phase.Kind.RATE).update(note="收到答覆的隨時可以評。")

    said, _ = calendar_of(client.get("/campaigns/sanmin-2020/"))

    assert said[-1].endswith("收到答覆的隨時可以評。")


def test_list_has_the_calendar_of_what_is_not_over_and_a_line_for_the_rest(client, campaign):
    over = make_campaign(slug="sanmin-2019", title="2019 年「三民」活動", year=2019)
    make_phase(campaign=over, starts_on=date(2019, 11, 1), ends_on=date(2019, 11, 30))
    campaign.phases.update(note="這一句只在活動自己的頁上。")

    page = client.get("/campaigns/")

    assert (page.text.count('class="calendar"'), page.text.count("calendar__bar")) == (1, 3)
    assert "2019年11月1日至 2019年11月30日，已結束" in page.text
    assert "這一句只在活動自己的頁上。" not in page.text


def test_campaign_without_phases_has_no_calendar(client):
    assert [client.get(address).text.count('class="calendar') for address in ("/campaigns/", "/campaigns/open/")] == [
        0,
        0,
    ]


def test_share_is_never_rounded_up_to_all(client, campaign):
    for stage in [Stage.CLOSED, Stage.CLOSED, Stage.RECEIVED]:
        make_suggestion(campaign=campaign, stage=stage)

    assert "66.6%" in client.get("/campaigns/sanmin-2020/").text


def test_claim_has_the_picture_of_the_wall_beside_it(client, campaign):
    make_suggestion(campaign=campaign, stage=Stage.CLOSED)

    page = client.get("/campaigns/sanmin-2020/")

    assert (page.text.count('class="picture"'), page.text.count("/campaigns/sanmin-2020/wall/")) == (1, 1)
    assert 'aria-label="收到 1 件：在辦 0 件，辦結 1 件，不予受理 0 件，併案 0 件，撤回 0 件。"' in page.text


def test_page_shows_phases_summary_and_latest(client, campaign):
    suggestion = make_suggestion(campaign=campaign, has_consent=True)
    release(suggestion)
    make_suggestion(campaign=campaign)  # whose text nobody may read
    make_suggestion()  # to the open campaign

    page = client.get("/campaigns/sanmin-2020/")

    assert [line.number for line in page.context["latest"]] == [suggestion.number]
    assert page.context["tally"].received == 2
    assert "看了報告，對哪一節有想法，就在哪一節提。" in page.text


def test_running_round_takes_suggestions(client, campaign):
    assert "現在提的意見建議，都歸入這個活動" in client.get("/campaigns/sanmin-2020/").text


def test_page_of_a_round_that_is_over_names_the_one_that_takes_suggestions(client):
    make_campaign(slug="sanmin-2010", title="2010 年「三民」活動", year=2010)

    page = client.get("/campaigns/sanmin-2010/")

    assert page.context["takes_now"] == Campaign.objects.get(slug="open")
    assert '歸入<a href="/campaigns/open/">開門納諫</a>' in page.text


@pytest.mark.parametrize("is_published", [True, False])
def test_only_a_published_report_is_linked(client, campaign, is_published):
    campaign.report = make_report(published_by=make_staff() if is_published else None)
    campaign.save()

    assert ('href="/reports/2021/"' in client.get("/campaigns/sanmin-2020/").text) is is_published


def test_list_has_every_campaign_newest_first(client, campaign):
    make_campaign(slug="sanmin-2021", title="2021 年「三民」活動", year=2021)

    page = client.get("/campaigns/")

    assert [campaign.slug for campaign in page.context["campaigns"]] == ["sanmin-2021", "sanmin-2020", "open"]


def test_list_asks_the_same_for_one_and_for_three(client, campaign, django_assert_num_queries):
    client.get("/campaigns/")
    with CaptureQueriesContext(connection) as one:
        client.get("/campaigns/")
    for year in (2018, 2019):
        make_phase(campaign=make_campaign(slug=f"sanmin-{year}", year=year), starts_on=date(year, 11, 1))

    with django_assert_num_queries(len(one)):
        client.get("/campaigns/")


def test_page_asks_the_same_for_one_and_for_three(client, campaign, django_assert_num_queries):
    make_suggestion(campaign=campaign, stage=Stage.MERGED)
    client.get("/campaigns/sanmin-2020/")
    with CaptureQueriesContext(connection) as one:
        client.get("/campaigns/sanmin-2020/")
    for _ in range(2):
        make_suggestion(campaign=campaign, stage=Stage.MERGED)
        make_phase(campaign=campaign, kind=Phase.Kind.HANDLE, starts_on=date(2021, 1, 1))

    with django_assert_num_queries(len(one)):
        client.get("/campaigns/sanmin-2020/")


def test_campaign_that_does_not_exist_is_not_found(client):
    assert client.get("/campaigns/nothing/").status_code == 404
