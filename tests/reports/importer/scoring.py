"""How much of what people labelled the importer reads rightly: the labels, what is read, and the counts.

A file of labels holds `[[sentence]]` tables, each with its figures, or the `[[figure]]` tables of the report that
stands in the text file beside it. A figure is found when its text, folded and without blanks, stands at its place in
the order of reading; its value is right together with unit, sign and parts; its subject when its name holds it;
its name when it is one of those that would be right alone.
"""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from reports.importer import parse, read_file
from reports.importer.figures import figures_in
from reports.importer.folding import fold
from reports.importer.names import key_of
from reports.importer.parsed import PARTS

LABELLED = Path(__file__).parent / "labelled"
ASKED = ("found", "value", "subject", "name", "word", "year")
BEGINNING = 20  # characters by which a paragraph is known
PRECISE = Decimal("0.0001")
NO_MEASURE = ("個", "个")  # of 百分點, which is one unit with it or without


@dataclass(frozen=True)
class Passage:
    """What is read at once, with the figures that people saw in it."""

    kind: str
    text: str
    labels: list[dict]
    figures: list  # as the importer read them


@dataclass
class Score:
    passages: int = 0
    labels: int = 0
    read: int = 0
    false: int = 0
    right: Counter = field(default_factory=Counter)
    asked: Counter = field(default_factory=Counter)
    misses: list = field(default_factory=list)

    def add(self, other):
        self.passages, self.labels = self.passages + other.passages, self.labels + other.labels
        self.read, self.false = self.read + other.read, self.false + other.false
        self.right, self.asked = self.right + other.right, self.asked + other.asked
        self.misses += other.misses

    def share(self, question):
        return self.right[question] / self.asked[question] if self.asked[question] else 1.0

    @property
    def false_share(self):
        return self.false / self.read if self.read else 0.0


def passages(folder=LABELLED):
    """Every passage of the files of labels in `folder`, read by the importer."""
    for path in sorted(folder.glob("*.toml")):
        labels = tomllib.loads(path.read_text(encoding="utf-8"))
        for sentence in labels.get("sentence", ()):
            text = sentence["text"].strip().replace("⏎", "\n")
            yield Passage(sentence["kind"], text, sentence["figures"], read(text, sentence.get("year")))
        if labels.get("figure"):
            yield from _passages_of_report(path, labels)


def read(text, year=None):
    """The figures of a sentence, or of a small report where the text has lines."""
    if "\n" not in text:
        return figures_in(text, year=year)
    return [figure for _section, figure in parse(text, year=year, bureau="某局").figures]


def _passages_of_report(path, labels):
    """The paragraphs of a whole report, with the labels that say in which of them they stand."""
    text = read_file(path.with_suffix(".txt"))
    lines = [bare(line) for line in text.splitlines()]
    report = parse(text, bureau="某局")
    waiting = [(label, _line_of(label, lines)) for label in labels["figure"]]
    for section in report.sections:
        for place, paragraph in enumerate(section.paragraphs):
            beginning = bare(paragraph)[:BEGINNING]
            here = [label for label, line in waiting if beginning in line]
            waiting = [(label, line) for label, line in waiting if beginning not in line]
            figures = [figure for figure in section.figures if figure.paragraph == place]
            yield Passage(path.stem, paragraph, here, figures)
    yield Passage(path.stem, "", [label for label, line in waiting], [])  # of paragraphs that were not found


def _line_of(label, lines):
    """The line of the file in which a figure stands: its paragraph, be it behind a heading that runs on into it."""
    return next((line for line in lines if line.startswith(bare(label["paragraph_starts"]))), "")


def scored(passage):
    score = Score(passages=1, labels=len(passage.labels), read=len(passage.figures))
    at = 0
    for label in passage.labels:
        place = next((at for at in range(at, len(passage.figures)) if is_it(label, passage.figures[at])), None)
        answers = {"found": place is not None}
        if place is not None:
            answers |= judged(label, passage.figures[place])
            at = place + 1
        for question in ASKED:
            if question in answers or question in {"value", "subject", "name"}:
                score.asked[question] += 1
                score.right[question] += answers.get(question, False)
        wrong = [question for question in ASKED if not answers.get(question, True)]
        if wrong:
            score.misses.append((passage.kind, passage.text, label, wrong, passage.figures[at - 1] if at else None))
    score.false = len(passage.figures) - score.right["found"]
    if score.false:
        texts = [(figure.text, figure.name) for figure in passage.figures]
        score.misses.append((passage.kind, passage.text, {"text": texts}, ["false"], None))
    return score


def is_it(label, figure):
    return bare(label["text"]).lstrip("-") == bare(figure.text).lstrip("-")


def judged(label, figure):
    name = key_of(figure.name)
    answers = {
        "value": is_value_right(label, figure),
        "subject": key_of(label["subject"]) in name,
        "name": name in {key_of(right) for right in label["names"]},
        "word": fold(label.get("approximation", "")) == fold(figure.approximation),
    }
    if "compared_year" in label:
        answers["year"] = label["compared_year"] == figure.compared_year
    return answers


def is_value_right(label, figure):
    """Whether value, sign, unit, whether it is a change, and every part that the label tells are right."""
    parts = all(part not in label or same(label[part], getattr(figure, part)) for part in PARTS)
    return (
        same(label["value"], figure.value)
        and measure(label["unit"]) == measure(figure.unit)
        and label.get("change", False) == figure.is_change
        and parts
    )


def same(told, value):
    return value is not None and abs(Decimal(told) - value) <= PRECISE


def measure(unit):
    folded = bare(unit)
    return folded[1:] if folded[:1] in NO_MEASURE and folded.endswith("百分点") else folded


def bare(text):
    return re.sub(r"\s+", "", fold(text))


def table(scores):
    """The counts of each kind and of all, in lines."""
    lines = [f"{'kind':<12}{'texts':>6}{'labels':>7}" + "".join(f"{name:>14}" for name in (*ASKED, "false"))]
    for kind, score in scores.items():
        shares = [f"{score.right[name]}/{score.asked[name]} {score.share(name):.1%}" for name in ASKED]
        counts = [*shares, f"{score.false}/{score.read} {score.false_share:.1%}"]
        lines.append(f"{kind:<12}{score.passages:>6}{score.labels:>7}" + "".join(f"{count:>14}" for count in counts))
    return "\n".join(lines)
