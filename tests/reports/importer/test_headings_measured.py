"""The headings of labelled reports: found in their order with the right level, and nothing else taken for one."""

import re
import tomllib
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from reports.importer.folding import fold
from reports.importer.layout import outline

pytestmark = pytest.mark.pure

LABELLED = Path(__file__).parent / "labelled"
LEAST_RIGHT, MOST_FALSE = 0.98, 0.02


def key(numeral, text):
    """Numeral and words as two writers may write them: blanks and stops do not tell them apart."""
    return re.sub(r"\W+", "", fold(f"{numeral}{text}"))


def labelled():
    """(name, text, labels) of each labelled report."""
    for path in sorted(LABELLED.glob("*.toml")):
        labels = tomllib.loads(path.read_text())
        if "heading" in labels:
            yield path.stem, path.with_suffix(".txt").read_text(), labels


def measured(text, labels):
    """(how many of the labelled headings are found with their level, how many others are, those that are wrong)."""
    wanted = [(key(row["numeral"], row["text"]), row["level"]) for row in labels["heading"]]
    sections = outline(text, year=labels.get("year")).sections
    found = [(key(section.numeral, section.heading), section.level) for section in sections if section.heading]
    blocks = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    right = sum(block.size for block in blocks)
    wrong = {"missing": [*wanted], "false": [*found]}
    for block in reversed(blocks):
        del wrong["missing"][block.a : block.a + block.size], wrong["false"][block.b : block.b + block.size]
    return right, len(found) - right, wrong


def test_headings_are_found_with_their_levels(capsys):
    right, false, total, wrong = 0, 0, 0, {}
    for name, text, labels in labelled():
        own, others, told = measured(text, labels)
        right, false, total = right + own, false + others, total + len(labels["heading"])
        wrong[name] = told
        with capsys.disabled():
            print(f"\n{name}: {own} of {len(labels['heading'])} headings right, {others} false")
    assert right >= LEAST_RIGHT * total > 0, wrong
    assert false <= MOST_FALSE * total, wrong
