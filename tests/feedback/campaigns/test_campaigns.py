"""活動: the list, and the page of each with its phases and its suggestions."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.models import Campaign, Phase
from feedback.rules.workflow import Stage
from feedback.templatetags.campaigns import phases_on
from tests.factories import NOW, make_campaign, make_phase, make_suggestion
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
    rows = [(row["phase"].kind, row["state"], row["days_left"]) for row in phases_on(campaign, NOW.date())]

    assert rows == [("report", "done", -1), ("collect", "current", 30), ("rate", "next", None)]


def test_page_shows_phases_summary_and_latest(client, campaign):
    suggestion = make_suggestion(campaign=campaign)
    make_suggestion()  # to the open campaign

    page = client.get("/campaigns/sanmin-2020/")

    assert [line.number for line in page.context["latest"]] == [suggestion.number]
    assert page.context["tally"].received == 1
    assert "徵集意見建議：2020年11月15日至 2020年12月31日。" in page.text
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
