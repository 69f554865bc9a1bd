"""A month's paper at the desk, beside the statistics of the same suggestions: both are made anew each time."""

from benchmarks.measuring.rates import Rounds, Subject
from benchmarks.pages import Page
from benchmarks.results import Row, latency, per_second, with_range

STATISTICS, PAPER = "statistics", "month's paper"
TARGET, QUERIES = 2.0, 18


def measure(bench):
    """How many times as much it costs, for who sees every suggestion; the last month that is over."""
    size = bench.options.main
    key, _pages = bench.signed_in(size)
    statistics = Page(STATISTICS, ("/data/",))
    paper = Page(PAPER, ("/desk/papers/paper/?kind=month",), {"Cookie": f"sessionid={key}"})
    with bench.portal(size, 0, PAGE_CACHE=0) as portal:
        subjects = [Subject(page.name, portal, page) for page in (statistics, paper)]
        rounds = Rounds(subjects, rounds=bench.options.rounds, seconds=bench.options.seconds, tell=bench.tell)
    section, slower = f"A month's paper on {size:,} suggestions", rounds.ratio(STATISTICS, PAPER)
    number = bench.queries(size, [paper], key)[PAPER]
    rows = [
        Row(
            section, "times the cost of the statistics made anew", per_second(rounds.found[PAPER]),
            f"{STATISTICS}: {per_second(rounds.found[STATISTICS])}", slower[0], with_range(*slower), TARGET,
            at_least=False, note=latency(rounds.found[PAPER]),
        ),
        Row(section, "queries", "", "", number, str(number), QUERIES, at_least=False),
    ]  # fmt: skip
    return rows, rounds.raw() | {"queries": number}
