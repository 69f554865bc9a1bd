"""The ledger at a million entries: what a checkpoint costs, how soon a tile comes, how long a whole check takes."""

import json
import subprocess
import sys
import time
from statistics import median

from benchmarks import site
from benchmarks.measuring.rates import Rounds, Subject
from benchmarks.pages import Page
from benchmarks.results import Row, latency, per_second, with_range
from portal.tlog import tiles

LENGTH, QUICK_LENGTH = 1_000_000, 20_000
MOST_PAGES = 10  # pages made anew that a checkpoint may cost
LEAST_OF_BARE = 0.1  # of the bare view's rate, for a tile that is kept
MOST_MINUTES = 5
PAGE, TILE, BUNDLE, BARE = "a suggestion's page, made anew", "tile", "entries", "bare view"
PROGRAM = site.ROOT / "portal" / "ledger" / "check_ledger.py"


def measure(bench):
    size = bench.options.main
    length = QUICK_LENGTH if bench.options.quick else LENGTH
    section = f"The ledger, {length:,} entries"
    bench.tell(section)
    done = json.loads(bench.run(size, "-m", "benchmarks.processes.ledger", str(length), str(bench.options.rounds * 4)))
    full = done["size"] // tiles.WIDTH
    addresses = [tiles.address(number * 7919 % full) for number in range(200)]
    with bench.portal(size, 0, PAGE_CACHE=0) as portal, bench.bare(1) as bare:
        pages = [
            Subject(PAGE, portal, Page(PAGE, bench.pages(size).suggestions)),
            Subject(TILE, portal, Page(TILE, tuple(f"/ledger/tile/0/{one}" for one in addresses))),
            Subject(BUNDLE, portal, Page(BUNDLE, tuple(f"/ledger/tile/entries/{one}" for one in addresses))),
            Subject(BARE, bare, Page(BARE, ("/",))),
        ]
        for page in pages[1:3]:  # what was never asked for is written to the disk first
            for path in page.page.paths:
                page.server.get(path)
        rounds = Rounds(pages, rounds=bench.options.rounds, seconds=bench.options.seconds, tell=bench.tell)
    with bench.portal(size, 2, SITE_URL=f"http://{site.NAME}", ALLOWED_HOSTS=f"{site.NAME},{site.HOST}") as plain:
        seconds = _checked(bench, plain.port, done["vkey"])
    return _rows(section, done, rounds, seconds), rounds.raw() | done | {"program": seconds}


def _checked(bench, port, vkey):
    """Seconds that the program which anybody can run takes over the whole log."""
    bench.tell("the program that anybody can run")
    begun = time.perf_counter()
    subprocess.run(  # noqa: S603  a program of ours
        [sys.executable, PROGRAM, f"http://{site.HOST}:{port}/ledger", vkey], check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - begun


def _rows(section, done, rounds, seconds):
    costs = [taken * rounds.rate(PAGE) for taken in done["checkpoints"]]
    rows = [
        Row(
            section, "256 new entries and their checkpoint, in pages made anew",
            f"{median(done['checkpoints']) * 1000:.0f} ms", f"{PAGE}: {per_second(rounds.found[PAGE])}",
            median(costs), with_range(median(costs), min(costs), max(costs), 1), MOST_PAGES, at_least=False,
        )
    ]  # fmt: skip
    for name in (TILE, BUNDLE):
        ratio = rounds.ratio(name, BARE)
        rows.append(
            Row(
                section, name, per_second(rounds.found[name]), f"{BARE}: {per_second(rounds.found[BARE])}", ratio[0],
                with_range(*ratio), LEAST_OF_BARE, note=latency(rounds.found[name]),
            )
        )  # fmt: skip
    minutes = seconds / 60
    rows.append(
        Row(
            section, "the whole log checked by the printed program, minutes", f"{seconds:.0f} s", "", minutes,
            f"{minutes:.1f}", MOST_MINUTES, at_least=False,
        )
    )  # fmt: skip
    return rows
