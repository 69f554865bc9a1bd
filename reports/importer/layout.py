"""The shape of a report: title, year, and its sections as a tree of at most three levels."""

import re
from dataclasses import dataclass, field

from reports.importer.chrome import lines_of_text
from reports.importer.folding import fold
from reports.importer.headings import ENDS, LONGEST_HEADING, marked, read_lines
from reports.importer.names import Anchors
from reports.importer.numerals import numbering
from reports.importer.parsed import ParsedSection
from reports.importer.rows import is_row
from reports.importer.spacing import unspaced
from reports.importer.years import folded_years

REPORT_WORD = re.compile(r"报告|总结|述职|白皮书|公报|工作情况")
IS_PART = re.compile(r"(?:主要|全年|基本|总体)?工作(?:情况|总结)")
YEAR = re.compile(r"\d{4}年")
PART = re.compile(r".{0,6}\d{4}年.{0,12}(?:回顾|总结|情况|安排|打算|计划|展望|思路|任务|重点)")
# How a passage opens that takes leave of the last sub-section and speaks of the whole again.
CLOSING = re.compile(
    r"(?:这|过去)?[一二两三四五]年(?:来|中|的|间)|各位(?:代表|市民|委员)|回顾|展望|新的一年|明年|(?P<year>20\d\d)年"
    r"|以上(?:报告|汇报|是)|谢谢大家|(?:尽管|虽然|同时，?我们也|做得不够|存在的)"
)


@dataclass
class Outline:
    title: str
    year: int | None
    sections: list[ParsedSection] = field(default_factory=list)


def outline(text, *, year=None):
    """The outline of a plain text; the title is "" and the year None when nothing tells them."""
    lines = [unspaced(line) for line in lines_of_text(text) if line]
    title, lines = _without_title(lines)
    year = year or _year_of(title, lines)
    return Outline(title, year, _sections(read_lines(lines), year))


def _without_title(lines):
    """The title and the other lines: a first Markdown heading, or a short line that calls itself a report."""
    for place, line in enumerate(lines[:12]):
        marks, words = marked(line)
        start = numbering(words)
        if is_row(line) or (start and not start.is_weak):
            break
        if marks == 1:
            return words, lines[:place] + lines[place + 1 :]
        names_itself = REPORT_WORD.search(fold(words)) or (place == 0 and _names_year(words, lines))
        if (
            names_itself
            and not IS_PART.fullmatch(fold(words))
            and len(words) <= LONGEST_HEADING
            and words[-1] not in ENDS
            and not re.search(r"[，,；：—]", words)
        ):
            return words, lines[:place] + lines[place + 1 :]
    return "", lines


def _names_year(words, lines):
    """Whether a first line with a year is the title, and not the first of several parts that name theirs."""
    return YEAR.search(words) is not None and not (
        PART.fullmatch(fold(words)) and any(PART.fullmatch(fold(line)) for line in lines[1:])
    )


def _year_of(title, lines):
    for text in (title, *lines[:10]):
        found = re.search(r"(?<!\d)((?:19|20)\d\d)\s*年", folded_years(text))
        if found:
            return int(found[1])
    return None


def _sections(lines, year):
    """The tree as a list in reading order, each section with its level and anchor."""
    sections, stack = [], []  # the stack holds (rank, section) of the headings above
    names, whole, in_notes = _Anchors(), _Whole(lines), False
    for place, line in enumerate(lines):
        if line.rank is None:
            if not sections:
                sections.append(ParsedSection(names.unique("preface"), 1, "", ""))
            elif not in_notes and _takes_leave(whole, place, stack, year):
                at_end = whole.is_last_part(place, stack[0][0])
                anchor = names.unique("closing" if at_end else f"{stack[0][1].anchor}-closing")
                sections.append(ParsedSection(anchor, 1 if at_end else 2, "", ""))
                stack = stack[:1]
            sections[-1].paragraphs.append(line.text)
            continue
        in_notes = line.is_notes
        stack = [entry for entry in stack if entry[0] < line.rank]
        level = min(len(stack) + 1, 3)
        parent = stack[level - 2][1].anchor if level > 1 else ""
        section = ParsedSection(names.of(parent, line), level, line.numeral, line.text)
        if line.rest:
            section.paragraphs.append(line.rest)
        sections.append(section)
        stack = [*stack[: level - 1], (line.rank, section)]
    return sections


def _takes_leave(whole, place, stack, year):
    """Whether the paragraph at `place` ends the last sub-section of its part and speaks of the whole again.

    So it does when the sub-sections before it are headings run on into one paragraph each, and this is one more;
    or when it opens as such passages do. Only the last sub-section of a part can be left this way.
    """
    if len(stack) < 2:
        return False
    following = whole.next_rank[place]
    if following is not None and following > stack[0][0]:
        return False
    opens = CLOSING.match(fold(whole.lines[place].text))
    if opens and opens["year"] and year and int(opens["year"]) <= year:
        opens = None
    return bool(opens) or whole.are_single(place, stack[1][0])


class _Whole:
    """What the lines before and behind a place tell, gone through once however often it is asked."""

    def __init__(self, lines):
        self.lines = lines
        # From each place on: the rank of the next heading, and that of the outermost one; None when there is none.
        self.next_rank, self._outermost = [None] * len(lines), [None] * len(lines)
        following = outermost = None
        for place in range(len(lines) - 1, -1, -1):
            rank = lines[place].rank
            if rank is not None:
                following, outermost = rank, rank if outermost is None else min(rank, outermost)
            self.next_rank[place], self._outermost[place] = following, outermost

    def is_last_part(self, place, rank):
        """Whether no further heading of this rank or further out follows."""
        return self._outermost[place] is None or self._outermost[place] > rank

    def are_single(self, place, rank):
        """Whether the part's sub-sections before `place` are all run in and of one paragraph."""
        before, count = place - 1, 0
        while before >= 0 and self.lines[before].rank == rank and self.lines[before].is_run_in:
            before, count = before - 1, count + 1
        if count < 2:
            return False
        while before >= 0 and self.lines[before].rank is None:
            before -= 1
        return before < 0 or self.lines[before].rank < rank


class _Anchors:
    """Anchors made from numerals: 一、(二) is s1-2, a heading without one u1, one that is taken s1-b2."""

    def __init__(self):
        self._anchors = Anchors()
        self._bare = {}

    def of(self, parent, line):
        stem = parent
        if line.is_notes:
            return self.unique(f"{parent}-notes" if parent else "notes")
        if line.count:
            part = str(line.count)
        else:
            self._bare[stem] = self._bare.get(stem, 0) + 1
            part = f"u{self._bare[stem]}"
        if stem:
            return self.unique(f"{stem}-{part}")
        return self.unique(f"s{part}" if line.count else part)

    def unique(self, anchor):
        return self._anchors.take(anchor)
