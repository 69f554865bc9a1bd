"""Pages with a pulse of their own: one reader makes anew what changed, nobody reads the old one a second longer."""

import threading
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from portal import urls
from portal.serving import pages
from portal.serving.generation import Pulse
from portal.serving.pages import for_everybody, kept_by
from tests.portal.serving.publishing import publish

handler400, handler500 = urls.handler400, urls.handler500
said = {"value": 1, "is_away": False}


def look():
    if said["is_away"]:
        raise OperationalError
    return (said["value"],)


pulse = Pulse(look)


def counted(request):
    return HttpResponse(f"{said['value']}")


def counter(request):
    return counted(request)


urlpatterns = [path("counted/", for_everybody(kept_by(lambda: pulse, seconds=5)(counter))), *urls.urlpatterns]


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.PAGE_CACHE = 60
    settings.ROOT_URLCONF = __name__
    said.update(value=1, is_away=False)
    pulse.forget()


def change(value):
    """It changed, and half a second passed."""
    said["value"] = value
    pulse.forget()


@pytest.mark.django_db
def test_it_is_kept_while_its_pulse_stays_whatever_is_published(client, django_assert_num_queries):
    first = client.get("/counted/")
    publish()
    said["value"] = 2  # and nobody looks yet
    with django_assert_num_queries(0):
        again = client.get("/counted/", headers={"if-none-match": first["ETag"]})

    assert (first.content, again.status_code) == (b"1", 304)


@pytest.mark.django_db
def test_it_is_made_anew_when_its_pulse_changed_and_no_other_page_is(client):
    before = client.get("/counted/"), client.get("/about/")
    in_force = [page.generation for page in pages.shelf._pages.values()]
    change(2)
    after = client.get("/counted/"), client.get("/about/")
    [about] = [page.generation for asked, page in pages.shelf._pages.items() if asked.path == "/about/"]

    assert [answer.content for answer in (before[0], after[0])] == [b"1", b"2"]
    assert (before[1].content == after[1].content, about == in_force[1]) == (True, True)


@pytest.mark.django_db
def test_it_is_made_anew_after_its_own_seconds(client, monkeypatch):
    client.get("/counted/")
    [page] = pages.shelf._pages.values()
    monkeypatch.setattr(pages, "monotonic", lambda: page.until)
    said["value"] = 2

    assert client.get("/counted/").content == b"2"


@pytest.mark.django_db
def test_while_the_database_is_away_it_shows_what_is_not_known_to_have_changed(client):
    client.get("/counted/")
    said["is_away"] = True
    pulse._until = pulse._pause_until = float("-inf")
    kept = client.get("/counted/")

    assert (kept.status_code, kept.content.endswith(b"1"), kept["Cache-Control"]) == (200, True, "no-store")


@pytest.mark.django_db
def test_what_changed_before_it_went_away_is_not_shown(client):
    client.get("/counted/")
    [page] = pages.shelf._pages.values()
    change(2)
    pages.shelf.get(next(iter(pages.shelf._pages)), pulse.value())  # somebody began to make it anew

    assert pages.shelf.last(next(iter(pages.shelf._pages)), (2,)) is None
    assert page.generation == (1,)


def test_of_hundreds_one_makes_it_anew_and_the_others_read_the_old_one_for_a_moment(monkeypatch):
    shelf, page = pages.Shelf(), pages.Page((1,), until=5, headers={}, content=b"old", pulse=pulse)
    shelf.put("/", page)
    asked = []
    for now in (1, 1.1, 1.3, 1 + pages.SECONDS_TO_CHANGE):
        monkeypatch.setattr(pages, "monotonic", lambda now=now: now)
        asked.append(getattr(shelf.get("/", (2,)), "content", None))

    assert asked == [None, b"old", b"old", None]


def test_changes_without_end_keep_no_old_page(monkeypatch):
    shelf, page = pages.Shelf(), pages.Page((1,), until=5, headers={}, content=b"old", pulse=pulse)
    shelf.put("/", page)
    asked = []
    for beat, now in enumerate((1, 1.2, 1.3, 1 + pages.SECONDS_TO_CHANGE), start=2):
        monkeypatch.setattr(pages, "monotonic", lambda now=now: now)
        asked.append([getattr(shelf.get("/", (beat,)), "content", None) for _reader in range(2)])

    assert asked == [[None, b"old"]] * 3 + [[None, None]]


@pytest.mark.django_db
def test_while_one_makes_what_is_too_old_the_others_wait_and_get_what_it_made(client, monkeypatch):
    client.get("/counted/")
    [page] = pages.shelf._pages.values()
    monkeypatch.setattr(pages, "monotonic", lambda: page.until + pages.SECONDS_TO_MAKE)
    change(2)
    begun, may_end, made = threading.Event(), threading.Event(), []

    def slowly(request):
        begun.set()
        made.append(said["value"])
        may_end.wait()
        return HttpResponse(f"{said['value']}")

    monkeypatch.setitem(globals(), "counted", slowly)

    def read():
        try:
            return Client().get("/counted/").content
        finally:
            connection.close()  # that of this thread

    with ThreadPoolExecutor() as pool:
        first = pool.submit(read)
        begun.wait()
        others = [pool.submit(read) for _reader in range(2)]
        assert wait(others, timeout=0.2).done == set()
        may_end.set()
        answers = [first.result(), *(other.result() for other in others)]

    assert (answers, made) == ([b"2"] * 3, [2])
