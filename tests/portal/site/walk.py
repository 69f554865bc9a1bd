"""Every public page of a site, as somebody meets it who follows its links."""

import re
from html import unescape

from django.utils.encoding import iri_to_uri

from portal.serving.addresses import language_of

LINK = re.compile(r'<a [^>]*?href="(/[^"#]*)')
NOT_PAGES = re.compile(r"/desk/|/comfort/|\.(?:csv|xml|svg|ico|png)\b")
MOST_ALIKE = 4  # of addresses that only differ in the values of their query
MOST_PARAMETERS = 2  # of a query: more only put together what each of them shows


def public_pages(client, start="/"):
    """(address, page) of what links lead to from `start` in its language, each page once, of alike queries a few."""
    language, waiting, seen, alike = language_of(start), [start], {start}, {}
    while waiting:
        address = waiting.pop(0)
        response = client.get(address)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            yield address, response.text
            for link in map(iri_to_uri, map(unescape, LINK.findall(response.text))):
                path, _, query = link.partition("?")
                kind = (re.sub(r"\d+", "", path), re.sub(r"=[^&]*", "", query)) if query else link
                alike[kind] = alike.get(kind, 0) + (link not in seen)
                is_few = alike[kind] <= MOST_ALIKE and query.count("=") <= MOST_PARAMETERS
                is_wanted = link not in seen and is_few and not NOT_PAGES.search(link)
                if is_wanted and language_of(path) == language:
                    seen.add(link)
                    waiting.append(link)
