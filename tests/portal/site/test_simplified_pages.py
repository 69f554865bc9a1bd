"""Every public page in Simplified characters, read to its last attribute, and the desk with it."""

import csv
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils.translation import override

from feedback.models import Campaign, Category, Channel, District, Label, Status, Suggestion, Unit
from feedback.rules.workflow import FILE_VERBS, STAFF_VERBS, Stage, Verb, can
from portal.reading.languages import language_tag
from portal.reading.simplified import to_simplified
from portal.reading.text import TRADITIONAL
from portal.tables.words import ProtectedWord
from tests.portal.reading.mainland import left
from tests.portal.site.walk import pages_of_sample

pytestmark = pytest.mark.on_postgres

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
AS_IT_WAS = "original="  # of an address whose page is in the characters in which it was written
TABLE = re.compile(r'<a [^>]*?href="(/zh-hans/[^"#]*\.csv[^"#]*)')
SPOKEN = ("alt", "aria-label", "content", "label", "placeholder", "title", "value", "data-told")


class Page(HTMLParser):
    """What a page says in its own language."""

    def __init__(self, text):
        super().__init__()
        self.said, self._apart = [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
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


# What a file has as data: the words of citizens and of the report, as they were written, and the names in the list that
# is frozen with a campaign's summary, whose digest is public.
AS_WRITTEN = {
    "公开标题", "name", "unit", "category", "text", "approximation", "words", "qualifier", "sentence", "break",
}  # fmt: skip


def cells(text):
    headings, *rows = csv.reader(text.lstrip("\ufeff").splitlines())
    places = [place for place, heading in enumerate(headings) if heading not in AS_WRITTEN]
    return "\n".join([*headings, *(row[place] for row in rows for place in places)])


def test_no_public_page_shows_a_traditional_character(client, sample_year, capsys):
    pages = pages_of_sample(client, "/zh-hans/")
    said = {address: "\n".join(Page(page).said) for address, page in pages.items() if AS_IT_WAS not in address}
    linked = {unescape(address) for page in pages.values() for address in TABLE.findall(page)}
    tables = {re.sub(r"\d+|=[^&]*", "", address): address for address in sorted(linked) if AS_IT_WAS not in address}
    said |= {address: cells(client.get(address).getvalue().decode()) for address in tables.values()}
    spellings = [simplified for _word, simplified in ProtectedWord.objects.pairs()]
    found = {address: left(text, spellings) for address, text in said.items()}
    strange = {address: what for address, what in found.items() if what}

    with capsys.disabled():
        print(f"\n{len(said)} pages, {sum(map(len, said.values()))} characters, {len(strange)} with something left")
    assert strange == {}
    assert len(said) > 300


NAMED = (Unit, District, Category, Status, Channel, Campaign, Label, Group)
LISTS = ("unit", "district", "category", "status", "channel", "campaign", "label", "route", "replytemplate")


def desk_pages():
    """The home, the lists, one suggestion of each stage with all that may be done to it, and the forms."""
    yield "admin:index", []
    yield "admin:auth_user_changelist", []
    yield from ((f"admin:feedback_{name}_changelist", []) for name in LISTS)
    yield from ((f"admin:feedback_suggestion_{name}", []) for name in ("changelist", "add", "export", "import"))
    for stage in Stage:
        suggestion = Suggestion.objects.filter(stage=stage).order_by("-pk").first()
        yield "admin:feedback_suggestion_change", [suggestion.pk]
        for verb in Verb:
            if verb in STAFF_VERBS - FILE_VERBS and can(verb, stage):
                yield "admin:feedback_suggestion_do", [suggestion.pk, verb]


def test_the_desk_calls_nothing_by_a_traditional_name(client, sample_year, capsys):
    client.force_login(User.objects.get(username="root"))
    names = {getattr(row, "name", None) or row.title for model in NAMED for row in model.objects.all()}
    # Citizens' own words stand there as they wrote them; 電話 and 來信 are among those.
    traditional = {name for name in names if len(name) > 2 and to_simplified(name) != name}
    said = {}
    with override("zh-hans"):
        for name, arguments in desk_pages():
            response = client.get(reverse(name, args=arguments))
            if response.status_code == 200:
                said[name, *arguments] = "\n".join(Page(response.text).said)
    strange = {page: {name for name in traditional if name in text} for page, text in said.items()}

    with capsys.disabled():
        print(f"\n{len(said)} pages of the desk, {len(traditional)} names, {sum(map(bool, strange.values()))} with one")
    assert {page: found for page, found in strange.items() if found} == {}
    assert len(said) > 40
