"""Viewers of a talk: each has its page open, which asks what is new every few seconds, as its script does.

A viewer keeps the tag of what it has and asks with it. Its connection to the portal is one of a few that all share, as
those of the web server in front are. When it asks is fixed by the answer before; its time counts from then, so that
what waits for a connection or for this process is part of it.
"""

import asyncio
import gzip
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from math import inf

from benchmarks.asking.client import NOT_MODIFIED
from benchmarks.asking.openloop import Times

PAUSE = 3.4, 4.0  # seconds between an answer and the next question, at least and at most: those of `live.js`
MARK = re.compile(rb"\[(bench-\d+)\]")  # stands in each answer that the viewers look for
JITTER = random.Random(2000)


@dataclass
class Audience:
    """All viewers of one talk, and what they saw."""

    pool: object
    path: str
    times: Times = field(default_factory=Times)
    statuses: Counter = field(default_factory=Counter)
    bytes: int = 0  # as they came, heads included
    largest: int = 0
    seen: list = field(default_factory=list)  # of each viewer {mark: moment on the monotonic clock}
    _marks: dict = field(default_factory=dict)  # by tag: what many are shown is unpacked once

    async def watch(self, count, seconds):
        """`count` viewers come within the first few seconds and stay until so many have gone by."""
        until = time.monotonic() + seconds
        await asyncio.gather(*(self._view(until) for _ in range(count)))

    async def _view(self, until):
        due, tag, seen = time.monotonic() + JITTER.uniform(0, PAUSE[1]), "", {}
        self.seen.append(seen)
        while due < until:
            await asyncio.sleep(max(0, due - time.monotonic()))
            tag = await self._look(due, tag, seen)
            due = time.monotonic() + JITTER.uniform(*PAUSE)

    async def _look(self, due, tag, seen):
        """Ask once; returns the tag of what the viewer has then."""
        headers = {"Accept-Encoding": "gzip"} | ({"If-None-Match": tag} if tag else {})
        try:
            answer = await self.pool.ask("GET", self.path, headers)
            marks = self._of(answer)
        except Exception as error:
            self.times.errors[f"{type(error).__name__}: {error}"[:120]] += 1
            return tag
        now = time.monotonic()
        self.times.taken.append(now - due)
        self.statuses[answer.status] += 1
        self.bytes += answer.size
        self.largest = max(self.largest, answer.size)
        for mark in marks:
            seen.setdefault(mark, now)
        return tag if answer.status == NOT_MODIFIED else answer.etag

    def _of(self, answer):
        """The marks that are new to a viewer who is told this."""
        if answer.status == NOT_MODIFIED:
            return ()
        if answer.status != 200:
            raise ValueError(f"GET {self.path}: {answer.status}")
        if answer.etag not in self._marks:
            body = gzip.decompress(answer.body) if answer.is_packed else answer.body
            self._marks[answer.etag] = frozenset(mark.decode() for mark in MARK.findall(body))
        return self._marks[answer.etag]

    def share_that_saw(self, answers, within):
        """Of all pairs of a viewer and one of `answers`, {mark: moment}, the share seen within so many seconds."""
        late = [seen.get(mark, inf) - given for seen in self.seen for mark, given in answers.items()]
        return sum(seconds <= within for seconds in late) / len(late) if late else 0.0

    def slowest(self, answers):
        """Seconds until the last viewer saw the answer that took longest."""
        return max((seen.get(mark, inf) - given for seen in self.seen for mark, given in answers.items()), default=inf)
