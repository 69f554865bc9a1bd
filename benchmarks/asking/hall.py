"""A talk while it goes on: its viewers, and beside them citizens who ask, each begun when it is due."""

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass

from benchmarks.asking import openloop
from benchmarks.asking.asker import Asker
from benchmarks.asking.client import Connection, Pool
from benchmarks.asking.sending import LIBRARY, PLACES, POOL, TEXTS
from benchmarks.asking.viewers import Audience

STAY = 7  # seconds that the viewers stay when nobody asks or answers any more: long enough to see the last answer
REQUESTS = 3  # that a question takes: the page, the sending, the receipt


@dataclass
class Hall:
    audience: Audience
    steps: dict  # {step of the form: Times of its requests}
    askings: openloop.Times  # from the first page to the receipt
    receipts: list
    seconds: int

    @property
    def form(self):
        """The times of all requests of those who ask."""
        return openloop.Times([taken for times in self.steps.values() for taken in times.taken])

    @property
    def bytes_a_minute(self):
        """That one viewer is sent."""
        return self.audience.bytes / len(self.audience.seen) / (self.seconds + STAY) * 60


async def hold(port, talk, *, viewers, askings, seconds):
    """The talk at the path `talk`, with so many viewers, and so many who ask a second."""
    steps, shown = defaultdict(openloop.Times), []

    async def ask(citizen):
        citizen.steps = steps
        await citizen.prepare()
        await citizen.submit()
        shown.append(await citizen.receipt())

    askers = [Asker(port, next(PLACES), LIBRARY.draw(TEXTS), talk) for _ in range(askings * seconds)]
    audience, sent = await _together(port, f"{talk}now", viewers, openloop.arrivals(askers, askings, ask), seconds)
    return Hall(audience, steps, sent, shown, seconds)


async def hold_bare(port, *, viewers, askings, seconds):
    """As many requests of the bare view: (times of the viewers, times of the others)."""
    others = openloop.Times()

    async def ask(connection):
        for _ in range(REQUESTS):
            await openloop.timed(others, time.perf_counter(), connection.ask("GET", "/"))
        connection.close()

    askers = [Connection(port) for _ in range(askings * seconds)]
    audience, _ = await _together(port, "/now", viewers, openloop.arrivals(askers, askings, ask), seconds)
    return audience.times, others


async def _together(port, path, viewers, asking, seconds):
    pool = Pool(port, POOL)
    audience = Audience(pool, path)
    _, sent = await asyncio.gather(audience.watch(viewers, seconds + STAY), asking)
    pool.close()
    return audience, sent
