"""Suggestions sent by many citizens at once, and the evening hour: what was answered how soon, and which receipts."""

import asyncio
import itertools
import random
import time
from collections import defaultdict
from contextlib import nullcontext
from dataclasses import dataclass

from benchmarks.asking import openloop
from benchmarks.asking.citizen import LIBRARY, Citizen
from benchmarks.asking.client import Pool

PLACES = itertools.count(1)  # no two citizens of a run have the same address
TEXTS, READERS = random.Random(6), random.Random(400)
AT_ONCE = 8  # connections of a closed loop, as many as wrk holds
POOL = 128  # connections that the readers of the evening share


def citizens(port, count):
    return [Citizen(port, next(PLACES), LIBRARY.draw(TEXTS)) for _ in range(count)]


async def each(things, do):
    """`do(thing)` for all, a few at a time; the results in no order."""
    waiting, results = iter(list(things)), []

    async def work():
        for thing in waiting:
            results.append(await do(thing))

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return results


@dataclass
class Sent:
    rate: float  # sendings a second
    times: openloop.Times
    receipts: list  # (number, secret)


async def as_fast_as_possible(port, count, pressing=nullcontext):
    """`count` citizens stand before the last button; a few at a time press it, the next as soon as one is through.

    `pressing` surrounds the time in which they press.
    """
    ready = await each(citizens(port, count), Citizen.prepare)
    with pressing():
        times, begun = openloop.Times(), time.perf_counter()
        await each(ready, lambda citizen: openloop.timed(times, time.perf_counter(), citizen.submit()))
        rate = len(times.taken) / (time.perf_counter() - begun)
    return Sent(rate, times, await receipts(ready))


async def at_constant_rate(port, rate, seconds):
    """The last button pressed `rate` times a second."""
    ready = await each(citizens(port, rate * seconds), Citizen.prepare)
    times = await openloop.arrivals(ready, rate, Citizen.submit)
    return Sent(rate, times, await receipts(ready))


async def receipts(ready):
    return await each([citizen for citizen in ready if citizen.is_sent], Citizen.receipt)


@dataclass
class Evening:
    pages: openloop.Times
    steps: dict  # {step of the form: Times of its requests}
    sendings: openloop.Times  # from the first page to the receipt
    receipts: list

    @property
    def form(self):
        """The times of all requests of those who send."""
        return openloop.Times([taken for times in self.steps.values() for taken in times.taken])


async def evening(port, *, mixture, pages, sendings, seconds):
    """`pages` and `sendings` a second, all begun when they are due."""
    paths, shares = zip(*mixture, strict=True)
    asked = READERS.choices(paths, shares, k=pages * seconds)
    pool, steps, shown = Pool(port, POOL), defaultdict(openloop.Times), []

    async def read(path):
        answer = await pool.ask("GET", path)
        if answer.status != 200:
            raise ValueError(f"GET {path.partition('?')[0]}: {answer.status}")

    async def send(citizen):
        citizen.steps = steps
        await citizen.prepare()
        await citizen.submit()
        shown.append(await citizen.receipt())

    times, sent = await asyncio.gather(
        openloop.arrivals(asked, pages, read),
        openloop.arrivals(citizens(port, sendings * seconds), sendings, send),
    )
    pool.close()
    return Evening(times, steps, sent, shown)
