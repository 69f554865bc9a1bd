"""Every public page of a site, as somebody meets it who follows its links."""

import json
import re
from html import unescape

from django.test import override_settings
from django.utils.encoding import iri_to_uri

from portal.serving.addresses import language_of
from tests.databases import made_once

LINK = re.compile(r'<a [^>]*?href="(/[^"#]*)')
NOT_PAGES = re.compile(r"/desk/|/comfort/|\.(?:csv|xml|svg|ico|png|json|py)\b")
LISTS_OF_EACH = "/ledger/entries/"  # pages that show of each number the same
MOST_ALIKE = 2  # of addresses that only differ in the values of their query, or in the number that they list
MOST_PARAMETERS = 2  # of a query: more only put together what each of them shows


def pages_of_sample(client, start):
    """{address: page} of the sample year in the language of `start`, walked once for the whole run."""
    with made_once(f"pages-{language_of(start)}") as made:
        if not made.exists():
            with override_settings(SITE_URL="https://portal.test"):
                made.write_text(json.dumps(dict(public_pages(client, start))))
        return json.loads(made.read_text())


def public_pages(client, start):
    """(address, page) of what links lead to from `start` in its language, each page once, of alike queries a few."""
    language, waiting, seen, alike = language_of(start), [start], {start}, {}
    while waiting:
        address = waiting.pop(0)
        response = client.get(address)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            yield address, response.text
            for link in map(iri_to_uri, map(unescape, LINK.findall(response.text))):
                path, _, query = link.partition("?")
                is_one_of_many = query or LISTS_OF_EACH in path
                kind = (re.sub(r"\d+", "", path), re.sub(r"=[^&]*", "", query)) if is_one_of_many else link
                alike[kind] = alike.get(kind, 0) + (link not in seen)
                is_few = alike[kind] <= MOST_ALIKE and query.count("=") <= MOST_PARAMETERS
                is_wanted = link not in seen and is_few and not NOT_PAGES.search(link)
                if is_wanted and language_of(path) == language:
                    seen.add(link)
                    waiting.append(link)
