"""The phases of a talk as its page shows them, and how often the page asks for what is new."""

from datetime import datetime
from typing import NamedTuple

from feedback.talks.rules import TalkPhase

# Seconds between two questions for what is new, the random part included: while the talk goes on, a new answer is seen
# within five. Before its questions open and once all is answered nothing changes that anybody waits for.
POLLED_EVERY = {TalkPhase.ASKING: 20, TalkPhase.LIVE: 4, TalkPhase.AFTER: 30}


class Step(NamedTuple):
    phase: TalkPhase
    state: str  # "done", "current" or "to come"
    begins_at: datetime | None  # 預告 has begun whenever it was published


def track(talk, now):
    """A `Step` for each phase, in order."""
    times, phases = talk.times, list(TalkPhase)
    current = phases.index(talk.phase(now))
    states = ["done"] * current + ["current"] + ["to come"] * (len(phases) - current - 1)
    return [Step(*row) for row in zip(phases, states, (None, *times), strict=True)]


def polled_every(phase):
    """In seconds; 0 for not at all."""
    return POLLED_EVERY.get(phase, 0)
