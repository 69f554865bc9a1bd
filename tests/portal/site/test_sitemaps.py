"""What search engines find, and what readers find on the map."""

import re

import pytest

from feedback.additions import Suggestions
from tests import factories
from tests.reports.factories import make_report, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://portal.test"


def addresses(response):
    return re.findall(r"<loc>(.*?)</loc>", response.text)


def test_the_index_names_its_parts(client):
    assert [address.rpartition("/")[2] for address in addresses(client.get("/sitemap.xml"))] == [
        "sitemap-pages.xml", "sitemap-reports.xml", "sitemap-figures.xml", "sitemap-campaigns.xml", "sitemap-talks.xml",
        "sitemap-suggestions.xml",
        "sitemap-districts.xml", "sitemap-units.xml", "sitemap-commitments.xml", "sitemap-measures.xml",
    ]  # fmt: skip


def test_every_page_it_names_is_there(client):
    named = addresses(client.get("/sitemap-pages.xml"))
    assert [client.get(address.removeprefix("https://portal.test")).status_code for address in named] == [200] * 19


def test_only_released_suggestions_are_named(client, office):
    factories.make_suggestion()
    factories.release(released := factories.make_suggestion(has_consent=True))
    assert addresses(client.get("/sitemap-suggestions.xml")) == [f"https://portal.test/suggestions/{released.number}/"]


def test_only_published_reports_are_named(client):
    make_report(year=2020)
    make_report(year=2021, published_by=make_staff())
    assert addresses(client.get("/sitemap-reports.xml")) == ["https://portal.test/reports/2021/"]


def test_campaigns_are_named(client):
    factories.make_campaign()
    assert addresses(client.get("/sitemap-campaigns.xml")) == [
        "https://portal.test/campaigns/sanmin-2020/", "https://portal.test/campaigns/open/",
    ]  # fmt: skip


def test_districts_and_units_are_named(client):
    factories.make_district(code="shinan")
    factories.make_unit(code="traffic")
    assert addresses(client.get("/sitemap-districts.xml")) == ["https://portal.test/districts/shinan/"]
    assert addresses(client.get("/sitemap-units.xml")) == ["https://portal.test/units/traffic/"]


def test_many_suggestions_fill_several_pages(client, office, monkeypatch):
    monkeypatch.setattr(Suggestions, "limit", 2)
    for _ in range(3):
        factories.release(factories.make_suggestion(has_consent=True))
    index = [address for address in addresses(client.get("/sitemap.xml")) if "suggestions" in address]
    parts = [addresses(client.get("/sitemap-suggestions.xml", {"p": page})) for page in (1, 2)]
    assert (len(index), [len(part) for part in parts]) == (2, [2, 1])


def test_a_part_asks_as_often_for_one_row_as_for_three(client, office, django_assert_num_queries):
    client.get("/sitemap-suggestions.xml")
    for count in (1, 2):
        for _ in range(count):
            factories.release(factories.make_suggestion(has_consent=True))
        with django_assert_num_queries(2):
            client.get("/sitemap-suggestions.xml")


def test_robots_keep_off_what_is_one_persons(client):
    lines = client.get("/robots.txt").text.splitlines()
    assert {"Disallow: /desk/", "Disallow: /en/status/mine/", "Disallow: /zh-hans/comfort/"} < set(lines)
    assert lines[-1] == "Sitemap: https://portal.test/sitemap.xml"


def test_the_map_leads_to_every_report_and_campaign(client):
    make_report(year=2021, published_by=make_staff())
    factories.make_campaign()
    links = set(re.findall(r'href="(/[^"]*)"', client.get("/sitemap/").text))
    assert {"/reports/2021/", "/reports/2021/figures/", "/campaigns/open/", "/campaigns/sanmin-2020/"} <= links
