"""Sending a suggestion, against the plain page and at a constant rate; and the evening hour."""

import asyncio
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from statistics import median

from benchmarks.asking import sending
from benchmarks.measuring import memory
from benchmarks.measuring.against_references import PLAIN
from benchmarks.measuring.rates import Rounds, Subject
from benchmarks.pages import Page
from benchmarks.results import Row, rate_with_range, with_range

CAPACITY_TARGET = 0.5
CONSTANT, CONSTANT_TARGET = 50, 100  # a second; milliseconds
PAGES, SENDINGS, EVENING_TARGET = 400, 6, 250  # a second, a second; milliseconds
BEFORE = 15  # seconds of half of it, before: the portal has not been started a moment ago
MEMORY_TARGET, FLAT = 200, 1.05  # megabytes; the second half of the hour against its middle
AT_ONCE_PER_SECOND = 60  # citizens made ready for each second of a closed loop


def measure(bench):
    """How many sendings a second, and how soon at a constant rate."""
    options, size, receipts = bench.options, bench.options.main, []
    section = "Sending a suggestion"
    with ExitStack() as stack:
        portal, plain = stack.enter_context(bench.portal(size, 0)), stack.enter_context(bench.plain(1))
        sent, references = [], []
        for number in range(options.rounds):
            bench.tell(f"round {number + 1} of {options.rounds}: sending as fast as possible, plain page")
            sent.append(asyncio.run(sending.as_fast_as_possible(portal.port, AT_ONCE_PER_SECOND * options.seconds)))
            page = Subject(PLAIN, plain, Page(PLAIN, ("/",)))
            references.append(Rounds([page], rounds=1, seconds=options.seconds, tell=lambda line: None))
            receipts += sent[-1].receipts
        seconds = max(5, options.evening // 3)
        bench.tell(f"{CONSTANT} sendings a second for {seconds} s")
        constant = asyncio.run(sending.at_constant_rate(portal.port, CONSTANT, seconds))
        receipts += constant.receipts
    found = bench.verified(size, receipts)
    ratios = [one.rate / other.rate(PLAIN) for one, other in zip(sent, references, strict=True)]
    rows = [
        Row(
            section, "as fast as possible", rate_with_range([one.rate for one in sent]),
            f"{PLAIN}: {rate_with_range([other.rate(PLAIN) for other in references])}",
            median(ratios), with_range(median(ratios), min(ratios), max(ratios)),
            CAPACITY_TARGET, note=told_errors(*(one.times for one in sent)),
        ),
        soon(section, f"at {CONSTANT} a second", constant.times, CONSTANT_TARGET),
        lost(section, receipts, found),
    ]  # fmt: skip
    raw = {
        "rates": [one.rate for one in sent],
        "plain": [reference.raw() for reference in references],
        "constant": constant.times.summary(),
    }
    return rows, raw | {"receipts": found}


def measure_evening(bench):
    """The hour of the broadcast: readers, citizens who send and are told by mail, and what a worker holds meanwhile."""
    options, size = bench.options, bench.options.main
    section = (
        f"The evening hour: {PAGES} pages and {SENDINGS} sendings a second for {options.evening} s, after {BEFORE} s "
        "of half as many"
    )
    bench.tell(section)
    evening = partial(sending.evening, mixture=bench.pages(size).evening())
    with bench.telling(size) as taken, bench.portal(size, 0, **bench.telling_settings) as portal:
        begun = datetime.now(UTC)
        before = asyncio.run(evening(portal.port, pages=PAGES // 2, sendings=SENDINGS // 2, seconds=BEFORE))
        with memory.Watch(portal.workers()[0]) as watch:
            found = asyncio.run(evening(portal.port, pages=PAGES, sendings=SENDINGS, seconds=options.evening))
        told = bench.told(size, begun)
    receipts = before.receipts + found.receipts
    verified = bench.verified(size, receipts)
    held = watch.summary()
    failing = [before.pages, before.sendings, found.pages, found.sendings]
    errors = sum(sum(times.errors.values()) for times in failing)
    rows = [
        soon(section, "pages", found.pages, EVENING_TARGET),
        soon(section, "requests of the form", found.form, EVENING_TARGET, _slowest(found.steps)),
        Row(section, "errors", "", "", errors, str(errors), 0, False, note=told_errors(*failing)),
        lost(section, receipts, verified),
        _untold(section, receipts, told, taken.letters),
        Row(
            section, "memory of a worker, MB", f"{held['start']:.0f} at the start, {held['end']:.0f} at the end", "",
            held["max"], f"{held['max']:.0f}", MEMORY_TARGET, at_least=False,
        ),
        Row(
            section, "memory at the end against half way", f"{held['half']:.0f} half way", "", held["growth"],
            f"{held['growth']:.2f}", FLAT, at_least=False,
        ),
    ]  # fmt: skip
    raw = {name: getattr(found, name).summary() for name in ("pages", "form", "sendings")}
    raw["steps"] = {step: times.summary() for step, times in found.steps.items()}
    return rows, raw | {"receipts": verified, "memory": watch.samples, "notices": told, "letters": taken.letters}


def _slowest(steps):
    step = max(steps, key=lambda step: steps[step].at(50))
    return f"slowest: {step}, p50 {steps[step].at(50):.0f} ms"


def soon(section, name, times, target, note="", reference=""):
    told = f"p50 {times.at(50):.1f} ms, most {times.at(100):.0f} ms of {len(times.taken):,}"
    return Row(
        section,
        f"{name}: p99, ms",
        told,
        reference,
        times.at(99),
        f"{times.at(99):.0f}",
        target,
        False,
        note or told_errors(times),
    )


def lost(section, receipts, found):
    missing = len(found["missing"]) + found["gaps"] + len(receipts) - found["shown"]
    measured = f"{len(receipts):,} receipts shown, each looked up in the database"
    return Row(section, "lost, doubled or skipped numbers", measured, "", missing, str(missing), 0, at_least=False)


def _untold(section, receipts, told, letters):
    missing = abs(len(receipts) - told.get("sent", 0)) + abs(len(receipts) - letters)
    ends = ", ".join(f"{count:,} {state}" for state, count in sorted(told.items()))
    measured = f"notices: {ends or 'none'}; {letters:,} letters taken by a mail server on this machine"
    return Row(section, "receipts without one letter each", measured, "", missing, str(missing), 0, at_least=False)


def told_errors(*all_times):
    errors = [f"{count} × {text}" for times in all_times for text, count in times.errors.most_common(3)]
    return "; ".join(errors)
