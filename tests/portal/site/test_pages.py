"""The pages around everything else: languages, the frame, the static and the error pages, what templates may hold."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.template import RequestContext, Template
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import path

from portal import urls
from portal.reading import drawing
from portal.serving.context import site
from portal.site import styleguide, stylesheet

FOLDER = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
STYLESHEET = stylesheet.joined()
DARK = "@media screen and (prefers-color-scheme: dark)"
PAGES = ["about", "privacy", "accessibility", "sitemap", "styleguide"]
LANGUAGES = [("", "zh-Hant"), ("/zh-hans", "zh-Hans"), ("/en", "en")]

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def failing(error):
    def view(request):
        raise error

    return view


def greeting(request):
    messages.success(request, "已經收到，謝謝。")
    return HttpResponse()


handler400, handler500 = urls.handler400, urls.handler500
urlpatterns = [
    path("failing/400/", failing(SuspiciousOperation("a secret detail"))),
    path("failing/403/", failing(PermissionDenied("a secret detail"))),
    path("failing/500/", failing(ValueError("a secret detail"))),
    path("greeting/", greeting),
    *urls.urlpatterns,
]


class Tags(HTMLParser):
    """Every start tag of a page as (name, attributes)."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, name, *, having=()):
        return [attrs for tag, attrs in self.found if tag == name and set(having) <= set(attrs)]


def tags(response):
    return Tags(response.content.decode())


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("prefix", "lang"), LANGUAGES)
def test_every_page_answers_in_every_language_and_says_which(client, page, prefix, lang):
    response = client.get(f"{prefix}/{page}/")
    assert (response.status_code, tags(response).all("html")) == (200, [{"lang": lang}])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_one_heading_of_the_first_level_and_one_main_part(client, page):
    found = tags(client.get(f"/{page}/"))
    assert (len(found.all("h1")), len(found.all("main"))) == (1, 1)


@pytest.mark.parametrize("page", PAGES)
def test_no_id_stands_twice_on_a_page(client, page):
    ids = [attrs["id"] for _, attrs in tags(client.get(f"/{page}/")).found if "id" in attrs]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_only_be_read(client, page):
    assert client.post(f"/{page}/").status_code == 405


def test_the_languages_lead_to_the_same_page_with_its_query(client):
    links = tags(client.get("/zh-hans/about/?page=2&q=%E8%B7%AF%E7%87%88")).all("a", having=["hreflang"])
    query = "?page=2&q=%E8%B7%AF%E7%87%88"
    assert links == [
        {"href": f"/about/{query}", "lang": "zh-Hant", "hreflang": "zh-Hant"},
        {"href": f"/zh-hans/about/{query}", "lang": "zh-Hans", "hreflang": "zh-Hans", "aria-current": "true"},
        {"href": f"/en/about/{query}", "lang": "en", "hreflang": "en"},
    ]


@override_settings(SITE_URL="https://example.test")
def test_search_engines_are_told_the_address_and_its_other_scripts(client):
    links = [
        link for link in tags(client.get("/zh-hans/about/")).all("link") if link["rel"] in ("canonical", "alternate")
    ]
    assert links == [
        {"rel": "alternate", "hreflang": "zh-Hant", "href": "https://example.test/about/"},
        {"rel": "canonical", "href": "https://example.test/zh-hans/about/"},
        {"rel": "alternate", "hreflang": "zh-Hans", "href": "https://example.test/zh-hans/about/"},
        {"rel": "alternate", "hreflang": "en", "href": "https://example.test/en/about/"},
        {"rel": "alternate", "hreflang": "x-default", "href": "https://example.test/about/"},
    ]


@override_settings(SITE_URL="https://example.test")
def test_the_canonical_address_holds_nothing_that_somebody_typed(client):
    links = tags(client.get("/about/?q=13864210975&page=2&original=1")).all("link")
    assert [link["href"] for link in links if link["rel"] == "canonical"] == ["https://example.test/about/?page=2"]


def test_the_name_of_the_site_is_shown_in_the_readers_script(client):
    assert "青岛市公安局民意直通" in client.get("/zh-hans/about/").content.decode()


