"""Where parts should add up to the number before them and do not."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile

from django.utils.translation import gettext

from reports.importer.doubts import Doubt, in_order
from reports.importer.folding import fold
from reports.importer.names import grouped
from reports.importer.parsed import ParsedFigure, ParsedSection

NEARLY = Decimal("0.9")
LONGEST_LIST = 400  # characters
PARTS = re.compile(r"\(([^()]*)\)|[，,；;]?(?:其中|包括)[:：，,]?([^。！？]*)")


@dataclass(frozen=True)
class Unsummed:
    section: ParsedSection
    whole: ParsedFigure
    parts: tuple[ParsedFigure, ...]

    @property
    def sum(self):
        return sum(part.value for part in self.parts)

    @property
    def difference(self):
        return self.sum - self.whole.value

    def sentence(self):
        parts = "＋".join(part.text for part in self.parts)
        return gettext("「%(name)s」%(whole)s，但各部分 %(parts)s 合計為 %(sum)s，相差 %(difference)s。") % {
            "name": self.whole.name,
            "whole": self.whole.text,
            "parts": parts,
            "sum": grouped(self.sum),
            "difference": grouped(abs(self.difference)),
        }


def unsummed(parsed):
    """Every total of a report whose parts do not add up to it.

    Parts in brackets right after a number make it up. Parts that follow 「其中」 may be a selection: they are doubted
    when they exceed the number or nearly reach it.
    """
    found = []
    for section in parsed.sections:
        for whole, parts, is_selection in sums_in(section.paragraphs, section.figures):
            doubt = Unsummed(section, whole, tuple(parts))
            is_plausible_selection = is_selection and doubt.sum < whole.value * NEARLY
            if doubt.difference and not is_plausible_selection:
                found.append(doubt)
    return found


def doubt_sums(parsed):
    """Say of every such total that it is doubted."""
    wholes = {id(doubt.whole) for doubt in unsummed(parsed)}
    for section in parsed.sections if wholes else ():
        section.figures = [
            replace(figure, doubts=in_order([*figure.doubts, Doubt.UNSUMMED])) if id(figure) in wholes else figure
            for figure in section.figures
        ]


def sums_in(paragraphs, figures):
    """(whole, parts, whether the parts may be a selection) in the paragraphs of a section with these figures."""
    paragraphs = [fold(paragraph) for paragraph in paragraphs]
    for place, whole in enumerate(figures):
        paragraph = paragraphs[whole.paragraph]
        opening = PARTS.match(paragraph[whole.end : whole.end + LONGEST_LIST])
        if not opening or not whole.is_exact:
            continue
        limit = whole.end + opening.end()
        listed = takewhile(
            lambda figure, end=limit, at=whole.paragraph: figure.paragraph == at and figure.end <= end,
            figures[place + 1 : place + 1 + LONGEST_LIST],
        )
        parts = [figure for figure in listed if figure.unit == whole.unit]
        if opening[2] is not None:
            parts = _first_list(parts, paragraph)
        if len(parts) > 1 and all(part.is_exact and not part.direction for part in parts):
            yield whole, parts, opening[2] is not None or "其中" in opening[0]


def _first_list(parts, paragraph):
    """The parts up to the first semicolon between two of them: what follows speaks of something else."""
    for place in range(1, len(parts)):
        if re.search(r"[；;]", paragraph[parts[place - 1].end : parts[place].start]):
            return parts[:place]
    return parts
