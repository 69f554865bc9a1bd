"""What a link to a page shows to those who do not open it: title, description, picture; and what machines are told."""

import re
import struct
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context, Template

from feedback.rules.workflow import Stage
from portal.serving import pages
from portal.templatetags.sharing import HEIGHT, KINDS, LONGEST, WIDTH, WORDS, beginning, picture
from tests import factories
from tests.portal.site.walk import pages_of_sample
from tests.reports.factories import make_report

pytestmark = pytest.mark.on_postgres

EMPTY = {"meta", "link", "input", "img", "br", "hr", "rect", "path", "line"}
LANGUAGES = [code for code, _name in settings.LANGUAGES]
BYTES = 64 * 1024


class Head(HTMLParser):
    """What the head of a page says: {name or property: content}, its title, its links as (rel, hreflang, href)."""

    def __init__(self, page):
        super().__init__()
        self.said, self.title, self.links, self._is_title = {}, "", [], False
        self.feed(page.partition("</head>")[0])

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self._is_title = tag == "title"
        if tag == "meta" and "content" in attrs:
            self.said.setdefault(attrs.get("property") or attrs.get("name"), []).append(attrs["content"])
        if tag == "link":
            self.links.append((attrs["rel"], attrs.get("hreflang"), attrs["href"]))

    def handle_data(self, data):
        if self._is_title:
            self.title, self._is_title = data, False

    @property
    def shared(self):
        """What a messenger takes: the values of a property that may stand several times side by side."""
        return {name: ", ".join(values) for name, values in self.said.items() if re.match("og:|twitter:", name)}

    @property
    def description(self):
        return "".join(self.said.get("description", []))


def head(client, address, **kwargs):
    return Head(client.get(address, **kwargs).text)


@pytest.fixture
def released(office):
    suggestion = factories.make_suggestion(has_consent=True, title="原文裡的標題", body="原文裡有電話 13864210975。")
    return factories.release(suggestion) or suggestion


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://portal.test"


@pytest.mark.django_db
def test_a_link_to_a_page_shows_title_description_and_picture(client):
    found = head(client, "/en/data/?category=1&q=13864210975")
    shared = found.shared
    image = shared.pop("og:image")

    assert shared == {
        "og:site_name": "Qingdao Police Citizen Voice",
        "og:type": "website",
        "og:title": "Statistics",
        "og:description": found.description,
        "og:url": "https://portal.test/en/data/?category=1",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Qingdao Police Citizen Voice: Statistics",
        "og:locale": "en_US",
        "og:locale:alternate": "zh_HK, zh_CN",
        "twitter:card": "summary_large_image",
    }
    assert re.fullmatch(r"https://portal\.test/static/portal/share/statistics-en(\.[0-9a-f]+)?\.png", image)


@pytest.mark.django_db
def test_the_number_and_the_stage_of_a_suggestion_stand_in_its_title(client, released):
    number = released.number

    assert head(client, f"/suggestions/{number}/").shared["og:title"] == f"{number}（收到）香港中路路口加待轉提示"


@pytest.mark.django_db
def test_of_a_stub_a_link_tells_number_stage_and_day_alone(client, office):
    stub = factories.make_suggestion(title="我家被盜了", body="我叫王曉梅，電話 13864210975。")
    found = head(client, f"/suggestions/{stub.number}/")

    assert found.shared["og:title"] == f"意見建議 {stub.number}（收到）"
    assert found.description.startswith(f"{stub.number}：")
    assert not {"我家", "王曉梅", "13864210975"} & set(re.findall("我家|王曉梅|13864210975", str(found.said)))


@pytest.mark.django_db
def test_what_was_typed_into_a_search_stands_in_no_preview(client):
    for address in ("/suggestions/?q=13864210975", "/reports/?q=13864210975"):
        assert "13864210975" not in str(head(client, address).said)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/comfort/", "/nowhere/", "/suggestions/2020-0001/support/"])
def test_what_is_one_persons_or_leads_nowhere_is_neither_found_nor_previewed(client, released, address):
    found = head(client, address)

    assert (found.shared, found.said["robots"], found.description) == ({}, ["noindex"], "")


@pytest.mark.django_db
def test_a_page_with_a_receipt_is_neither_found_nor_previewed(client, citizen):
    page = client.post("/status/", {"number": citizen.number, "secret": citizen.secret}, follow=True)
    found = Head(page.text)

    assert (page.status_code, citizen.number in page.text) == (200, True)
    assert (found.shared, found.said["robots"], found.description) == ({}, ["noindex"], "")


