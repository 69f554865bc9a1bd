"""The words that a portal begins to propose by; administrators keep them from then on."""

import re
import tomllib
from pathlib import Path

BETWEEN = re.compile(r"[、\s]+")


def default_words():
    """(name of a field or "", kind or "", word, weight) of each, in the order of the file."""
    parts = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    for part, said in parts.items():
        for name, words_by_weight in said.items():
            field, kind = (name, "") if part == "fields" else ("", name)
            for weight, words in words_by_weight.items():
                for word in filter(None, BETWEEN.split(words)):
                    yield field, kind, word, int(weight)
