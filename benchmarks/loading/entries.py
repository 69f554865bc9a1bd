"""The search index of what is loaded: each different text is cut once, however many suggestions say it."""

from functools import cache
from types import SimpleNamespace

from benchmarks.loading.copying import ready
from feedback.models import DeskEntry, PublicEntry
from feedback.models.finding import TEXTS, desk_texts, public_texts
from portal.search import encode

VENDOR = "postgresql"


def entries(story):
    """[(model, row), …] of one suggestion."""
    texts = tuple(str(story.facts.get(name, "")) for name in TEXTS)
    answers = tuple((str(reply["body"]), "approved_at" in reply) for reply in story.replies)
    key = {"suggestion_id": story.facts["id"]}
    return [(model, key | columns) for model, columns in _encoded(texts, answers)]


@cache
def _encoded(texts, answers):
    row = SimpleNamespace(**dict(zip(TEXTS, texts, strict=True)))
    found = {PublicEntry: public_texts(row, answers), DeskEntry: desk_texts(row, answers)}
    return [
        (model, {column: _line(text) for column, text in columns.items()})
        for model, columns in found.items()
        if columns
    ]


@cache
def _line(text):
    return ready(encode(text, VENDOR))
