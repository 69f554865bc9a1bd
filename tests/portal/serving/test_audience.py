"""Whom each page is for: its view says so, or it is one person's, and nobody keeps it."""

import pytest
from django.conf import settings
from django.http import HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.test import Client
from django.urls import URLResolver, get_resolver, include, path, resolve
from django.utils.translation import override

from feedback.parts import browser
from portal import urls
from portal.serving import pages
from portal.serving.pages import EVERYBODY, ONE_PERSON, audience, for_everybody, is_for_everybody, kept_for, personal

handler400, handler500 = urls.handler400, urls.handler500
FOR_NOBODY_ELSE = "private, no-store"
# What is answered by a view that is for everybody. A new one is written here by whoever has read what its view reads.
FOR_EVERYBODY = {
    "about", "accessibility", "ballot_csv", "ballot_done", "ballot_questions", "ballot_results", "calendar",
    "campaign_awards", "campaign_calendar", "campaign_csv", "campaign_detail", "campaign_list", "campaign_summary",
    "campaign_summary_csv", "campaign_wall", "chain", "commitment_csv", "commitment_detail", "commitment_list",
    "district_detail", "district_list", "draw_attempt", "draw_attempt_json", "draw_detail", "draw_json",
    "feed_category", "feed_commitments", "feed_district", "feed_replies", "feed_reports", "feed_suggestion",
    "feed_suggestions", "feed_talks", "feed_unit", "figure_csv", "figure_history", "figure_index",
    "figure_index_csv", "figure_list", "file_picture", "file_thumb", "follow", "follow_asked", "home",
    "ledger", "ledger_check", "ledger_checkpoint", "ledger_checkpoint_of", "ledger_day", "ledger_entries",
    "ledger_opening", "ledger_program",
    "ledger_stamp", "ledger_stamped", "ledger_tile",
    "measure_csv", "measure_detail", "measure_list", "page_qr", "privacy", "rate_list", "report_detail",
    "report_list", "representative_list", "robots", "series_csv", "series_detail", "site_map", "site_map_index",
    "site_map_part", "statistics", "statistics_csv", "styleguide", "suggest_hits", "suggestion_csv",
    "suggestion_detail", "suggestion_list", "talk_detail", "talk_list", "talk_now", "talk_record", "talk_screen",
    "unit_detail", "unit_list",
}  # fmt: skip
FOR_ONE_PERSON = {
    "ballot_vote", "comfort_choice", "comfort_css", "follow_confirm", "follow_mail", "healthz", "notice_stop",
    "rate_subject", "readyz", "representative_apply", "representative_check", "representative_sent",
    "representative_withdraw", "status_answer", "status_calendar", "status_detail", "status_end", "status_files",
    "status_lookup", "status_notices", "status_object", "status_picture", "status_proof", "status_rate", "status_thumb",
    "status_withdraw", "suggest_check", "suggest_files", "suggest_kind", "suggest_person", "suggest_receipt",
    "suggest_similar", "suggest_start", "suggest_words", "suggestion_support", "talk_ask", "talk_receipt",
}  # fmt: skip


def cookie_reader(request):
    """A view that somebody adds and forgets to declare."""
    return HttpResponse(f"您是 {browser.token_of(request)}。" + "。" * 300)


def boasting(request):
    """One that forgets it, and says that all may keep it."""
    return HttpResponse(headers={"Cache-Control": "public, max-age=60"})


urlpatterns = [
    path("suggestion/mine/", cookie_reader, name="suggestion_mine"),
    path("suggestion/kept/", kept_for(30)(cookie_reader), name="suggestion_kept"),
    path("suggestion/personal/", personal(kept_for(30)(cookie_reader)), name="about_me"),
    path("suggestion/boasting/", boasting, name="boasting"),
    path("with-cookie/", for_everybody(lambda request: browser.keep(HttpResponse("a"), "a")), name="with_cookie"),
    path("missing/", for_everybody(lambda request: HttpResponseNotFound("a")), name="missing"),
    path("missing/kept/", for_everybody(lambda request: HttpResponseNotFound(headers={"Cache-Control": "public"}))),
    path("elsewhere/", lambda request: HttpResponseRedirect("/"), name="elsewhere"),
    path("shared/", for_everybody(kept_for(30)(lambda request: HttpResponse("a"))), name="shared"),
    path("nested/", include([path("shared/", for_everybody(lambda request: HttpResponse("a")))])),
    *urls.urlpatterns,
]


