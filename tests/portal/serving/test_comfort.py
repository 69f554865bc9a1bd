"""大字版 and 長者模式: chosen once, kept, and no other page differs for it."""

import pytest
from django.test import Client

from portal.serving import comfort
from portal.serving.comfort import Size

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    """A browser that checks forms as in service."""
    return Client(enforce_csrf_checks=True)


def choose(reader, size, **more):
    reader.get("/comfort/")
    token = reader.cookies["csrftoken"].value
    return reader.post("/comfort/", {"size": size, "csrfmiddlewaretoken": token} | more)


@pytest.mark.parametrize("size", list(Size))
def test_the_stylesheet_follows_the_choice(reader, size):
    choose(reader, size)
    assert reader.get("/comfort.css").text == comfort.rules(size)


def test_each_size_has_rules_of_its_own():
    lengths = [len(comfort.rules(size)) for size in Size]
    assert (lengths[0], sorted(set(lengths))) == (0, lengths)


@pytest.mark.parametrize("cookie", [None, "giant", "large; x"])
def test_without_a_choice_pages_stay_as_they_are(client, cookie):
    if cookie:
        client.cookies["comfort"] = cookie
    assert client.get("/comfort.css").text == ""


def test_the_stylesheet_is_kept_by_nobody_else_and_asked_again(client):
    response = client.get("/comfort.css")
    assert (response["Content-Type"], response["Cache-Control"], "Cookie" in response["Vary"]) == (
        "text/css; charset=utf-8", "private, no-cache", True,
    )  # fmt: skip


def test_an_unchanged_stylesheet_is_not_sent_again(reader):
    tag = reader.get("/comfort.css")["ETag"]
    assert reader.get("/comfort.css", headers={"if-none-match": tag}).status_code == 304
    choose(reader, Size.LARGE)
    assert reader.get("/comfort.css", headers={"if-none-match": tag}).status_code == 200


def test_the_choice_is_kept_for_a_year_and_out_of_reach_of_scripts(reader):
    cookie = choose(reader, Size.PLAIN).cookies["comfort"]
    assert (cookie.value, cookie["max-age"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        "plain", 365 * 24 * 3600, True, "Lax", "/",
    )  # fmt: skip


def test_going_back_to_the_usual_size_leaves_no_cookie(reader):
    choose(reader, Size.PLAIN)
    assert choose(reader, Size.NORMAL).cookies["comfort"]["max-age"] == 0


def test_pages_are_the_same_whatever_was_chosen(reader):
    before = reader.get("/about/").content
    choose(reader, Size.PLAIN)
    assert reader.get("/about/").content == before


@pytest.mark.parametrize(
    ("came_from", "prefix", "back"),
    [
        ("/suggestions/?page=2", "", "/suggestions/?page=2"),
        ("/about/", "/zh-hans", "/zh-hans/about/"),
        ("", "", "/"),
        ("https://example.test/", "", "/"),
        ("//example.test/", "", "/"),
        ("/\\example.test/", "", "/"),
        ("javascript:alert(1)", "", "/"),
    ],
)
def test_the_way_leads_back_and_never_to_another_site(client, came_from, prefix, back):
    response = client.post(f"{prefix}/comfort/", {"size": "large", "next": came_from})
    assert (response.status_code, response["Location"]) == (302, back)


def test_the_form_shows_what_is_in_force_and_where_it_leads(reader):
    choose(reader, Size.LARGE)
    form = reader.get("/comfort/?next=/about/").context["form"]
    assert (form["size"].value(), form["next"].value()) == (Size.LARGE, "/about/")


def test_a_size_that_does_not_exist_is_refused(client):
    response = client.post("/comfort/", {"size": "giant"})
    assert (response.status_code, response.context["form"].errors) == (200, {"size": ["請選一種大小。"]})


def test_a_form_of_another_site_chooses_nothing(reader):
    assert reader.post("/comfort/", {"size": "large"}).status_code == 403
