"""Whoever asks first, and however they ask: the next reader gets the page that anybody gets."""

import gzip
from datetime import date

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils.translation import override

from feedback.ballots.models import Ballot
from feedback.commitments.models import Commitment
from feedback.measures.models import Measure
from feedback.models import Campaign, Phase
from feedback.rules.workflow import Stage
from feedback.summaries.verbs import freeze
from portal.serving.addresses import language_of
from portal.serving.pages import shelf
from reports.models import Figure
from reports.series.models import Point, Series
from tests import factories
from tests.factories import NOW, at
from tests.feedback.draws import rounds as draws
from tests.feedback.measures.rows import make_measure
from tests.portal.ledger.logs import make_log
from tests.portal.serving.test_audience import FOR_EVERYBODY
from tests.reports.factories import make_report, make_staff

pytestmark = pytest.mark.on_postgres

# One of every kind, asked for in every way; and all the others, each in all ways that go together.
PAGES = [
    "/", "/en/about/", "/zh-hans/suggestions/?q=%E5%81%9C%E8%BB%8A", "/suggestions/2020-0001/", "/data/months.csv",
    "/reports/?q=%E6%95%91",
]  # fmt: skip
OTHER_PAGES = [
    "/about/", "/privacy/", "/accessibility/", "/sitemap/", "/styleguide/", "/robots.txt", "/sitemap.xml",
    "/sitemap-pages.xml", "/qr/page.svg?path=/about/", "/reports/", "/reports/2021/", "/reports/2021/figures/",
    "/reports/2021/figures.csv", "/reports/figures/%E5%81%B5%E7%A0%B4%E6%A1%88%E4%BB%B6/", "/campaigns/",
    "/calendar.ics", "/campaigns/open/", "/campaigns/open/calendar.ics",
    "/campaigns/open/ballot/done/", "/campaigns/open/ballot/questions.json", "/campaigns/open/representatives/",
    "/campaigns/open/wall/", "/campaigns/rated/awards/", "/campaigns/rated/ballots/",
    "/campaigns/rated/rate/", "/campaigns/rated/summary.csv", "/campaigns/rated/summary/",
    "/campaigns/sanmin-2020/draw.json", "/campaigns/sanmin-2020/draw/", "/campaigns/sanmin-2020/draw/1.json",
    "/campaigns/sanmin-2020/draw/1/", "/commitments.csv", "/commitments/", "/commitments/900/",
    "/data/", "/suggest/similar/hits/?title=%E5%81%9C%E8%BB%8A", "/suggestions/",
    "/districts/", "/districts/shinan/", "/units/", "/units/traffic/", "/follow/", "/follow/mail/asked/",
    "/feeds/replies/", "/feeds/suggestions/", "/feeds/reports/", "/feeds/suggestions/2020-0001/",
    "/feeds/categories/900/", "/feeds/units/traffic/", "/feeds/districts/shinan/", "/feeds/talks/",
    "/feeds/commitments/", "/figures/", "/figures.csv", "/figures/900/", "/figures/900.csv",
    "/ledger/", "/ledger/check/", "/ledger/check_ledger.py", "/ledger/days/2026-11-27/", "/ledger/entries/told/",
    "/ledger/openings/told/1.json", "/ledger/checkpoint", "/ledger/2/checkpoint", "/ledger/tile/0/000.p/1",
    "/ledger/tile/entries/000.p/1", "/ledger/stamps/1.tsr", "/ledger/stamps/1.checkpoint", "/measures/",
    "/measures.csv", "/measures/900/", "/chain/measure/900/", "/talks/",
    "/talks/traffic/", "/talks/traffic/now", "/talks/traffic/record/", "/talks/traffic/screen/",
]  # fmt: skip
STREAMED = {
    "ballot_csv",
    "campaign_csv",
    "file_picture",
    "file_thumb",
    "suggestion_csv",
}  # sent as it is read, and kept by nobody
OTHER_WAYS = {
    "a type of content": {"CONTENT_TYPE": "text/plain; charset=utf8"},
    "another charset": {"CONTENT_TYPE": "text/plain; charset=latin-1"},
    "a form": {"CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": "0"},
    "a language": {"HTTP_ACCEPT_LANGUAGE": "en"},
    "a script": {"HTTP_ACCEPT_LANGUAGE": "zh-hans,zh;q=0.5"},
    "a host in capitals": {"HTTP_HOST": "TESTSERVER"},
    "another port": {"HTTP_HOST": "testserver:8443"},
    "a forwarded host": {"HTTP_X_FORWARDED_HOST": "example.test"},
    "a forwarded port": {"HTTP_X_FORWARDED_PORT": "8443"},
    "a forwarded scheme": {"HTTP_X_FORWARDED_PROTO": "https"},
    "a forwarded prefix": {"HTTP_X_FORWARDED_PREFIX": "/elsewhere", "HTTP_X_SCRIPT_NAME": "/elsewhere"},
    "a forwarded address": {"HTTP_X_FORWARDED_FOR": "203.0.113.7", "HTTP_FORWARDED": "for=203.0.113.7;proto=https"},
    "another address": {"REMOTE_ADDR": "203.0.113.7"},
    "a rewritten address": {"HTTP_X_ORIGINAL_URL": "/desk/", "HTTP_X_REWRITE_URL": "/desk/"},
    "another method": {"HTTP_X_HTTP_METHOD_OVERRIDE": "POST"},
    "a secure connection": {"wsgi.url_scheme": "https"},
    "a mount": {"SCRIPT_NAME": "/elsewhere"},
    "gzip": {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"},
    "no gzip": {"HTTP_ACCEPT_ENCODING": "gzip;q=0"},
    "something like gzip": {"HTTP_ACCEPT_ENCODING": "xgzip"},
    "gzip in capitals": {"HTTP_ACCEPT_ENCODING": "GZIP"},
    "an old gzip": {"HTTP_ACCEPT_ENCODING": "x-gzip"},
    "any packing": {"HTTP_ACCEPT_ENCODING": "*"},
    "a kind of answer": {"HTTP_ACCEPT": "application/json"},
    "a charset of the answer": {"HTTP_ACCEPT_CHARSET": "latin-1"},
    "a script's request": {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest", "HTTP_HX_REQUEST": "true"},
    "a browser": {"HTTP_USER_AGENT": "Mozilla/4.0 (compatible; MSIE 5.0)"},
    "a referrer": {"HTTP_REFERER": "https://example.test/"},
    "an origin": {"HTTP_ORIGIN": "https://example.test"},
    "a piece": {"HTTP_RANGE": "bytes=0-9"},
    "a piece if": {"HTTP_RANGE": "bytes=0-9", "HTTP_IF_RANGE": "W/\"a\""},
    "what is new": {"HTTP_IF_MODIFIED_SINCE": "Fri, 01 Jan 2100 00:00:00 GMT"},
    "what is old": {"HTTP_IF_UNMODIFIED_SINCE": "Thu, 01 Jan 1970 00:00:00 GMT"},
    "what is another": {"HTTP_IF_NONE_MATCH": "W/\"a\""},
    "what is any": {"HTTP_IF_NONE_MATCH": "*"},
    "what is the same": {"HTTP_IF_MATCH": "\"a\""},
    "a name and password": {"HTTP_AUTHORIZATION": "Basic YTpi"},
    "nothing kept": {"HTTP_CACHE_CONTROL": "no-cache", "HTTP_PRAGMA": "no-cache"},
    "an old protocol": {"SERVER_PROTOCOL": "HTTP/1.0", "HTTP_CONNECTION": "close"},
    "another server": {"SERVER_NAME": "example.test", "SERVER_PORT": "8443"},
}  # fmt: skip
# Another page, or none, is what these ask for.
ALONE = {"another charset", "a host in capitals", "another port", "a secure connection", "a mount", "what is the same"}
COOKIES = [
    ("csrftoken", "x" * 32),
    ("csrftoken", "no token"),
    ("django_language", "en"),
    ("comfort", "large"),
    ("browser", "no token"),
    ("flow", "no token"),
    ("apply", "no token"),
    ("receipt", "1:no receipt"),
    ("sessionid", "x" * 32),
    ("sessionid", "\\000"),
    ("messages", "no messages"),
]


@pytest.fixture(autouse=True)
def _kept(settings, time_machine, db, tmp_path, monkeypatch):
    """Pages are kept, the clock stands, and there is something to read."""
    settings.PAGE_CACHE = settings.TOTALS_CACHE = 60
    time_machine.move_to(at("2020-12-01 10:00"), tick=False)
    make_something_to_read()
    make_log(settings, tmp_path, monkeypatch)


def make_something_to_read():
    """What the addresses above name; returns the suggestion."""
    district, unit = factories.make_district(code="shinan"), factories.make_unit(code="traffic")
    factories.make_terms(campaign=Campaign.objects.get(slug="open"))
    factories.make_ballot(campaign=Campaign.objects.get(slug="open"))
    factories.make_category(name="示例領域", pk=900)
    suggestion = factories.make_suggestion(has_consent=True, district=district, stage=Stage.IN_PROGRESS, unit=unit)
    factories.release(suggestion)
    report = make_report(published_by=make_staff(username="publisher"))
    Commitment.objects.create(
        pk=900, title="新增便民窗口", sentence="新增便民窗口15個。", section=report.sections.last(), unit=unit,
        promised_on=NOW.date(), first_promised_on=NOW.date(), proposed_at=NOW, confirmed_at=NOW,
        proposed_by=report.publications.first().by, confirmed_by=report.publications.first().by,
    )  # fmt: skip
    series = Series.objects.create(pk=900, name="便民窗口", created_at=NOW)
    figure = Figure.objects.of(report).exclude(name="偵破案件").first()  # that page stands for those of no series
    Point.objects.create(series=series, figure=figure, confirmed_at=NOW, confirmed_by=report.publications.first().by)
    Measure.objects.filter(pk=make_measure(unit=unit).pk).update(id=900)
    campaign = factories.make_campaign(slug="rated", year=2019, report=report)
    factories.make_phase(campaign=campaign, kind=Phase.Kind.RATE, starts_on=date(2020, 12, 1))
    Ballot.objects.create(
        campaign=campaign, state=Ballot.State.CLOSED, public_key="0" * 64, questions_digest="0" * 64, opened_at=NOW,
        closed_at=NOW, cast=0, unreadable=0, invited=0, codes_used=0,
    )  # fmt: skip
    factories.make_phase(campaign=campaign, kind=Phase.Kind.AWARD, starts_on=date(2020, 12, 1))
    freeze(campaign, NOW)
    draws.drawn(draws.make_round(), draws.staff())
    factories.make_talk(slug="traffic", starts_at=at("2020-12-01 09:30"), unit=unit)
    return suggestion


def seen(address, **extra):
    """All of what somebody else is answered, unpacked."""
    answer = Client().get(address, **extra)
    content = gzip.decompress(answer.content) if answer.get("Content-Encoding") == "gzip" else answer.content
    length = {"Content-Length", "Content-Encoding"}
    return (
        answer.status_code, content, {name: value for name, value in answer.items() if name not in length},
        dict(answer.cookies),
    )  # fmt: skip


def others(address):
    """What two others are answered: one who takes gzip, one who does not."""
    return seen(address), seen(address, HTTP_ACCEPT_ENCODING="gzip")


@pytest.mark.parametrize("address", PAGES)
def test_no_header_of_whoever_asks_first_changes_what_the_next_one_reads(address):
    usual = others(address)
    read = {}
    for name, headers in OTHER_WAYS.items():
        shelf.clear()
        Client().get(address, **headers)
        read[name] = others(address)

    assert usual[0][0] == 200
    assert [name for name, found in read.items() if found != usual] == []


def test_nor_do_all_of_them_at_once():
    headers = {}
    for name, more in OTHER_WAYS.items():
        headers |= more if name not in ALONE else {}
    cookies = "; ".join(f"{name}={value}" for name, value in COOKIES)
    ways = [{"HTTP_ACCEPT_ENCODING": "xgzip"}, {"HTTP_COOKIE": cookies, "HTTP_ACCEPT_ENCODING": "gzip;q=0"}]
    changed = []
    for address in OTHER_PAGES:
        usual = others(address)
        for more in ways:
            shelf.clear()
            Client().get(address, **headers | more)
            changed += [address] if others(address) != usual else []
    assert changed == []


def test_each_view_that_is_for_everybody_is_asked_so():
    asked = set()
    for address in [*PAGES, *OTHER_PAGES]:
        with override(language_of(address)):
            asked.add(resolve(address.partition("?")[0]).url_name)
    assert asked | STREAMED == FOR_EVERYBODY


@pytest.mark.parametrize("address", PAGES)
def test_nor_does_a_cookie(address, triage_officer, settings):
    usual = others(address)
    signed_in = Client()
    signed_in.force_login(triage_officer)
    signed_in.post(reverse("status_end"))  # leaves a message to be read
    real = [(name, signed_in.cookies[name].value) for name in ("sessionid", "messages")]
    read = {}
    for name, value in [*COOKIES, *real]:
        shelf.clear()
        first = Client()
        first.cookies[name] = value
        first.get(address)
        read[name, value] = others(address)

    assert [name for name, found in read.items() if found != usual] == []


@pytest.mark.parametrize("address", PAGES)
def test_nor_does_asking_for_the_head_alone(address):
    usual = others(address)
    shelf.clear()
    Client().head(address)
    assert others(address) == usual


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("/suggestions/?q=%C2%B0", "/suggestions/?q=%B0"),  # one in UTF-8, one in latin-1
        ("/suggestions/?q=%EF%BF%BD", "/suggestions/?q=%FF"),
        ("/suggestions/?q=1", "/suggestions/?q=1&original=1"),
        ("/suggestions/?q=1&q=2", "/suggestions/?q=2&q=1"),
        ("/suggestions/?q=+", "/suggestions/?q=%2B"),
    ],
)
def test_each_query_is_a_page_of_its_own_as_it_was_sent(first, then):
    usual = others(then)
    shelf.clear()
    others(first)
    assert others(then) == usual


@pytest.mark.parametrize("address", ["/suggestions/1999-0001/", "/nothing/", "/about", "/suggestions/2020-1/"])
def test_what_is_missing_or_elsewhere_is_kept_for_nobody(address):
    usual = others(address)
    for headers in OTHER_WAYS.values():
        Client().get(address, **headers)
    assert (others(address), shelf._pages) == (usual, {})


@pytest.mark.parametrize("accepted", ["gzip;q=0", "xgzip", ""])
def test_who_takes_no_gzip_is_sent_none(accepted):
    Client().get("/about/", HTTP_ACCEPT_ENCODING="gzip")
    assert "Content-Encoding" not in Client().get("/about/", HTTP_ACCEPT_ENCODING=accepted)
