"""The language of the desk: chosen, remembered, offered where the browser asks, and no matter of the public pages."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils.translation import override

from portal.accounts.language import COOKIE, way
from tests import factories

pytestmark = pytest.mark.django_db

OFFER = "您的浏览器使用简体中文。"
HANS_HOME = "/zh-hans/desk/"


def choose(client, language, address="/desk/"):
    return client.post(reverse("staff_language"), {"language": language, "next": address})


def test_whoever_chooses_goes_on_reading_the_page_in_that_language(client, triage_officer):
    client.force_login(triage_officer)
    response = choose(client, "zh-hans", "/desk/feedback/suggestion/?stage=open")
    assert (response.status_code, response.url) == (302, "/zh-hans/desk/feedback/suggestion/?stage=open")
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/desk/?page=2", "/zh-hans/desk/?page=2"),
        ("/en/desk/feedback/unit/", "/zh-hans/desk/feedback/unit/"),
        ("/zh-hans/desk/", HANS_HOME),
        ("https://elsewhere.example/desk/", HANS_HOME),
        ("//elsewhere.example/desk/", HANS_HOME),
        ("/about/", HANS_HOME),
        ("", HANS_HOME),
    ],
)
def test_the_way_on_is_a_page_of_the_desk(address, leads_to):
    assert way(address, "zh-hans") == leads_to


@pytest.mark.parametrize(
    ("language", "address", "leads_to"),
    [
        ("zh-hans", "/desk/feedback/suggestion/?stage=open", "/zh-hans/desk/feedback/suggestion/?stage=open"),
        ("zh-hant", "/zh-hans/desk/", "/desk/"),
        ("zh-hans", "/en/desk/login/", "/zh-hans/desk/login/"),
    ],
)
def test_a_link_to_the_desk_follows_the_choice(client, language, address, leads_to):
    client.cookies[COOKIE] = language
    response = client.get(address)
    assert (response.status_code, response.url) == (302, leads_to)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("value", ["", "fr", "zh-hans\x00", "/desk/"])
def test_a_cookie_that_names_no_language_changes_nothing(client, value):
    client.cookies[COOKIE] = value
    assert client.get(reverse("admin:login")).status_code == 200


def test_what_is_sent_is_taken_at_the_address_it_is_sent_to(client, triage_officer):
    client.cookies[COOKIE] = "zh-hans"
    client.force_login(triage_officer)
    response = client.post("/desk/logout/")
    assert (response.status_code, response.get("Location", "")) == (200, "")


def test_a_choice_that_is_none_leads_home(client):
    response = choose(client, "fr")
    assert (response.url, COOKIE in response.cookies) == ("/desk/", False)
    assert client.get(reverse("staff_language")).status_code == 405


def test_from_a_page_of_too_long_an_address_the_choice_is_kept_and_leads_home(client):
    response = choose(client, "zh-hans", f"/desk/?unit={'1' * 2000}")
    assert (response.url, response.cookies[COOKIE].value) == (HANS_HOME, "zh-hans")


def test_every_page_of_the_desk_shows_the_languages_and_which_it_is(client, triage_officer):
    signing_in = client.get(reverse("admin:login")).text
    client.force_login(triage_officer)
    with override("zh-hans"):
        home = client.get(reverse("admin:index")).text
    current = 'value="{}" lang="{}" aria-current="true">{}</button>'
    assert current.format("zh-hant", "zh-Hant", "繁體") in signing_in
    assert current.format("zh-hans", "zh-Hans", "简体") in home


@pytest.mark.parametrize(
    ("address", "leads_back_to"),
    [
        ("/desk/login/?next=/desk/feedback/unit/%3Fq%3D13864210975", "/desk/login/?next=%2Fdesk%2Ffeedback%2Funit%2F"),
        ("/desk/login/?next=https://elsewhere.example/", "/desk/login/"),
        ("/desk/login/?contact=13864210975&page=2", "/desk/login/?page=2"),
    ],
)
def test_the_choice_leads_back_to_the_page_without_what_was_typed_in_its_address(client, address, leads_back_to):
    assert f'name="next" value="{leads_back_to}"' in client.get(address).text


@pytest.mark.parametrize(
    ("asks", "is_offered"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", True),
        ("zh-Hans-CN", True),
        ("en-US,en;q=0.9,zh-CN;q=0.8", True),
        ("zh-SG", True),
        ("zh-TW,zh;q=0.9,zh-CN;q=0.5", False),
        ("zh-Hant-HK,zh-CN;q=0.9", False),
        ("en", False),
        ("", False),
        ("no language at all, \ufffd", False),
    ],
)
def test_a_browser_that_asks_for_simplified_is_offered_it_at_sign_in(client, asks, is_offered):
    response = client.get(reverse("admin:login"), headers={"accept-language": asks})
    assert (OFFER in response.text, "Accept-Language" in response["Vary"]) == (is_offered, True)


@pytest.mark.parametrize(("cookie", "address"), [("zh-hant", "/desk/login/"), ("", "/zh-hans/desk/login/")])
def test_nothing_is_offered_to_who_has_chosen_or_reads_it_already(client, cookie, address):
    client.cookies[COOKIE] = cookie
    assert OFFER not in client.get(address, headers={"accept-language": "zh-CN"}).text


@pytest.mark.parametrize("address", ["/", "/suggestions/", "/about/"])
def test_public_pages_vary_by_no_language_and_know_no_choice(client, address):
    plain = client.get(address)
    client.cookies[COOKIE] = "zh-hans"
    asking = client.get(address, headers={"accept-language": "zh-CN"})
    assert (asking.status_code, asking.content) == (200, plain.content)
    assert "Accept-Language" not in plain.get("Vary", "")


def test_units_and_districts_follow_at_the_desk(client, administrator):
    factories.make_unit(name="李滄分局")
    client.force_login(administrator)
    pages = [client.get(f"{prefix}/desk/feedback/unit/").text for prefix in ("", "/zh-hans")]
    assert [("李滄分局" in page, "李沧分局" in page) for page in pages] == [(True, False), (False, True)]


def test_a_record_calls_a_row_as_it_was_entered(client, administrator):
    client.force_login(administrator)
    client.post("/zh-hans/desk/feedback/district/add/", {"name": "嶗山區", "code": "laoshan", "order": 1})
    assert [entry.object_repr for entry in LogEntry.objects.filter(content_type__model="district")] == ["嶗山區"]