@pytest.mark.parametrize(
    ("path", "mark"),
    [("/reports/", {"aria-current": "page"}), ("/reports/2021/", {"aria-current": "true"}), ("/about/", {})],
)
def test_the_navigation_marks_where_one_is(rf, path, mark):
    way = Template("{% load components %}{% navigation %}").render(RequestContext(rf.get(path)))
    assert Tags(way).all("a")[0] == {"href": "/reports/"} | mark


def test_the_skip_link_comes_first_and_leads_to_the_main_part(client):
    found = tags(client.get("/about/"))
    assert (found.all("a")[0]["href"], found.all("main")[0]["id"]) == ("#content", "content")


def test_reading_a_page_sets_no_cookie_and_may_be_kept_for_all(client):
    response = client.get("/about/")
    assert (dict(response.cookies), "Cookie" in response.get("Vary", "")) == ({}, False)


@pytest.mark.urls(__name__)
def test_a_message_is_shown_once_and_on_no_page_that_is_for_everybody(client):
    client.get("/greeting/")
    shown = ["已經收到，謝謝。" in client.get(address).text for address in ("/about/", "/comfort/", "/comfort/")]
    assert shown == [False, True, False]


@pytest.mark.parametrize(("prefix", "lang"), LANGUAGES)
def test_an_unknown_address_gets_a_page_that_leads_home(client, prefix, lang):
    response = client.get(f"{prefix}/nothing/here/")
    found = tags(response)
    homes = [link["href"] for link in found.all("a", having=["hreflang"])]
    assert (response.status_code, found.all("html"), homes) == (404, [{"lang": lang}], ["/", "/zh-hans/", "/en/"])


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("code", [400, 403, 500])
def test_an_error_has_the_sites_face_and_tells_nothing_of_the_inside(code):
    client = Client(raise_request_exception=False)
    response = client.get(f"/failing/{code}/")
    page = response.content.decode()
    assert (response.status_code, 'class="masthead"' in page, "secret" in page) == (code, True, False)


def test_the_page_of_a_failure_asks_nothing_of_the_database(django_assert_num_queries, rf):
    with django_assert_num_queries(0):
        assert urls.handler500(rf.get("/")).status_code == 500


@pytest.mark.parametrize("code", [400, 403, 404, 410, 429, 500, 503])
def test_an_error_page_has_a_heading_and_says_where_to_go(code, rf):
    found = Tags(render_to_string(f"{code}.html", site(rf.get("/")) | {"minutes": 15}))
    within = [link for link in found.all("a") if not link.get("class") and "hreflang" not in link]
    assert (len(found.all("h1")), len(within) > 6, found.all("meta", having=["name"])[-1]["content"]) == (
        1, True, "noindex",
    )  # fmt: skip


def test_the_page_of_a_maintenance_stands_by_itself():
    found = Tags((Path(settings.BASE_DIR) / "portal/static/portal/503.html").read_text())
    used = [link["href"] for link in found.all("link")]
    assert (used, len(found.all("h1")), found.all("script")) == (["data:,", "/static/portal/site.css"], 1, [])


def test_every_component_stands_in_the_styleguide(client):
    drawing._drawn.cache_clear()
    components = {f"components/{path.name}" for path in TEMPLATES if path.parent.name == "components"}
    assert components - {template.name for template in client.get("/styleguide/").templates} == set()


@pytest.mark.parametrize(("prefix", "lang"), LANGUAGES)
def test_a_page_asks_for_three_things_besides_itself(client, prefix, lang):
    found = tags(client.get(f"{prefix}/about/"))
    links = [link["href"] for link in found.all("link") if link["rel"] in ("stylesheet", "icon")]
    asked = [address for address in links if not address.startswith("data:")]
    eager = [image for image in found.all("img") if image.get("loading") != "lazy"]
    assert (len(asked), len(found.all("script")), eager) == (2, 1, [])


def test_a_page_for_everybody_offers_its_code_and_one_for_one_person_does_not(client):
    pages = {path: tags(client.get(path)).all("img") for path in ("/about/?page=2", "/status/", "/suggest/")}
    code = {"src": "/qr/page.svg?path=%2Fabout%2F%3Fpage%3D2", "width": "176", "height": "176", "loading": "lazy"}
    assert pages == {"/about/?page=2": [code | {"alt": "本頁網址的二維碼"}], "/status/": [], "/suggest/": []}


