"""Whether pages slow down with the number of suggestions, the staff's desk among them."""

from contextlib import ExitStack

from benchmarks.measuring.rates import Rounds, Subject
from benchmarks.options import DESK_SMALL
from benchmarks.results import Row, latency, per_second, with_range

PUBLIC_TARGET, DESK_TARGET, DESK_QUERIES = 1.3, 2.0, 12


def measure(bench):
    """The public pages and the desk's list on the smallest and the largest database."""
    small, large = bench.options.sizes[0], bench.options.sizes[-1]
    if small == large:
        return [], {}

    def pages(size):
        desk_list = next(page for page in bench.signed_in(size)[1] if page.name == "desk list")
        return [*bench.pages(size).growing(), desk_list]

    section = f"Growth from {small:,} to {large:,} suggestions: how many times slower"
    return _compared(bench, section, small, large, pages, PUBLIC_TARGET)


def measure_desk(bench):
    """The desk's pages on a thousand suggestions and on the main size."""
    small, large = DESK_SMALL, bench.options.main
    section = f"The desk on {large:,} suggestions: times slower than on {small:,}, and queries"
    rows, raw = _compared(bench, section, small, large, lambda size: bench.signed_in(size)[1], DESK_TARGET)
    key, pages = bench.signed_in(large)
    queries = bench.queries(large, pages, key)
    rows += [
        Row(section, f"{name}: queries", "", "", number, str(number), DESK_QUERIES, at_least=False)
        for name, number in queries.items()
    ]
    return rows, raw


def _compared(bench, section, small, large, pages, target):
    with ExitStack() as stack:
        subjects = []
        for place, size in enumerate((small, large)):
            running = stack.enter_context(bench.portal(size, place, PAGE_CACHE=0))
            subjects += [Subject(f"{page.name} at {size}", running, page) for page in pages(size)]
        subjects.sort(key=lambda subject: [page.name for page in pages(small)].index(subject.page.name))
        rounds = Rounds(subjects, rounds=bench.options.rounds, seconds=bench.options.seconds, tell=bench.tell)
    names = dict.fromkeys(subject.page.name for subject in subjects)
    return [
        _row(section, name, f"{name} at {small}", f"{name} at {large}", rounds, target) for name in names
    ], rounds.raw()


def _row(section, name, at_small, at_large, rounds, target):
    slower = rounds.ratio(at_small, at_large)
    return Row(
        section, name, per_second(rounds.found[at_large]), per_second(rounds.found[at_small]), slower[0],
        with_range(*slower), target, at_least=False, note=latency(rounds.found[at_large]),
    )  # fmt: skip
