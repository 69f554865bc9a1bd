"""The figures of a paragraph: every counting number with the name the sentence gives it.

「偵破刑事案件9700起」 is named by the words before it, 「發起5次行動」 by the words around it,
「事故起數、死亡人數同比下降0.9%、1.2%」 shares its words out, 「辦理9.4萬人,同比增長72.3%」 goes on with the last name.
"""

import re
from dataclasses import replace
from decimal import Decimal

from reports.importer import phrases
from reports.importer.approximations import BY_FOLDED
from reports.importer.folding import fold
from reports.importer.numbers import numbers_in
from reports.importer.parsed import ParsedFigure

JOINT = re.compile(r"(?:以上|左右)?(?:、|和|及|与|以及)")
LONGEST_NAME = 60
MOST_DIGITS = 20  # before the point, as many as a figure can be saved with

# A sentence with its stop; one that never ends is cut, so that no text costs more than its length.
SENTENCE = re.compile(r"[^。！？!?]{1,1500}[。！？!?]*|[。！？!?]+")


def figures_in(text, *, year=None, heading="", paragraph=0):
    """The figures of one paragraph in reading order; `year` is the report's, for 「同比」."""
    return [
        replace(figure, paragraph=paragraph, start=figure.start + part.start(), end=figure.end + part.start())
        for part in SENTENCE.finditer(text)
        for figure in _in_sentence(part.group(), year, heading)
    ]


def _in_sentence(text, year, heading):
    folded = fold(text)
    figures, floor, sentence = [], 0, phrases.Sentence(text, folded, heading)
    before = "", phrases.Change()
    for chain, following in _chains(numbers_in(text, folded), folded):
        if chain[0].bound == "high":
            named = [(number, *before) for number in chain]
        else:
            named = _named(chain, floor, following.start if following else len(text), sentence)
        figures += [_figure(text, sentence, number, name, change, year) for number, name, change in named]
        before = named[-1][1:]
        floor = chain[-1].end
    return figures


def _chains(numbers, folded):
    """Numbers joined by nothing but 、 or 和, each chain with the number that follows it."""
    chains = []
    for number in numbers:
        if chains and JOINT.fullmatch(folded[chains[-1][-1].end : number.start]):
            chains[-1].append(number)
        else:
            chains.append([number])
    for place, chain in enumerate(chains):
        unit = chain[-1].unit
        chain[:] = [number if number.unit else replace(number, unit=unit) for number in chain]
        yield chain, chains[place + 1][0] if place + 1 < len(chains) else None


def _named(chain, floor, stop, sentence):
    """(number, name, change) for each number of a chain."""
    first, last = chain[0], chain[-1]
    start, is_listed = sentence.own_start(sentence.clause_start(first.start, floor), first.start, floor)
    change = phrases.change_before(sentence.folded, start, first.start)
    core = sentence.trimmed(start, first.start if change.start is None else change.start)
    names = sentence.names(core, first, len(chain)) if len(chain) > 1 else []
    if not names:
        name = sentence.name(core, first, sentence.after(last.end, stop), change, is_listed=is_listed)
        names = [name] * len(chain)
    return [(number, name, change) for number, name in zip(chain, names, strict=True)]


def _figure(text, sentence, number, name, change, year):
    suffix = {"low": "（下限）", "high": "（上限）"}.get(number.bound, "")
    if sentence.is_starting_point(number):
        suffix = "（此前）"
    value = -number.value if change.direction == "down" else number.value
    compared_year = change.compared_year
    if compared_year is None and change.is_yearly and year:
        compared_year = year - 1
    return ParsedFigure(
        name=re.sub(r"[/\\]", "／", name[-LONGEST_NAME:] + suffix),
        value=_rounded(value),
        unit=number.unit,
        approximation=BY_FOLDED.get(number.approximation, ""),
        direction=change.direction,
        compared_year=compared_year,
        text=text[number.start : number.end],
        start=number.start,
        end=number.end,
    )


def _rounded(value):
    """To four decimals at most. A value too long for the arithmetic is left alone; saving refuses it in words."""
    if value.adjusted() >= MOST_DIGITS:
        return value
    return value.quantize(Decimal("0.0001")).normalize() if value % 1 else value.quantize(Decimal(1))
