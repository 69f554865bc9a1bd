"""The address a page is known by, and the image of it."""

import pytest
from django.test import override_settings

from portal.serving.addresses import canonical, with_parameter, without_parameter
from portal.serving.pages import is_page_for_all

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "known_by"),
    [
        ("/suggestions/", "/suggestions/"),
        ("/suggestions/?page=2&category=3", "/suggestions/?page=2&category=3"),
        ("/suggestions/?q=13864210975&page=2", "/suggestions/?page=2"),  # words somebody typed
        ("/suggestions/?page=2&original=1", "/suggestions/?page=2"),
        ("/suggestions/?page=", "/suggestions/"),
        ("/suggestions/?campaign=%E7%8E%8B", "/suggestions/"),
    ],
)
def test_an_address_keeps_only_what_names_the_page(address, known_by):
    assert canonical(address) == known_by


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("/", True),
        ("/about/", True),
        ("/zh-hans/about/", True),
        ("/en/suggestions/?page=2", True),
        ("/suggestions/2020-0001/", True),
        ("/reports/figures/%E5%87%BA%E8%AD%A6/", True),
        ("/suggest/", False),
        ("/status/mine/", False),
        ("/en/status/", False),
        ("/comfort/", False),
        ("/desk/", False),
        ("/desk/backup-codes/", False),
        ("/en/desk/code/", False),
        ("/healthz/", False),
        ("/nothing/", False),
        ("", False),
        ("about/", False),
        ("//example.test/", False),
        ("https://example.test/", False),
        ("/suggestions/?q=1", False),
        ("/about/#top", False),
        (f"/suggestions/{'1' * 300}/", False),
    ],
)
def test_a_page_for_all_is_a_public_page_of_this_site(address, is_one):
    assert is_page_for_all(address) is is_one


def test_a_parameter_is_put_on_and_taken_off():
    address = "/suggestions/?page=2&q="
    assert with_parameter(address, "original") == "/suggestions/?page=2&q=&original=1"
    assert without_parameter("/suggestions/?original=1&page=2&q=", "original") == address
    assert without_parameter("/about/?original=1", "original") == "/about/"


def test_the_image_of_an_address_is_kept_for_ever(client):
    response = client.get("/qr/page.svg", {"path": "/about/"})
    assert (response.status_code, response["Content-Type"], response["Cache-Control"], dict(response.cookies)) == (
        200, "image/svg+xml", "public, max-age=31536000, immutable", {},
    )  # fmt: skip


@override_settings(SITE_URL="https://example.test")
def test_another_site_and_a_page_for_one_person_have_no_image(client):
    paths = ["//example.com/", "https://example.com/", "/status/mine/", "/suggestions/?q=1", ""]
    assert [client.get("/qr/page.svg", {"path": path}).status_code for path in paths] == [404] * 5
