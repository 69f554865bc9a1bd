"""What is to be profiled, by name."""

import asyncio
import sys
from functools import partial

from benchmarks.asking import sending, wrk
from benchmarks.measuring.sampling import watched
from benchmarks.measuring.submitting import PAGES, SENDINGS

SECONDS = 15
SENT = 600


def profile_of(bench, name):
    """The text of the profile of a page, of `sending`, of the `evening`."""
    size, found = bench.options.main, []
    pages = bench.pages(size)
    named = {page.name: page for page in [*pages.made(), *pages.growing(), *bench.signed_in(size)[1]]}
    if name not in {"sending", "evening", *named}:
        sys.exit(f"There is no page {name!r} to profile. There are: sending, evening, {', '.join(named)}")
    with bench.portal(size, 0, **({"PAGE_CACHE": 0} if name in named else {})) as portal:
        watching = partial(watched, portal, found)
        if name == "sending":
            asyncio.run(sending.as_fast_as_possible(portal.port, SENT, watching))
        elif name == "evening":
            hour = sending.evening(
                portal.port, mixture=pages.evening(), pages=PAGES, sendings=SENDINGS, seconds=SECONDS
            )
            with watching():
                asyncio.run(hour)
        else:
            with watching():
                wrk.capacity(portal.port, named[name].paths, seconds=SECONDS, headers=named[name].headers)
    return found[0]
