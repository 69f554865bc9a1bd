"""Sentences labelled with the personal data in them: `tuning.toml` to write the detector by, `scored.toml` to score it.

In a text, `{phone:(138)12345678}` marks a piece of personal data and its kind. `known_names` are what the system knows
of whoever sent it: the citizen's own name and the guardian's. The two sets are by different hands, and whoever works on
the detector does not read the scored one.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

NUMBERS = ("id_card", "phone", "plate", "email", "bank_card", "passport", "account")
KINDS = (*NUMBERS, "address", "name")
MARKUP = re.compile(r"\{([a-z_]+):([^{}]+)\}")


@dataclass(frozen=True)
class Label:
    """A piece of personal data and where it stands (`text[start:end]`)."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    text: str
    labels: tuple[Label, ...]
    known_names: tuple[str, ...]


def sentences(name):
    """The sentences of `tuning` or `scored`, without their markup."""
    rows = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))["sentences"]
    return [read(row["text"], row.get("known_names", ())) for row in rows]


def read(marked, known_names=()):
    text, labels, at = "", [], 0
    for mark in MARKUP.finditer(marked):
        text += marked[at : mark.start()]
        labels.append(Label(mark[1], mark[2], len(text), len(text) + len(mark[2])))
        text, at = text + mark[2], mark.end()
    return Sentence(text + marked[at:], tuple(labels), tuple(known_names))
