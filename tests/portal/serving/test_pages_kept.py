"""Public pages: the same for everybody, asked for again by a tag, kept until something is published."""

import pytest
from django.test import Client
from django.urls import reverse

from feedback.rules.workflow import Stage
from portal.serving import generation, pages
from tests import factories
from tests.conftest import STOPPED_AT
from tests.portal.serving.publishing import publish

FOR_ALL = "public, max-age=0, must-revalidate"


@pytest.fixture
def keeping(settings):
    """Pages are kept, and each look at the generation is a new one."""
    settings.PAGE_CACHE = 60


def look_again():
    """Half a second later."""
    generation.forget()


SHARED = [
    "/", "/reports/", "/campaigns/", "/campaigns/open/", "/campaigns/open/wall/", "/suggestions/", "/data/", "/about/",
    "/en/", "/zh-hans/suggestions/", "/data/months.csv", "/sitemap/",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("address", SHARED)
def test_a_page_for_everybody_sets_no_cookie_and_is_asked_for_by_its_tag(client, address):
    page = client.get(address)
    again = client.get(address, headers={"if-none-match": page["ETag"]})

    assert (page.status_code, page["Cache-Control"], dict(page.cookies)) == (200, FOR_ALL, {})
    assert ("Cookie" in page.get("Vary", ""), "Language" in page.get("Vary", "")) == (False, False)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", page["ETag"])


@pytest.mark.django_db
def test_a_page_under_another_content_policy_is_another_page(client, settings):
    before = client.get("/about/")
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["'none'"]}}
    after = client.get("/about/", headers={"if-none-match": before["ETag"]})

    assert (after.status_code, after.content) == (200, before.content)
    assert after["Content-Security-Policy"] != before["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/suggestions/", "/about/"])
def test_staff_and_strangers_get_the_same_bytes(client, triage_officer, address):
    signed_in = Client()
    signed_in.force_login(triage_officer)

    assert signed_in.get(address).content == client.get(address).content


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/suggest/", "/status/", "/comfort/", "/desk/login/", "/healthz/"])
def test_what_is_one_persons_is_kept_by_nobody(client, keeping, address):
    answer = client.get(address)

    assert ("ETag" in answer, "public" in answer.get("Cache-Control", "")) == (False, False)
    assert pages.shelf._pages == {}


@pytest.mark.django_db
def test_a_missing_page_is_not_kept(client, keeping):
    assert (client.get("/suggestions/1999-0001/").status_code, pages.shelf._pages) == (404, {})


@pytest.mark.django_db
def test_a_kept_page_asks_the_database_nothing(client, keeping, django_assert_num_queries):
    first = client.get("/suggestions/")
    with django_assert_num_queries(0):
        second = client.get("/suggestions/")
        unchanged = client.get("/suggestions/", headers={"if-none-match": first["ETag"]})

    assert (second.content, second.headers) == (first.content, first.headers)
    assert (unchanged.status_code, unchanged.content, unchanged["Cache-Control"]) == (304, b"", FOR_ALL)


@pytest.mark.django_db
def test_languages_queries_and_packed_answers_are_pages_of_their_own(client, keeping):
    plain = client.get("/suggestions/")
    packed = client.get("/suggestions/", headers={"accept-encoding": "gzip"})
    english = client.get("/en/suggestions/")
    filtered = client.get("/suggestions/?tally=closed")

    assert (plain.get("Content-Encoding"), packed["Content-Encoding"]) == (None, "gzip")
    assert len({plain.content, packed.content, english.content, filtered.content}) == 4


