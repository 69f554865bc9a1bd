"""The address a page is known by: for search engines, for sharing, for the code that a phone scans."""

import re
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.urls import translate_url
from django.utils.encoding import escape_uri_path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_path, override

# The parameters that make another page of it. Words somebody typed are never among them.
NAMED = {
    "page", "after", "before", "part", "sort", "category", "status", "campaign", "unit", "tally", "stage", "district",
    "kind", "year", "month", "outcome", "card", "report", "section", "list", "channel", "call",
    "letter",
}  # fmt: skip
HARMLESS = re.compile(r"[a-z0-9_-]+", re.ASCII)
MOST_HARMLESS = 40


def canonical_query(query):
    """Of a query string, what belongs to the page's own address."""
    kept = [(name, value) for name, value in parse_qsl(query) if name in NAMED and _is_harmless(value)]
    return f"?{urlencode(kept)}" if kept else ""


def _is_harmless(value):
    return len(value) <= MOST_HARMLESS and HARMLESS.fullmatch(value) is not None


def canonical(address):
    """An address of this site, `/path/?query`, without what does not name the page."""
    path, _, query = address.partition("?")
    return path + canonical_query(query)


def of(request):
    """The address this request is known by, from the root of the site."""
    return escape_uri_path(request.path) + canonical_query(request.META.get("QUERY_STRING", ""))


def is_ours(address):
    """Whether `address` stays on this site: what somebody sends as the way to go on is followed to no other."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def language_of(path):
    """The language an address of this site carries; none is the site's own."""
    return get_language_from_path(path) or settings.LANGUAGE_CODE


def in_language(address, language):
    """The same page in another language; an address that is none of ours stays as it is."""
    with override(language_of(address)):
        return translate_url(address, language)


def prefixed(address, language):
    """A page of ours, `/path/?query` in any language, by the address that it has in `language`."""
    own = language_of(address)
    rest = address.removeprefix("/" if own == settings.LANGUAGE_CODE else f"/{own}/")
    return f"/{rest}" if language == settings.LANGUAGE_CODE else f"/{language}/{rest}"


def without_parameter(address, name):
    path, _, query = address.partition("?")
    rest = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != name]
    return f"{path}?{urlencode(rest)}" if rest else path


def with_parameter(address, name, value="1"):
    address = without_parameter(address, name)
    return f"{address}{'&' if '?' in address else '?'}{urlencode({name: value})}"


LONGEST_WAY = 2000  # characters of an address that leads back
