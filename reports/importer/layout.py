"""The shape of a report: title, year, and its sections as a tree of at most three levels.

A heading may stand on a line of its own or run on into its text, as in 「(一)深化改革。全年…」: then it ends at the
first full stop and the rest is the first paragraph.
"""

import re
from dataclasses import dataclass, field

from reports.importer.chrome import lines_of_text
from reports.importer.folding import fold
from reports.importer.names import Anchors
from reports.importer.numbers import numbers_in
from reports.importer.parsed import ParsedSection

DIGITS = "零一二三四五六七八九"
NUMERAL = "[〇零一二三四五六七八九十百]+"
# Ranked from the outermost style to the innermost; a report may leave styles out.
STYLES = [
    (0, re.compile(rf"第({NUMERAL}|\d{{1,4}})(?:部分|章|篇)[、:：\s]*")),
    (1, re.compile(rf"({NUMERAL})、\s*")),
    (2, re.compile(rf"[(（]\s*({NUMERAL})\s*[)）]\s*、?")),
    (3, re.compile(rf"第({NUMERAL})[，,、:：]\s*|({NUMERAL})是(?=[^否不])")),
    (4, re.compile(r"(\d{1,2})[.．、]\s*(?!\d)")),
    (5, re.compile(r"[(（]\s*(\d{1,2})\s*[)）]\s*")),
]
OUTERMOST, BARE = -20, 9
MARKDOWN = re.compile(r"(#{1,6})\s+")
ENDS = "。！？!?…"
LONGEST_HEADING = 60
LONGEST_BARE_HEADING = 30
LONGEST_HEADING_BEFORE_COLON = 40
REPORT_WORD = re.compile(r"报告|总结|述职|白皮书|公报|工作情况")
LAST_WORDS = re.compile(r"(?:附件|附录|附表|附|结语|结束语|前言|引言|名词解释)\d*[:：]?")
# How a passage opens that takes leave of the last sub-section and speaks of the whole again.
CLOSING = re.compile(
    r"(?:这|过去)?[一二两三四五]年(?:来|中|的|间)|各位(?:代表|市民|委员)|回顾|展望|新的一年|明年|(?P<year>20\d\d)年"
    r"|(?:尽管|虽然|同时，?我们也|做得不够|存在的)"
)


@dataclass
class Line:
    """A line of text as read: a heading with its style's rank, or a paragraph (rank None)."""

    text: str
    rank: int | None = None
    numeral: str = ""
    count: str = ""
    is_run_in: bool = False
    rest: str = ""


@dataclass
class Outline:
    title: str
    year: int | None
    sections: list[ParsedSection] = field(default_factory=list)


def outline(text, *, year=None):
    """The outline of a plain text; the title is "" and the year None when nothing tells them."""
    lines = [line for line in lines_of_text(text) if line]
    title, lines = _without_title(lines)
    year = year or _year_of(title, lines)
    return Outline(title, year, _sections(_read(lines), year))


def number_of(numeral):
    """The value of a Chinese or Arabic numeral up to 999: 十二 is 12."""
    if numeral.isdigit():
        return int(numeral)
    total = digit = 0
    for character in numeral.replace("〇", "零"):
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = DIGITS.index(character)
    return total + digit


def _without_title(lines):
    """The title and the other lines: a first Markdown heading, or a short line that calls itself a report."""
    for place, line in enumerate(lines[:12]):
        marks, words = _marked(line)
        if _styled(words):
            break
        if marks == 1:
            return words, lines[:place] + lines[place + 1 :]
        names_itself = REPORT_WORD.search(fold(words)) or (place == 0 and re.search(r"\d{4}年", words))
        if (
            names_itself
            and len(words) <= LONGEST_HEADING
            and words[-1] not in ENDS
            and not re.search(r"[，,；：—]", words)
        ):
            return words, lines[:place] + lines[place + 1 :]
    return "", lines


def _year_of(title, lines):
    for text in (title, *lines[:10]):
        found = re.search(r"(?<!\d)((?:19|20)\d\d)\s*年", fold(text))
        if found:
            return int(found[1])
    return None


def _read(lines):
    """Each line as a heading or a paragraph; a bare heading is known by the line that follows it."""
    styles = _styles_of_marks(lines)
    numbered = [_as_numbered(line, styles) for line in lines]
    has_outer = any(line and line.numeral and line.rank <= 2 for line in numbered)
    read = []
    for text, line in zip(reversed(lines), reversed(numbered), strict=True):
        read.append(line or _as_bare(text, read[-1] if read else None, BARE if has_outer else -1) or Line(text))
    return list(reversed(read))


