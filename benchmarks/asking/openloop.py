"""Constant arrivals: each begins when it is due, whatever became of those before, and its time counts from then.

A server that falls behind is not spared: what waits for a connection or for this process is part of the time.
"""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field

MOST_ARRIVALS = 200_000
SECONDS_TO_FINISH = 60


@dataclass
class Times:
    """What became of the arrivals of one kind: seconds of each that was answered, and what went wrong."""

    taken: list = field(default_factory=list)
    errors: Counter = field(default_factory=Counter)

    def at(self, percent):
        """Milliseconds within which so many percent were answered."""
        ordered = sorted(self.taken)
        return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else float("nan")

    def summary(self):
        return {
            "answered": len(self.taken), "p50": self.at(50), "p99": self.at(99), "max": self.at(100),
            "errors": dict(self.errors),
        }  # fmt: skip


async def arrivals(things, rate, do):
    """`do(thing)` for each of `things`, `rate` of them begun a second; returns their `Times`.

    `do` raises when it failed. All end at the latest a minute after the last one began.
    """
    things = list(things)
    if len(things) > MOST_ARRIVALS:
        raise ValueError(f"{len(things)} arrivals are more than the {MOST_ARRIVALS} that a run may have")
    times, begun, tasks = Times(), time.perf_counter(), set()
    for place, thing in enumerate(things):
        due = begun + place / rate
        while (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        tasks.add(asyncio.create_task(timed(times, due, do(thing))))
    _, unfinished = await asyncio.wait(tasks, timeout=SECONDS_TO_FINISH)
    for task in unfinished:
        task.cancel()
    times.errors["unfinished"] += len(unfinished)
    times.errors = +times.errors
    return times


async def timed(times, due, doing):
    try:
        await doing
    except Exception as error:
        times.errors[f"{type(error).__name__}: {error}"[:120]] += 1
    else:
        times.taken.append(time.perf_counter() - due)