@pytest.mark.django_db(transaction=True)
def test_taking_a_suggestion_leaves_the_pages_and_publishing_ends_them(client, keeping):
    suggestion = factories.make_suggestion(has_consent=True)
    board = client.get("/suggestions/?stubs=1").content
    factories.make_suggestion()
    kept = client.get("/suggestions/?stubs=1").content
    factories.release(suggestion)
    fresh = client.get("/suggestions/?stubs=1").text

    assert kept == board
    assert ("香港中路路口加待轉提示" in fresh, "2020-0002" in fresh) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_a_text_taken_back_is_nowhere(client, keeping):
    suggestion = factories.make_suggestion(has_consent=True)
    factories.release(suggestion)
    address = reverse("suggestion_detail", args=[suggestion.number])
    assert "香港中路路口加待轉提示" in client.get(address).text

    suggestion.take_back("寫了鄰居的名字。", by=factories.office().triage_officer, now=factories.NOW)

    assert "香港中路路口加待轉提示" not in client.get(address).text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("prefix", "told"), [("", "1 人也遇到"), ("/zh-hans", "1 人也遇到"), ("/en", "People who met this too: 1")]
)
def test_a_supporter_reads_the_new_number_at_once(client, keeping, prefix, told):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, has_consent=True)
    factories.release(suggestion)
    address = prefix + suggestion.get_absolute_url()
    before = client.get(address).text

    client.post(reverse("suggestion_support", args=[suggestion.number]))

    assert (told in before, told in client.get(address).text) == (False, True)


@pytest.mark.django_db
def test_what_another_worker_publishes_is_seen_at_the_next_look(client, keeping):
    client.get("/suggestions/")
    generation.Publishing.objects.create()  # as another process does it

    look_again()
    asked = generation.current()

    assert pages.shelf.get(next(iter(pages.shelf._pages)), asked) is None


def test_one_alone_makes_an_old_page_anew_and_nobody_reads_one_that_is_older(monkeypatch):
    shelf, page = pages.Shelf(), pages.Page((1, 1), until=5, headers={}, content=b"old")
    shelf.put("/", page)
    asked = []
    for now in (4.9, 5.1, 5.2, 5 + pages.SECONDS_TO_MAKE):
        monkeypatch.setattr(pages, "monotonic", lambda now=now: now)
        asked.append(getattr(shelf.get("/", (1, 1)), "content", None))

    assert asked == [b"old", None, b"old", None]


@pytest.mark.django_db
def test_the_page_of_one_suggestion_is_kept_longer_than_one_with_totals(client, settings, monkeypatch):
    settings.PAGE_CACHE = 5
    suggestion = factories.make_suggestion(has_consent=True)
    monkeypatch.setattr(pages, "monotonic", lambda: 100)
    for address in ("/suggestions/", suggestion.get_absolute_url()):
        client.get(address)

    assert [page.until for page in pages.shelf._pages.values()] == [105, 130]


@pytest.mark.django_db
def test_a_page_made_anew_for_somebody_who_has_it_is_kept_for_the_others(client, keeping, monkeypatch):
    tag = client.get("/about/")["ETag"]
    monkeypatch.setattr(pages, "monotonic", lambda: STOPPED_AT + 61)

    again = client.get("/about/", headers={"if-none-match": tag})

    [page] = pages.shelf._pages.values()
    assert (again.status_code, page.is_made_anew, page.until > STOPPED_AT + 61) == (304, False, True)


def test_a_page_of_yesterday_is_read_by_nobody(monkeypatch):
    shelf = pages.Shelf()
    shelf.put("/", pages.Page((1, 1), until=5, headers={}, content=b"old"))
    monkeypatch.setattr(pages, "monotonic", lambda: 4)

    assert shelf.get("/", (2, 2)) is None


@pytest.mark.django_db
def test_pruning_leaves_one_publication():
    for _ in range(3):
        publish()
    newest = generation.Publishing.objects.latest("pk")

    generation.prune()

    assert list(generation.Publishing.objects.all()) == [newest]


def test_the_shelf_gives_up_what_was_asked_for_longest_ago(monkeypatch):
    monkeypatch.setattr(pages, "MOST_BYTES", 10)
    shelf = pages.Shelf()
    page = pages.Page((1, 1), float("inf"), {}, b"12345")
    shelf.put("a", page)
    shelf.put("b", page)
    shelf.get("a", (1, 1))
    shelf.put("c", page)

    assert list(shelf._pages) == ["a", "c"]


def test_a_page_of_another_generation_or_too_old_is_not_given():
    shelf = pages.Shelf()
    shelf.put("a", pages.Page((1, 1), float("inf"), {}, b""))
    shelf.put("b", pages.Page((1, 1), float("-inf"), {}, b""))

    assert [shelf.get(key, in_force) for key, in_force in [("a", (2, 2)), ("b", (1, 1)), ("z", (1, 1))]] == [None] * 3
