"""What a reader of the English pages meets: English, and Chinese only where it says that it is Chinese."""

import re
from html.parser import HTMLParser

import pytest

from tests.portal.site.walk import pages_of_sample

pytestmark = pytest.mark.on_postgres

HAN = re.compile(r"[\u3400-\u9fff]")
EMPTY = {"meta", "link", "input", "img", "br", "hr", "rect", "path", "line"}
SPOKEN = ("alt", "aria-label", "title", "placeholder", "content")


class Reading(HTMLParser):
    """The texts of a page: (element or attribute, the language it says it is in, words)."""

    def __init__(self, page):
        super().__init__()
        self.around, self.texts, self.headings = [("", "")], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        language = attrs.get("lang", self.around[-1][1])
        self.texts += [(f"{tag}[{name}]", language, attrs[name]) for name in SPOKEN if attrs.get(name)]
        if tag not in EMPTY:
            self.around.append((tag, language))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.around.pop()

    def handle_endtag(self, tag):
        while self.around[-1][0] != tag:
            self.around.pop()
        self.around.pop()

    def handle_data(self, data):
        self.texts.append((*self.around[-1], data))
        if any(tag == "h1" for tag, _language in self.around):
            self.headings.append(data)

    def unmarked(self):
        """What is Chinese and says that it is English."""
        return [(tag, text.strip()) for tag, language, text in self.texts if language == "en" and HAN.search(text)]

    def is_headed_in_chinese(self):
        return HAN.search("".join(self.headings)) is not None


def test_english_pages_hold_no_chinese_that_does_not_say_so(client, sample_year):
    """And none is headed in Chinese but what somebody wrote: a suggestion, a report, a figure or section of one,
    a series, a measure, a promise; nor is the chain of one.
    """
    unmarked, headings, count, texts = {}, set(), 0, 0
    for address, page in pages_of_sample(client, "/en/").items():
        reading = Reading(page)
        count, texts = count + 1, texts + len(reading.texts)
        if found := reading.unmarked():
            unmarked[address] = found
        if reading.is_headed_in_chinese():
            headings.add(re.sub(r"(/figures/|/chain/).+|[\d-]+", lambda found: f"{found[1] or ''}…", address))
    told = sum(len(found) for found in unmarked.values())
    print(f"{count} English pages, {texts} texts: {told} hold Chinese that does not say so")

    assert unmarked == {}
    assert headings == {
        "/en/suggestions/…/", "/en/reports/…/", "/en/reports/figures/…", "/en/campaigns/sanmin…/rate/s…/",
        "/en/figures/…", "/en/measures/…/", "/en/commitments/…/", "/en/chain/…",
    }  # fmt: skip
