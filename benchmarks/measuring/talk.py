"""A talk while it goes on: viewers who ask what is new, citizens who ask their questions, a moderator who acts."""

import asyncio
from dataclasses import replace

from benchmarks.asking import hall
from benchmarks.measuring.submitting import lost, soon, told_errors
from benchmarks.results import Row

ASKINGS = 5  # a second
BEFORE = 5  # seconds of half of it, before: the portal has not been started a moment ago
SOON_TARGET = 250  # milliseconds
WITHIN, SEEN_TARGET = 5, 99  # seconds, percent
REFERENCE_SHARE = 3  # of the seconds of the talk, one in so many for the bare view


def measure(bench):
    """(rows, raw numbers): the bare view first, then the same of the portal."""
    options, size = bench.options, bench.options.main
    section = (
        f"A talk: {options.viewers:,} viewers and {ASKINGS} questions a second for {options.talk} s, while one is "
        "answered every six"
    )
    bench.tell(section)
    many = {"viewers": options.viewers, "askings": ASKINGS}
    with bench.bare(1) as bare:
        seconds = max(5, options.talk // REFERENCE_SHARE)
        bare_times = asyncio.run(hall.hold_bare(bare.port, seconds=seconds, **many))
    with bench.portal(size, 0) as portal, bench.moderated(size) as moderator:
        few = {"viewers": options.viewers // 2, "askings": ASKINGS // 2}
        before = asyncio.run(hall.hold(portal.port, moderator.path, seconds=BEFORE, **few))
        moderator.begin(options.talk)
        found = asyncio.run(hall.hold(portal.port, moderator.path, seconds=options.talk, **many))
        moderator.end()
    receipts = before.receipts + found.receipts
    verified = bench.verified(size, receipts)
    rows = _rows(section, found, bare_times, moderator)
    failing = [before.audience.times, before.askings, found.audience.times, found.askings]
    errors = sum(sum(times.errors.values()) for times in failing)
    rows += [
        Row(section, "errors", "", "", errors, str(errors), 0, at_least=False, note=told_errors(*failing)),
        _lost(section, receipts, verified, moderator.asked),
    ]
    raw = {
        "viewers": found.audience.times.summary() | {"statuses": found.audience.statuses},
        "form": found.form.summary(),
        "askings": found.askings.summary(),
        "steps": {step: times.summary() for step, times in found.steps.items()},
        "bare": [times.summary() for times in bare_times],
        "answers": len(moderator.answers),
        "receipts": verified | {"asked": moderator.asked},
    }
    return rows, raw


def _rows(section, found, bare_times, moderator):
    audience = found.audience
    polled, asked = (f"bare view: p99 {times.at(99):.0f} ms" for times in bare_times)
    share = 100 * audience.share_that_saw(moderator.answers, WITHIN)
    kinds = ", ".join(f"{count:,} × {status}" for status, count in sorted(audience.statuses.items()))
    return [
        soon(section, "what viewers ask", audience.times, SOON_TARGET, told_errors(audience.times) or kinds, polled),
        soon(section, "requests of those who ask", found.form, SOON_TARGET, told_errors(found.askings), asked),
        Row(
            section, f"viewers who saw an answer within {WITHIN} s, %",
            f"{len(moderator.answers)} answers, {len(audience.seen):,} viewers", "", share, f"{share:.2f}", SEEN_TARGET,
            note=f"the last one after {audience.slowest(moderator.answers):.1f} s",
        ),
        Row(
            section, "kB sent to a viewer in a minute", f"largest answer {audience.largest / 1000:.1f} kB, with gzip",
            "", found.bytes_a_minute, f"{found.bytes_a_minute / 1000:.0f}",
        ),
    ]  # fmt: skip


def _lost(section, receipts, verified, asked):
    """Of those whose receipt nobody waited for to the end, a row is none too many."""
    row = lost(section, receipts, verified)
    value = row.value + max(0, len(receipts) - asked)
    return replace(row, value=value, shown=str(value), note=f"{asked:,} rows of the talk")
