"""A report in Chromium: what looks like a link is one, and printed it is a document."""

import io
import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from pypdf import PdfReader

from tests.journeys.pages import make_portal

WIDTHS = (390, 1280)
# What of the text is underlined and stands in no link, button or summary.
ONLY_LOOKS = """() => [...document.querySelectorAll("main *")].filter(one =>
    getComputedStyle(one).textDecorationLine.includes("underline") && !one.closest("a, button, summary")
).map(one => one.textContent)"""
FIGURES = """() => [...document.querySelectorAll(".report__text data")].map(one => {
    const link = one.closest("a");
    return link ? getComputedStyle(link).textDecorationLine : "no link";
})"""


@pytest.fixture
def portal(browser, transactional_db):
    return make_portal()


def address(portal, name):
    return next(page for page in portal.pages if page.name == name).address("zh-hant")


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_underlined_is_a_link_and_every_number_is_one(portal, open_page, width):
    page = open_page(width=width)
    page.goto(address(portal, "report"))
    assert page.evaluate(ONLY_LOOKS) == []
    assert set(page.evaluate(FIGURES)) == {"underline"}


def test_a_number_leads_to_its_figure_and_the_name_is_in_sight(portal, open_page):
    page = open_page(width=390)
    page.goto(address(portal, "report"))
    page.locator(".report__text a.figure", has_text="9200起").click()
    heading = page.locator("h1")
    assert (heading.inner_text(), heading.bounding_box()["y"] > 0) == ("偵破刑事案件", True)
    assert "9200" in page.locator(".indicator__value").first.inner_text()


def test_a_printed_report_is_a_document(portal, open_page):
    page = open_page()
    page.goto(address(portal, "report"))
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    cover, contents, text = (re.sub(r"\s+", "", one) for one in pages[:3])
    path = urlsplit(page.url).path
    year = re.search(r"\d+", path)[0]
    assert [words for words in (f"{year}年", settings.SITE_URL + path) if words not in cover] == []
    assert re.search(r"1/\d", cover) is None
    assert [number for number, one in enumerate(pages, start=1) if f"{number} / {len(pages)}" in one] == list(
        range(2, len(pages) + 1)
    )
    assert ("9200" in contents, "9200" in text or "9200" in "".join(pages[3:])) == (False, True)
    assert page.locator(".masthead").count() == 1  # on the screen; on paper its ways in are not
    assert "English" not in "".join(pages)
