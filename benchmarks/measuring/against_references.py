"""The portal's pages beside the two references: kept ones against the bare view, made ones against the plain page."""

from contextlib import ExitStack

from benchmarks.measuring.rates import Rounds, Subject
from benchmarks.pages import Page
from benchmarks.results import Row, latency, per_second, with_range

BARE, PLAIN = "bare view, 20 kB", "plain page, 3 queries"
KEPT_TARGET = 0.7
MADE_TARGETS = {"board with filters": 1.0, "suggestion": 1.0, "search, two characters": 0.7}


def measure(bench):
    """(rows, raw numbers) at the main size, all servers up at once."""
    size = bench.options.main
    pages = bench.pages(size)
    with ExitStack() as stack:
        bare, plain, kept, made = (
            stack.enter_context(running)
            for running in (bench.bare(0), bench.plain(1), bench.portal(size, 2), bench.portal(size, 3, PAGE_CACHE=0))
        )
        subjects = [Subject(BARE, bare, Page(BARE, ("/",))), Subject(PLAIN, plain, Page(PLAIN, ("/",)))]
        subjects += [Subject(f"{page.name}: kept", kept, page) for page in pages.kept()]
        subjects += [Subject(f"{page.name}: made", made, page) for page in pages.made()]
        rounds = Rounds(subjects, rounds=bench.options.rounds, seconds=bench.options.seconds, tell=bench.tell)
    queries = bench.queries(size, pages.made(), PAGE_CACHE=0)
    rows = [_row("Kept pages", page, f"{page.name}: kept", BARE, rounds, KEPT_TARGET, 0) for page in pages.kept()]
    rows += [
        _row(
            "Pages made anew",
            page,
            f"{page.name}: made",
            PLAIN,
            rounds,
            MADE_TARGETS.get(page.name),
            queries[page.name],
        )
        for page in pages.made()
    ]
    return rows, rounds.raw() | {"queries": queries}


def _row(section, page, name, reference, rounds, target, queries):
    ratio = rounds.ratio(name, reference)
    notes = [latency(rounds.found[name]), f"{queries} queries", f"{rounds.bytes[name] / 1000:.0f} kB"]
    if failures := rounds.failures(name):
        notes.append(f"**{failures} not answered**")
    return Row(
        section, page.name, per_second(rounds.found[name]), f"{reference}: {per_second(rounds.found[reference])}",
        ratio[0], with_range(*ratio, digits=3 if ratio[0] < 0.1 else 2), target, note="; ".join(notes),
    )  # fmt: skip
