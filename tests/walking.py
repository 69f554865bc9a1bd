"""Every address of the public, found by following what leads on from one page to the next."""

import html
import re
from collections import deque
from urllib.parse import urljoin, urlsplit

MOST_PAGES = 600
# What leads on: links, images, files, and what search engines are told.
WAY = re.compile(r'(?:href|src|action)="([^"]+)"|<(?:loc|link|id)>([^<]+)</')
ELSEWHERE = ("/desk/", "/static/", "/en/", "/zh-hans/", "/language/", "/comfort")


def public_pages(client, *first):
    """{address: text} of all that the public can get to from the home, the sitemap and the addresses `first`."""
    seen, waiting = {}, deque(["/", "/sitemap.xml", *first])
    while waiting:
        address = waiting.popleft()
        if address in seen:
            continue
        assert len(seen) < MOST_PAGES, "more pages than this walk was made for"
        response = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        seen[address] = text = body.decode("utf-8", "replace")
        ways = [response.get("Location", "")] + [html.unescape(a or b) for a, b in WAY.findall(text)]
        waiting.extend(way for way in (_on(address, way) for way in ways) if way and way not in seen)
    return seen


def _on(address, way):
    """The address on this site that a way leads to from `address`, without its fragment; empty when it leads off."""
    parts = urlsplit(urljoin(f"http://testserver{address}", way))
    if parts.scheme not in ("http", "https") or parts.hostname not in ("testserver", "localhost", "127.0.0.1"):
        return ""
    if parts.path.startswith(ELSEWHERE) or parts.query.count("=") > 1:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
