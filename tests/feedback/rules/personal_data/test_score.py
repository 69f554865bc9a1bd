"""How well personal data is found, by the sentences of the scored set alone."""

import pytest

from feedback.rules.redaction import find
from tests.feedback.rules.personal_data import KINDS, NUMBERS, sentences

LEAST_OF_NUMBERS, LEAST_OF_NAMES, LEAST_OF_ADDRESSES, LEAST_PRECISION = 0.98, 0.85, 0.85, 0.95


def sort_of(kind):
    """A number is a number: which one it was taken for does not matter to whoever it belongs to."""
    return "number" if kind in NUMBERS else kind


def score(found):
    """({kind: (labels, of them found)}, {kind: (findings, of them right)}) over the sentences `found`.

    A label counts as found only when every letter and digit of it lies in a sure finding of its sort (numbers, names,
    addresses): half a number counts as missed. A finding is right when it overlaps a label of its sort; what is only
    told (names of one character) is neither masked nor held against anybody, and counts for nothing.
    """
    of_labels, of_findings = {kind: [0, 0] for kind in KINDS}, {kind: [0, 0] for kind in KINDS}
    for sentence in found:
        findings = [finding for finding in find(sentence.text, sentence.known_names) if finding.is_sure]
        for label in sentence.labels:
            covered = {
                place
                for finding in findings
                if sort_of(finding.kind) == sort_of(label.kind)
                for place in range(finding.start, finding.end)
            }
            needed = {place for place in range(label.start, label.end) if sentence.text[place].isalnum()}
            of_labels[label.kind][0] += 1
            of_labels[label.kind][1] += needed <= covered
        for finding in findings:
            of_findings[finding.kind][0] += 1
            of_findings[finding.kind][1] += any(
                sort_of(finding.kind) == sort_of(label.kind) and label.start < finding.end and finding.start < label.end
                for label in sentence.labels
            )
    return of_labels, of_findings


def share(counts, kinds):
    """The share of right ones among `kinds`."""
    whole, part = (sum(counts[kind][place] for kind in kinds) for place in (0, 1))
    return part / whole


@pytest.fixture(scope="module")
def scored():
    return score(sentences("scored"))


def test_recall_and_precision_on_the_scored_set(scored, capsys):
    of_labels, of_findings = scored
    with capsys.disabled():
        print("\n" + table(of_labels, of_findings))
    reached = {
        "numbers": share(of_labels, NUMBERS) >= LEAST_OF_NUMBERS,
        "names": share(of_labels, ["name"]) >= LEAST_OF_NAMES,
        "addresses": share(of_labels, ["address"]) >= LEAST_OF_ADDRESSES,
        "precision": share(of_findings, KINDS) >= LEAST_PRECISION,
    }
    assert reached == dict.fromkeys(reached, True)


def table(of_labels, of_findings):
    rows = [("kind", "recall", "precision")]
    for name, kinds in [*((kind, [kind]) for kind in KINDS), ("numbers", NUMBERS), ("all", KINDS)]:
        cells = []
        for counts in (of_labels, of_findings):
            whole, part = (sum(counts[kind][place] for kind in kinds) for place in (0, 1))
            cells.append(f"{part}/{whole} {part / whole:.3f}" if whole else "none")
        rows.append((name, *cells))
    return "\n".join(f"{name:<10} {recall:>14} {precision:>14}" for name, recall, precision in rows)
