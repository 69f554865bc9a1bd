"""/follow/: the ways to follow in plain words, and the way to it from what can be followed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.rules.workflow import Stage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _by_mail(settings):
    settings.NOTICE_CHANNELS = ("mail",)


@pytest.fixture
def suggestion(unit):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, has_consent=True, district=factories.make_district())
    factories.release(suggestion, title="路燈不亮")
    return suggestion


def test_the_page_names_every_feed(client, unit, suggestion):
    category = factories.make_category(name="測試領域")
    text = client.get("/follow/").text
    wanted = [
        "/feeds/replies/", "/feeds/suggestions/", "/feeds/reports/", f"/feeds/categories/{category.pk}/",
        f"/feeds/units/{unit.code}/", f"/feeds/districts/{suggestion.district.code}/",
    ]  # fmt: skip
    assert [address for address in wanted if f'href="{address}"' not in text] == []


@pytest.mark.parametrize("language", ["", "/zh-hans", "/en"])
def test_what_somebody_came_from_stands_first(client, suggestion, language):
    text = client.get(f"{language}/follow/?suggestion={suggestion.number}").text
    feed, mail = f"{language}/feeds/suggestions/{suggestion.number}/", f"{language}/follow/mail/?suggestion="
    assert (f'href="{feed}"' in text, f'href="{mail}{suggestion.number}"' in text) == (True, True)


@pytest.mark.parametrize("query", ["suggestion=2020-9999", "unit=", "category=x", "x=1", f"unit={'a' * 200}"])
def test_what_is_not_there_is_not_named(client, query):
    assert (client.get(f"/follow/?{query}").context["chosen"], client.get(f"/follow/?{query}").status_code) == (
        None, 200,
    )  # fmt: skip


def test_pages_lead_there_and_name_their_feed(client, unit, suggestion):
    factories.make_campaign(slug="round")
    pages = {
        f"/suggestions/{suggestion.number}/": f"?suggestion={suggestion.number}",
        f"/units/{unit.code}/": f"?unit={unit.code}",
        f"/districts/{suggestion.district.code}/": f"?district={suggestion.district.code}",
        "/campaigns/round/": "?campaign=round",
        "/suggestions/": "",
        "/sitemap/": "",
    }
    texts = {address: client.get(address).text for address in pages}
    without = [address for address, query in pages.items() if f'href="/follow/{query}"' not in texts[address]]
    named = [address for address, text in texts.items() if 'type="application/atom+xml"' in text]
    assert (without, named, "/follow/" in client.get("/sitemap-pages.xml").text) == (
        [],
        list(pages)[:3] + ["/suggestions/"],
        True,
    )


def test_the_home_and_the_reports_name_their_feeds(client):
    assert [
        feed in client.get(address).text
        for address, feed in (("/", 'href="/feeds/replies/"'), ("/reports/", 'href="/feeds/reports/"'))
    ] == [True, True]


def test_one_that_waits_for_its_answer_offers_to_tell_it(client, suggestion, unit):
    address, link = f"/suggestions/{suggestion.number}/", f"/follow/mail/?suggestion={suggestion.number}&amp;answer=1"
    waiting = client.get(address).text
    form = client.get(link.replace("&amp;", "&")).text
    factories.bring(factories.make_suggestion(), to=Stage.CLOSED)
    closed = client.get("/suggestions/2020-0002/").text
    assert (link in waiting, 'name="is_for_answer" value="True"' in form, "answer=1" in closed) == (True, True, False)


def test_the_page_asks_as_much_for_one_unit_as_for_four(client, unit):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get("/follow/")
        return len(queries)

    one = asked()
    for number in range(3):
        factories.make_unit(name=f"單位 {number}")
        factories.make_category(name=f"領域 {number}")
        factories.make_district(name=f"區 {number}")
    assert asked() == one


def test_the_calendars_are_named(client):
    factories.make_campaign(slug="round")
    text = client.get("/follow/?campaign=round").text
    assert ('href="/calendar.ics"' in text, 'href="/campaigns/round/calendar.ics"' in text) == (True, True)
