"""The rows of the tables: what was measured, against what, and whether the target is reached."""

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    section: str
    name: str
    measured: str
    reference: str
    value: float  # what the target speaks of: a ratio, milliseconds, megabytes
    shown: str  # the value with its range
    target: float | None = None
    at_least: bool = True  # else at most
    note: str = ""

    @property
    def is_reached(self):
        """True or False; None without a target."""
        if self.target is None:
            return None
        return self.value >= self.target if self.at_least else self.value <= self.target

    @property
    def target_shown(self):
        if self.target is None:
            return ""
        return f"{'≥' if self.at_least else '≤'} {self.target:g}"


def per_second(answered):
    """`1,234/s (1,200–1,300)` of the rounds of one page."""
    return rate_with_range([each.rate for each in answered])


def rate_with_range(rates):
    return f"{_rate(median(rates))}/s ({_rate(min(rates))}–{_rate(max(rates))})"


def _rate(rate):
    return f"{rate:,.0f}" if rate >= 100 else f"{rate:.1f}"


def with_range(middle, least, most, digits=2):
    return f"{middle:.{digits}f} ({least:.{digits}f}–{most:.{digits}f})"


def latency(answered):
    """`p50 3 ms, p99 9 ms`: the medians over the rounds."""
    p50, p99 = (median(getattr(each, name) for each in answered) for name in ("p50", "p99"))
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms"


MARKS = {True: "yes", False: "**no**", None: ""}


def table(rows):
    """Rows of one section as Markdown."""
    lines = [
        "| | measured | reference | ratio or value | target | reached | |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        cells = [row.name, row.measured, row.reference, row.shown, row.target_shown, MARKS[row.is_reached], row.note]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def document(rows, head):
    """The whole of `results.md`; `head` says when and on what."""
    sections = dict.fromkeys(row.section for row in rows)
    parts = ["# Measured", head, "![The ratios as bars, each against its target](results.svg)"]
    parts += [f"## {section}\n\n{table([row for row in rows if row.section == section])}" for section in sections]
    return "\n\n".join(parts) + "\n"