def test_text_size_is_one_link_away_and_leads_back(client):
    assert 'href="/comfort/?next=%2Fabout%2F%3Fpage%3D2"' in client.get("/about/?page=2").text


def test_a_form_without_its_token_is_told_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/about/")
    assert (response.status_code, "頁面已經過期，請再提交一次" in response.content.decode()) == (403, True)


def test_a_refused_field_points_to_its_hint_and_its_error():
    form = styleguide.SampleForm({"title": "路燈"})
    found = Tags(render_to_string("components/field.html", {"field": form["body"]}))
    [area] = found.all("textarea")
    ids = [attrs["id"] for _, attrs in found.found if "id" in attrs]
    assert (area["aria-describedby"].split(), area["aria-invalid"], ids) == (
        ["id_body_helptext", "id_body_error"],
        "true",
        ["id_body_helptext", "id_body_error", "id_body"],
    )


def test_a_group_of_choices_is_a_fieldset_with_a_legend():
    found = Tags(render_to_string("components/field.html", {"field": styleguide.SampleForm()["kind"]}))
    assert (found.all("fieldset"), len(found.all("legend")), len(found.all("input"))) == (
        [{"class": "field field--group", "aria-describedby": "id_kind_helptext"}],
        1,
        3,
    )


def test_the_error_summary_links_to_an_input_for_every_field_that_was_refused():
    form = styleguide.SampleForm({"title": "路燈"})
    links = [link["href"] for link in Tags(render_to_string("components/error_summary.html", {"form": form})).all("a")]
    inputs = {f"#{attrs['id']}" for tag, attrs in Tags(form.as_div()).found if tag in ("input", "textarea", "select")}
    assert (links, set(links) - inputs) == (["#id_body", "#id_category", "#id_kind_0", "#id_has_consent"], set())


def test_what_is_refused_as_a_whole_marks_nothing_and_says_so():
    form = styleguide.SampleForm({})
    marked = render_to_string("components/error_summary.html", {"form": form})
    form.errors.clear()
    form.add_error(None, "投票已經截止。")
    refused = render_to_string("components/error_summary.html", {"form": form})
    told = [["請改正下面標出的內容" in text, "沒有提交成功" in text] for text in (marked, refused)]
    assert told == [[True, False], [False, True]]


def test_a_form_that_is_right_has_no_error_summary():
    assert render_to_string("components/error_summary.html", {"form": styleguide.SampleForm()}).strip() == ""


def test_page_links_keep_the_rest_of_the_query(client):
    found = tags(client.get("/styleguide/?q=%E7%81%AF&page=7"))
    assert [link["href"] for link in found.all("a", having=["rel"])][0] == "?q=%E7%81%AF&page=6"


def tokens(block):
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})\b", block))


def contrast(first, second):
    """The contrast ratio of WCAG 2.2 of two colours, 1 to 21."""

    def luminance(colour):
        digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TONES = ["slate", "blue", "teal", "green", "amber", "red", "violet"]
READ_ON = [
    *[(text, ground) for text in ("ink", "soft", "link", "accent") for ground in ("paper", "surface", "sunken")],
    *[(tone, f"{tone}-wash") for tone in TONES],
    ("ink", "accent-wash"),
    ("ink", "mark"),
    ("on-navy", "navy"),
    ("on-navy-soft", "navy"),
    ("on-button", "button"),
    ("on-button", "button-over"),
    ("on-accent", "accent"),
    ("paper", "red"),
]


@pytest.fixture(params=["light", "dark"])
def colours(request):
    before, after = STYLESHEET.split(DARK)
    return tokens(before) | (tokens(after.split("@media")[0]) if request.param == "dark" else {})


def test_every_text_stands_out_from_its_ground(colours):
    assert [pair for pair in READ_ON if contrast(*(colours[name] for name in pair)) < 4.5] == []


def test_the_edge_of_an_input_stands_out(colours):
    assert [ground for ground in ("paper", "surface", "sunken") if contrast(colours["edge"], colours[ground]) < 3] == []