def _styles_of_marks(lines):
    """The rank of the numbering that stands behind each number of Markdown marks, as {marks: rank}."""
    styles = {}
    for line in lines:
        marks, words = _marked(line)
        styled = _styled(words) if marks else None
        if styled:
            styles.setdefault(marks, styled[0])
    return styles


def _marked(line):
    """(how many Markdown marks a line begins with, its words without them)."""
    marks = MARKDOWN.match(line)
    return (len(marks[1]), line[marks.end() :].rstrip("#").rstrip()) if marks else (0, line)


def _styled(text):
    """(rank, match) of the numbering a text begins with."""
    folded = fold(text)
    for rank, style in STYLES:
        match = style.match(folded)
        if match:
            return rank, match
    return None


def _as_numbered(line, styles):
    """A heading that its numeral or its Markdown marks tell, or None."""
    marks, words = _marked(line)
    styled = _styled(words)
    if styled is None:
        if not marks or not words:
            return None
        below = BARE + marks if any(known < marks for known in styles) else marks - 10
        return Line(words, rank=styles.get(marks, below))
    rank, match = styled
    numeral, rest = words[: match.end()].strip(), words[match.end() :]
    heading, run_in = (rest, "") if marks else _heading_and_rest(rest, rank)
    if not heading:
        return None
    count = next(group for group in match.groups() if group)
    return Line(heading, rank, numeral, count, is_run_in=bool(run_in), rest=run_in)


def _heading_and_rest(words, rank):
    """The heading at the front of `words` and the text it runs on into; ("", "") when this is an item of a list."""
    named = re.match(rf"([^。！？：:]{{1,{LONGEST_HEADING_BEFORE_COLON}}})[：:](?=.)", words) if rank >= 4 else None
    if named:  # 「1.名詞：解釋」
        return named[1], words[named.end() :].strip()
    stop = re.search(r"[。！？!?]", words)
    heading = words[: stop.start()] if stop else words
    rest = words[stop.end() :].strip() if stop else ""
    is_item = rank >= 3 and ((stop and not rest) or numbers_in(heading, fold(heading)))
    if len(heading) > LONGEST_HEADING or is_item:
        return "", ""
    return heading.rstrip("：:；; "), rest


def _as_bare(text, following, rank):
    """A short line without a stop in front of text or of another heading is a heading without a numeral."""
    if following is None:
        return None
    if LAST_WORDS.fullmatch(fold(text)):
        return Line(text.rstrip(":："), rank=OUTERMOST)
    if len(text) > LONGEST_BARE_HEADING or re.search(r"[。，；：！？、,;:!?…—]|\d{4}年\d", text):
        return None
    leads_on = following.rank is not None or following.text[-1] in ENDS + "：:；;" or len(following.text) >= 40
    return Line(text, rank=rank) if leads_on else None


def _sections(lines, year):
    """The tree as a list in reading order, each section with its level and anchor."""
    sections, stack = [], []  # the stack holds (rank, section) of the headings above
    names, whole = _Anchors(), _Whole(lines)
    for place, line in enumerate(lines):
        if line.rank is None or whole.is_byline(place):
            if not sections:
                sections.append(ParsedSection(names.unique("preface"), 1, "", ""))
            elif _takes_leave(whole, place, stack, year):
                at_end = whole.is_last_part(place, stack[0][0])
                anchor = names.unique("closing" if at_end else f"{stack[0][1].anchor}-closing")
                sections.append(ParsedSection(anchor, 1 if at_end else 2, "", ""))
                stack = stack[:1]
            sections[-1].paragraphs.append(line.text)
            continue
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
        self._first_numbered = next((place for place, line in enumerate(lines) if line.numeral), len(lines))
        # From each place on: the rank of the next heading, and that of the outermost one; None when there is none.
        self.next_rank, self._outermost = [None] * len(lines), [None] * len(lines)
        following = outermost = None
        for place in range(len(lines) - 1, -1, -1):
            rank = lines[place].rank
            if rank is not None:
                following, outermost = rank, rank if outermost is None else min(rank, outermost)
            self.next_rank[place], self._outermost[place] = following, outermost

    def is_byline(self, place):
        """Whether a short line before the first numbered heading is a speaker's name rather than a heading."""
        return self.lines[place].rank == BARE and place <= self._first_numbered and not self.lines[place].numeral

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
        if line.count:
            part = str(number_of(line.count))
        else:
            self._bare[stem] = self._bare.get(stem, 0) + 1
            part = f"u{self._bare[stem]}"
        if stem:
            return self.unique(f"{stem}-{part}")
        return self.unique(f"s{part}" if line.count else part)

    def unique(self, anchor):
        return self._anchors.take(anchor)
