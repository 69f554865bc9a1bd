"""The way of a suggestion: its stages with what happened in each, eldest first, and those still to come."""

from datetime import datetime
from typing import NamedTuple

from feedback.parts.timeline import coded_sentence, sentence
from feedback.rules import moments
from feedback.rules.reach import OPEN_NOTE_VERBS
from feedback.rules.workflow import USUAL_WAY, Stage


class Step(NamedTuple):
    """A stage on the way; `state` is done, current or next, `at` when it was entered, None where that is not known."""

    stage: str
    state: str
    at: datetime | None = None
    items: tuple = ()


class Item(NamedTuple):
    """What happened in a stage: `heading` is a sentence of ours, `body` the words that went along."""

    at: datetime
    heading: str
    body: str
    is_same_day: bool


def way(suggestion, events, *, in_words=True):
    """A `Step` for each time that a stage was entered, and for each that still lies ahead on the usual way.

    `events` are in order. Of a stub (`in_words` false) only what happened is told, not by whom nor in whose words.
    """
    stages = []
    for event in events:
        if not stages or stages[-1][0] != event.to_stage:
            stages.append((event.to_stage, []))
        stages[-1][1].append(event)
    if not stages or stages[-1][0] != suggestion.stage:
        stages.append((suggestion.stage, []))
    last = len(stages) - 1
    been = [_step(stage, held, in_words, is_last=place == last) for place, (stage, held) in enumerate(stages)]
    return been + [Step(str(stage.label), "next") for stage in _to_come(suggestion.stage)]


def _to_come(stage):
    """The usual way from here; whoever left it has none."""
    return USUAL_WAY[USUAL_WAY.index(stage) + 1 :] if stage in USUAL_WAY else ()


def _step(stage, events, in_words, *, is_last):
    at = events[0].at if events else None
    items = tuple(_item(event, at, in_words) for event in events)
    return Step(str(Stage(stage).label), "current" if is_last else "done", at, items)


def _item(event, entered_at, in_words):
    return Item(
        event.at,
        sentence(event) if in_words else coded_sentence(event),
        event.note if in_words or event.verb in OPEN_NOTE_VERBS else "",
        moments.day(event.at) == moments.day(entered_at),
    )
