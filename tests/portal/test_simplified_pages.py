"""Every public page in Simplified characters, read to its last attribute, and the desk with it."""

import csv
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from portal.models import ProtectedWord
from portal.templatetags.components import language_tag
from portal.text import TRADITIONAL
from tests.portal.mainland import left

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SPOKEN = ("alt", "aria-label", "content", "placeholder", "title", "value", "data-told")


class Page(HTMLParser):
    """What a page says in its own language, and where it leads."""

    def __init__(self, text):
        super().__init__()
        self.said, self.links, self._apart = [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        is_apart = given.get("lang") == language_tag(TRADITIONAL)
        if tag not in VOID and (self._apart or is_apart):
            self._apart += 1
        if not self._apart and not is_apart:
            self.said += [given[name] for name in SPOKEN if given.get(name)]

    def handle_endtag(self, tag):
        if self._apart and tag not in VOID:
            self._apart -= 1

    def handle_data(self, data):
        if not self._apart:
            self.said.append(data)


# What a file has as data: the words of citizens and of the report, as they were written.
AS_WRITTEN = {"公开标题", "name", "unit", "text"}


def cells(text):
    headings, *rows = csv.reader(text.lstrip("\ufeff").splitlines())
    places = [place for place, heading in enumerate(headings) if heading not in AS_WRITTEN]
    return "\n".join([*headings, *(row[place] for row in rows for place in places)])


def walked(client, first, *, most_of_a_kind):
    """{address: what it says} of all pages under `first`; of addresses that differ in values alone so many."""
    waiting, seen, said, kinds = [first], {first}, {}, {}
    while waiting:
        address = waiting.pop(0)
        response = client.get(address)
        if response["Content-Type"].startswith("text/csv"):
            said[address] = cells(response.getvalue().decode())
        if not response["Content-Type"].startswith("text/html"):
            continue
        page = Page(response.text)
        said[address] = "\n".join(page.said)
        for link in page.links:
            whole = urlsplit(urljoin(address, link))
            names = tuple(sorted(name for name, _value in parse_qsl(whole.query)))
            target = f"{whole.path}?{whole.query}" if whole.query else whole.path
            if whole.netloc or not whole.path.startswith(first) or "original" in names or target in seen:
                continue
            if whole.query:
                kind = whole.path, names
                kinds[kind] = kinds.get(kind, 0) + 1
                if kinds[kind] > most_of_a_kind:
                    continue
            seen.add(target)
            waiting.append(target)
    return said


def test_no_public_page_shows_a_traditional_character(client, sample_year, capsys):
    said = walked(client, "/zh-hans/", most_of_a_kind=2)
    spellings = [simplified for _word, simplified in ProtectedWord.objects.pairs()]
    found = {address: left(text, spellings) for address, text in said.items()}
    strange = {address: what for address, what in found.items() if what}

    with capsys.disabled():
        print(f"\n{len(said)} pages, {sum(map(len, said.values()))} characters, {len(strange)} with something left")
    assert strange == {}
    assert len(said) > 300
