"""Rates of several pages, measured in turn: what disturbs the machine for a while disturbs them all."""

from dataclasses import asdict, dataclass
from math import inf
from statistics import median

from benchmarks.asking import wrk
from benchmarks.pages import Page
from benchmarks.processes.server import Server


@dataclass(frozen=True)
class Subject:
    """A page of a server, under the name it has in the table."""

    name: str
    server: Server
    page: Page


class Rounds:
    """What each subject answered in each round, and the bytes of its page as they are sent."""

    def __init__(self, subjects, *, rounds, seconds, tell):
        self.found, self.bytes = {subject.name: [] for subject in subjects}, {}
        for subject in subjects:
            status, _, body = subject.server.get(subject.page.paths[0], subject.page.headers)
            self.bytes[subject.name] = len(body)
            if status != 200:
                raise SystemExit(f"{subject.name}: {subject.page.paths[0]} answers {status}: {body[:200]!r}")
        for number in range(rounds):
            tell(f"round {number + 1} of {rounds} over {len(subjects)} pages")
            for subject in subjects:
                page, server = subject.page, subject.server
                answered = wrk.capacity(server.port, page.paths, seconds=seconds, headers=page.headers)
                self.found[subject.name].append(answered)
                server.get(page.paths[0], page.headers)  # it works off what wrk left behind

    def rate(self, name):
        return median(answered.rate for answered in self.found[name])

    def ratio(self, name, reference):
        """(median, least, most) of a page's rate against the reference's in the same round."""
        pairs = zip(self.found[name], self.found[reference], strict=True)
        ratios = [one.rate / other.rate if other.rate else inf for one, other in pairs]
        return median(ratios), min(ratios), max(ratios)

    def failures(self, name):
        return sum(answered.refused + answered.broken for answered in self.found[name])

    def raw(self):
        return {name: [asdict(answered) for answered in found] for name, found in self.found.items()}
