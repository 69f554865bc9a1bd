"""The frame of the site: what apps put into pages that belong to no app alone.

An app says what it puts there in its `additions.py`, which is imported once all apps are ready; for the home of the
desk, in what its `admin.py` imports. Nothing imports those files. Each addition stands at the place of its number,
whichever app was imported first; the numbers leave room, and two additions at one place are refused at the start.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import sitemaps
from django.core.exceptions import ImproperlyConfigured


class Places:
    """What was added, in the order of the numbers."""

    def __init__(self):
        self._at = {}

    def __iter__(self):
        return iter([self._at[place] for place in sorted(self._at)])

    def add(self, place, addition):
        if place in self._at:
            raise ImproperlyConfigured(f"{addition} cannot stand at {place}: {self._at[place]} stands there.")
        self._at[place] = addition
        return addition


class Page(NamedTuple):
    """A page that anybody may open, by the name of its address."""

    name: str
    label: str  # translated when it is shown


class Block(NamedTuple):
    """A piece of a page: its template, and what makes the context of it."""

    template: str
    context_of: Callable


class Mark(NamedTuple):
    """A sign behind a number of a report, which leads to what it means."""

    sign: str
    label: str  # what is read out, and shown where the pointer rests
    address: str


class Finding(NamedTuple):
    """Something that the desk should look at, and where."""

    told: str
    address: str


class Watch(NamedTuple):
    """Something that `/readyz/` and the home of the desk look at."""

    name: str
    word: str  # anybody may read it
    trouble: Callable  # gives a sentence for the desk, empty while all is well


class Blocks(Places):
    def block(self, place, template):
        """Put `template` there, with the dictionary that the decorated function returns as its context."""

        def added(context_of):
            self.add(place, Block(template, context_of))
            return context_of

        return added

    def made(self, *given):
        """(template, context) of each; `given` is what the page tells all of them."""
        return [(block.template, block.context_of(*given)) for block in self]


class Sitemap(sitemaps.Sitemap):
    """A list for search engines, under addresses as the site knows itself, whatever name it was asked by."""

    section = ""  # stands in its address
    limit = 50_000

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


MENU = Places()  # of `Page`: the ways in at the head of every public page
FIRST_PAGE = Blocks()  # each is told the moment
MAP = Blocks()  # the sections of 網站地圖; each is told nothing
MAP_PAGES = defaultdict(Places)  # {section of the map: of `Page`}, for sections that only name pages
SITEMAP_PAGES = Places()  # of `Page`: those that search engines are told of one by one
SITEMAPS = Places()  # of classes of `Sitemap`
FIGURE_PAGE = Blocks()  # beside a figure of the reports; each is told those of one name, the newest first
# At the foot of the sections of a published report; each is told the report and the moment, once for the whole page,
# and returns the context of each section that gets one: {key of the section: context}.
SECTION_FOOT = Blocks()
FIGURE_MARKS = Places()  # of functions of a published report, which return {key of a figure: its `Mark`}
REPORT_CHECKS = Places()  # of functions of a report, which yield a `Finding` for what is to be seen before publishing
REPORT_PAGE = Blocks()  # under the text of a published report; each is told the report and the moment
COMMITMENT_PAGE = Blocks()  # of a promise, between what it is and its changes; each is told it and the moment
WATCHED = Places()  # of `Watch`
CAMPAIGNS_PAGE = Blocks()  # under the list of the campaigns; each is told the moment
CAMPAIGN_PAGE = Blocks()  # of a campaign; each is told the campaign with its phases, and the moment
TALK_HEAD = Blocks()  # of a talk, beside its facts and above what goes on; each is told the same as those below
TALK_PAGE = Blocks()  # of a talk; each is told the talk with its campaign, and the moment
DISTRICT_PAGE = Blocks()  # of a district; each is told the district, and the moment
UNIT_PAGE = Blocks()  # of a unit; each is told the unit, and the moment
MEASURE_PAGE = Blocks()  # of a measure; each is told the measure, and the moment
SUGGESTION_WORDS = Blocks()  # under the words of a suggestion; told the same as those of its page
SUGGESTION_PAGE = Blocks()  # of a suggestion for everybody; each is told the suggestion, and the moment
SUPPORT_PAGE = Blocks()  # after 「我也遇到」; each is told the suggestion
STATUS_PAGE = Blocks()  # of a suggestion with its receipt; each is told the suggestion, and the moment
RECEIPT_PAGE = Blocks()  # under the receipt of what was just sent; each is told the suggestion
# Within receipts that staff print; each is told the suggestions, and returns {primary key of one: context}.
RECEIPT_PAPER = Blocks()
DATA_PAGE = Blocks()  # under the sentences of the statistics; each is told nothing
LEDGER_PAGE = Blocks()  # of the public ledger; each is told its newest checkpoint
CASE_PAGE = Blocks()  # of a suggestion at the desk; each is told the suggestion, and who looks
DESK_HOME = Blocks()  # each is told who looks, and the moment
