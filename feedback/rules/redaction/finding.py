"""Every piece of personal data in a text, and the text with masks in their place."""

from dataclasses import dataclass

from feedback.rules.redaction.accounts import ACCOUNTS, EMAILS
from feedback.rules.redaction.addresses import ADDRESSES
from feedback.rules.redaction.folding import BLANK, fold, in_digits
from feedback.rules.redaction.names import INTRODUCED, known
from feedback.rules.redaction.numbers import CARDS, IDENTITY, LOCALS, MOBILES
from feedback.rules.redaction.papers import PASSPORTS, PLATES
from feedback.rules.redaction.rules import REACH, Kind


@dataclass(frozen=True)
class Finding:
    """A piece of personal data: what kind, and where it stands in the text (`text[start:end]`).

    One that is not sure, as a name of one character, is told; it is not masked and holds nothing up.
    """

    kind: Kind
    text: str
    start: int
    end: int
    is_sure: bool = True


# The order is the order of trust: what an earlier rule took, a later one no longer sees.
RULES = (
    *INTRODUCED, *EMAILS, *IDENTITY, *CARDS, *MOBILES, *PLATES, *PASSPORTS, *ACCOUNTS, *LOCALS, *ADDRESSES
)  # fmt: skip
# What comes to light later than this was written to hide, each piece behind another.
MOST_READINGS = 10


def find(text, names=()):
    """Every piece of personal data in `text`, in order, none overlapping another.

    `names` are what the system knows of whoever sent it: the citizen's own name and the guardian's.
    """
    folded = fold(text)
    sure, unsure = known(names)
    taken, rest = _taken(folded.text, (*RULES, *sure))
    told, _ = _once(rest, unsure, [(0, len(rest))])
    found = [(*each, True) for each in taken] + [(*each, False) for each in told]
    findings = [
        Finding(kind, text[start:end], start, end, is_sure)
        for kind, span, is_sure in found
        for start, end in [folded.span(*span)]
    ]
    return sorted(findings, key=lambda finding: finding.start)


def once(findings):
    """(those that are sure, those only told), each as a list names it: one and the same piece once."""
    named = {(finding.kind, finding.text): finding for finding in reversed(findings)}
    ordered = [*named.values()][::-1]
    return [finding for finding in ordered if finding.is_sure], [finding for finding in ordered if not finding.is_sure]


def _taken(text, rules):
    """([(kind, span)], the text with blanks there).

    What was taken may have hidden something, so its neighbourhood, and no more, is read again until nothing is new: the
    work grows with the text, not with its square.
    """
    taken, windows, readings = [], [(0, len(text))], 0
    while windows and readings < MOST_READINGS:
        new, text = _once(text, rules, windows)
        taken += new
        windows, readings = _around([span for _, span in new], len(text)), readings + 1
    return taken, text


def _once(text, rules, windows):
    """The same by one reading of `windows`."""
    taken, spelled = [], in_digits(text)
    for rule in rules:
        for is_spelled in [False, True][: 1 + rule.reads_spelled]:
            spans = rule.taken(spelled if is_spelled else text, windows)
            text, spelled = _blanked(text, spans), _blanked(spelled, spans)
            taken += [(rule.kind, span) for span in spans]
    return taken, text


def _blanked(text, spans):
    if not spans:
        return text
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], BLANK * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _around(spans, length):
    """Windows about `spans`, merged where they meet."""
    windows = []
    for start, end in sorted(spans):
        start, end = max(0, start - REACH), min(length, end + REACH)
        if windows and start <= windows[-1][1]:
            start, end = windows[-1][0], max(end, windows.pop()[1])
        windows.append((start, end))
    return windows


def mask(text, names=()):
    """`text` with every piece of personal data that is sure replaced by ＊: as proposed for release."""
    return hide(text, find(text, names))


def hide(text, findings):
    """The same where the findings are known already."""
    for finding in reversed(findings):
        if finding.is_sure:
            text = text[: finding.start] + "＊" * min(len(finding.text), 6) + text[finding.end :]
    return text