@pytest.mark.django_db
def test_a_draft_of_a_report_is_not_previewed(client, supervisor):
    report = make_report(year=2021)
    client.force_login(supervisor)
    for address in (f"/reports/{report.year}/", f"/reports/{report.year}/figures/"):
        found = head(client, address)
        assert (found.shared, found.said["robots"]) == ({}, ["noindex"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(WORDS))
def test_every_kind_of_page_has_a_picture_in_every_language(kind, language):
    data = Path(finders.find(picture(kind, language))).read_bytes()

    assert (data[:8], struct.unpack(">2I", data[16:24])) == (b"\x89PNG\r\n\x1a\n", (WIDTH, HEIGHT))
    assert len(data) < BYTES


def test_every_page_is_of_a_kind_that_has_a_picture():
    assert set(KINDS.values()) | {"other"} == set(WORDS)


@pytest.mark.django_db
def test_the_signs_of_the_site_are_where_browsers_ask_for_them(client):
    icon, touch = (b"".join(client.get(address)) for address in ("/favicon.ico", "/apple-touch-icon.png"))
    count = struct.unpack("<3H", icon[:6])[2]
    sizes = [icon[6 + 16 * place] for place in range(count)]

    assert (sizes, struct.unpack(">2I", touch[16:24])) == ([16, 32, 48], (180, 180))


@pytest.mark.parametrize(
    ("text", "shown"), [("一句\n\n兩句", "一句 兩句"), ("字" * LONGEST, "字" * LONGEST), ("字" * 151, "字" * 149 + "…")]
)
def test_a_description_begins_like_the_text(text, shown):
    assert beginning(text) == shown


def test_what_is_kept_is_escaped_once():
    page = Template("{% load sharing %}{% keep it %} {{ text }} {% endkeep %}{{ it }}|{{ it }}")
    assert page.render(Context({"text": '"a" <b>'})) == "&quot;a&quot; &lt;b&gt;|&quot;a&quot; &lt;b&gt;"


@pytest.mark.parametrize(("start", "least", "most"), [("/", 40, 160), ("/en/", 80, 200)])
def test_every_page_describes_itself_in_words_of_its_own(client, sample_year, start, least, most):
    """In 40 to 160 characters of Chinese; only a page with its filters and months has one and the same."""
    heads = [(address.partition("?")[0], Head(page)) for address, page in pages_of_sample(client, start).items()]
    found = [(path, head) for path, head in heads if "robots" not in head.said]
    told = {}
    for path, head in found:
        told.setdefault(head.description, set()).add(path)
    lengths = sorted(map(len, told))
    print(f"{len(found)} pages, {len(told)} descriptions of {lengths[0]} to {lengths[-1]} characters")

    assert [path for path, head in found if not least <= len(head.description) <= most] == []
    assert {words: paths for words, paths in told.items() if len(paths) > 1} == {}


class Items(HTMLParser):
    """What machines are told that a page holds: (type, {the names of what is told of it}), in the order of the page."""

    def __init__(self, page):
        super().__init__()
        self.found, self.orphans, self._around = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "itemprop" in attrs:
            within = [item for _tag, item in self._around if item]
            (within[-1][1] if within else self.orphans).append(attrs["itemprop"])
        item = None
        if "itemscope" in attrs:
            item = (attrs["itemtype"].removeprefix("https://schema.org/"), [])
            self.found.append(item)
        if tag not in EMPTY:
            self._around.append((tag, item))

    def handle_startendtag(self, tag, attrs):
        """A drawing's part: it holds nothing."""

    def handle_endtag(self, tag):
        while self._around.pop()[0] != tag:
            pass


def items(client, address):
    found = Items(client.get(address).text)
    assert found.orphans == []
    return [(kind, sorted(set(names))) for kind, names in found.found]


CRUMB = ("ListItem", ["item", "name", "position"])


def crumbs(count):
    return [("BreadcrumbList", ["itemListElement"]), *[CRUMB] * count]


@pytest.mark.django_db
def test_machines_are_told_what_a_page_holds(client, released, supervisor):
    make_report(year=2021, published_by=supervisor)

    assert items(client, "/") == [("GovernmentOrganization", ["description", "logo", "name", "telephone", "url"])]
    assert items(client, "/reports/2021/") == [*crumbs(2), ("Report", ["datePublished", "headline"])]
    assert items(client, "/data/") == [
        *crumbs(1),
        ("Dataset", ["creator", "description", "distribution", "name"]),
        *[("DataDownload", ["contentUrl", "encodingFormat"])] * client.get("/data/").text.count(".csv"),
    ]


@pytest.mark.django_db
def test_machines_are_told_of_a_question_once_it_is_answered(client, released):
    address = f"/suggestions/{released.number}/"
    before = items(client, address)
    factories.bring(released, to=Stage.REPLIED)
    pages.shelf.clear()

    assert before == crumbs(2)
    assert items(client, address) == [
        *crumbs(2),
        ("Question", ["acceptedAnswer", "answerCount", "dateCreated", "name", "text"]),
        ("Answer", ["datePublished", "text"]),
    ]