def addresses(patterns, before=""):
    """(address, name, view) of every address of the URLconf in the language that is spoken."""
    for pattern in patterns:
        whole = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, whole)
        else:
            yield whole, pattern.name, pattern.callback


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_address_says_whom_it_is_for_or_is_the_desks(language):
    with override(language):
        found = list(addresses(get_resolver().url_patterns))
    prefix = "" if language == settings.LANGUAGE_CODE else f"{language}/"
    public = {name: audience(view) for address, name, view in found if not address.startswith(f"{prefix}desk/")}
    desk = {audience(view) for address, _name, view in found if address.startswith(f"{prefix}desk/")}

    assert public == dict.fromkeys(FOR_EVERYBODY, EVERYBODY) | dict.fromkeys(FOR_ONE_PERSON, ONE_PERSON)
    assert desk == {None}


@pytest.mark.parametrize(
    ("address", "is_one"),
    [("/", True), ("/en/data/", True), ("/desk/", False), ("/desk/backup-codes/", False), ("/status/", False)],
)
def test_an_address_is_for_everybody_when_its_view_says_so(address, is_one):
    with override("en" if address.startswith("/en/") else settings.LANGUAGE_CODE):
        assert is_for_everybody(resolve(address)) is is_one


def test_no_address_is_for_everybody_by_leading_nowhere():
    assert is_for_everybody(None) is False


@pytest.fixture
def keeping(settings):
    settings.PAGE_CACHE = 60


@pytest.fixture
def two_browsers():
    """Two that a signed cookie tells apart."""
    both = Client(), Client()
    for client, token in zip(both, ("first-of-two", "second-of-two"), strict=True):
        client.cookies = browser.keep(HttpResponse(), token).cookies
    return both


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/suggestion/mine/", "/suggestion/kept/", "/suggestion/personal/"])
def test_what_a_view_reads_of_one_browser_is_shown_to_no_other(two_browsers, keeping, address):
    first, second = (client.get(address) for client in two_browsers)
    again = two_browsers[0].get(address, headers={"if-none-match": "*"})

    assert ("first-of" in first.text, "second-of" in second.text, "first-of" in second.text) == (True, True, False)
    assert {answer["Cache-Control"] for answer in (first, second, again)} == {FOR_NOBODY_ELSE}
    assert (again.status_code, "ETag" in first, pages.shelf._pages) == (200, False, {})


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    "address",
    [
        "/suggestion/boasting/", "/with-cookie/", "/missing/", "/missing/kept/", "/elsewhere/", "/nothing/", "/about",
        "/suggestions/1999-0001/", "/reports/1999/",
    ],
)  # fmt: skip
def test_what_is_not_the_same_page_for_all_is_kept_by_nobody(client, keeping, address):
    answer = client.get(address)
    assert (answer["Cache-Control"], "ETag" in answer, pages.shelf._pages) == (FOR_NOBODY_ELSE, False, {})


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/shared/", "/nested/shared/"])
def test_what_is_declared_is_shared_and_kept(client, keeping, address):
    answer = client.get(address)
    kept = [asked.path for asked in pages.shelf._pages]
    assert (answer["Cache-Control"], "ETag" in answer, kept) == (pages.FOR_ALL, True, [address])


@pytest.mark.django_db
def test_the_answer_to_a_form_is_kept_by_nobody(client):
    assert client.post("/about/")["Cache-Control"] == FOR_NOBODY_ELSE


def test_a_file_goes_out_as_it_is(client):
    answer = client.head("/static/portal/site.css")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "max-age=60, public")


@pytest.mark.django_db
def test_a_download_that_is_sent_as_it_comes_says_nothing(client):
    answer = client.get("/campaigns/open/wall.csv")
    assert (answer.status_code, answer.get("Cache-Control")) == (200, None)


@pytest.mark.django_db
def test_who_asks_too_often_keeps_the_answer_from_nobody_else(client, settings):
    settings.HITS_PER_MINUTE_NETWORK = 1
    answers = [client.get("/suggest/similar/hits/?title=%E5%81%9C%E8%BB%8A") for _ in range(2)]
    assert [(answer.status_code, answer["Cache-Control"]) for answer in answers] == [
        (200, "public, max-age=60"), (429, FOR_NOBODY_ELSE),
    ]  # fmt: skip
