"""What apps put into the pages of the whole site: an app that nothing knows adds one of each."""

import re
from itertools import pairwise

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal import frame
from portal.templatetags.components import _ways_in
from reports.models import Report

pytestmark = pytest.mark.django_db

LISTS = [frame.MENU, frame.FIRST_PAGE, frame.MAP, frame.SITEMAP_PAGES, frame.SITEMAPS, frame.DESK_HOME]
LISTS += frame.MAP_PAGES.values()


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch):
    for places in LISTS:
        monkeypatch.setattr(places, "_at", {**places._at})
    _ways_in.cache_clear()
    yield
    _ways_in.cache_clear()


def links(text):
    return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', text)


def of_menu(client, address="/about/"):
    return [
        label
        for _url, label in links(re.search(r'<nav class="masthead__nav".*?</nav>', client.get(address).text, re.S)[0])
    ]


def test_additions_stand_at_their_numbers_whichever_came_first():
    places = frame.Places()
    for place in (30, 10, 20):
        places.add(place, f"at {place}")
    assert list(places) == ["at 10", "at 20", "at 30"]


def test_two_at_one_place_are_refused():
    places = frame.Places()
    places.add(10, "the first")
    with pytest.raises(ImproperlyConfigured, match=r"^the second cannot stand at 10: the first stands there\.$"):
        places.add(10, "the second")


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("zh-hant", ["向市民報告", "看建議", "提建議", "查進度", "無障礙說明", "數據", "活動"]),
        ("zh-hans", ["向市民报告", "看建议", "提建议", "查进度", "无障碍说明", "数据", "活动"]),
    ],
)
def test_a_page_stands_in_the_menu_in_the_words_of_the_reader(client, language, labels):
    frame.MENU.add(45, frame.Page("accessibility", _("無障礙說明")))
    assert of_menu(client, "/about/" if language == settings.LANGUAGE_CODE else f"/{language}/about/") == labels


def test_a_block_stands_between_those_of_the_first_page(client):
    @frame.FIRST_PAGE.block(12, "components/notice.html")
    def counted(now):
        return {"kind": "info", "text": f"{now:%Y} one block more"}

    page = client.get("/")
    places = [page.text.index(words) for words in ("還沒有收到意見建議。", "one block more", "正在進行")]
    assert all(before < after for before, after in pairwise(places))
    assert page.context["running"] is not None  # a block does not take away what another one shows


def test_a_section_and_a_page_stand_on_the_map(client):
    frame.MAP_PAGES["suggestions"].add(25, frame.Page("styleguide", "one page more"))

    @frame.MAP.block(40, "pages/_map_pages.html")
    def more():
        return {"section": "more", "heading": "one section more", "pages": [frame.Page("about", "about it")]}

    text = client.get("/sitemap/").text
    sections = re.findall(r'<section aria-labelledby="map-(\w+)">', text)
    named = [label for _url, label in links(re.search(r'labelledby="map-suggestions".*?</section>', text, re.S)[0])]
    assert sections == ["reports", "suggestions", "campaigns", "more", "site"]
    assert named == [
        "提建議",
        "查進度",
        "one page more",
        "看建議",
        "我身邊的",
        "誰在辦",
        "您說，我們做",
        "在線懇談",
        "數據",
        "承諾",
    ]


def test_a_list_and_a_page_are_told_to_search_engines(client):
    class Years(frame.Sitemap):
        section = "years"

        def items(self):
            return Report.objects.newest_first()

    frame.SITEMAPS.add(25, Years)
    frame.SITEMAP_PAGES.add(200, frame.Page("styleguide", "one page more"))

    index = re.findall(r"sitemap-(\w+)\.xml", client.get("/sitemap.xml").text)
    pages = re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap-pages.xml").text)
    assert index == [
        "pages", "reports", "figures", "years", "campaigns", "talks", "suggestions", "districts", "units",
        "commitments", "measures",
    ]  # fmt: skip
    assert (client.get("/sitemap-years.xml").status_code, pages[-1]) == (200, f"{settings.SITE_URL}/styleguide/")


def test_the_menu_of_the_portal_is_made_of_what_its_apps_add():
    with override("zh-hant"):
        assert [(page.name, str(page.label)) for page in frame.MENU] == [
            ("report_list", "向市民報告"),
            ("suggestion_list", "看建議"),
            ("suggest_start", "提建議"),
            ("status_lookup", "查進度"),
            ("statistics", "數據"),
            ("campaign_list", "活動"),
        ]


def test_a_block_stands_on_the_home_of_the_desk_and_knows_who_looks(client, triage_officer):
    @frame.DESK_HOME.block(20, "components/notice.html")
    def more(user, now):
        return {"kind": "info", "text": f"one block more for {user}, {now:%Y}"}

    client.force_login(triage_officer)
    text = client.get("/desk/").text
    places = [text.index(words) for words in ("我的待辦", f"one block more for {triage_officer}, 2", "資料")]
    assert all(before < after for before, after in pairwise(places))
