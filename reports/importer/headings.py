"""Lines become headings and paragraphs: by their numerals, their Markdown marks, or the line that follows them.

A heading may stand on a line of its own or run on into its text, as in 「(一)深化改革。全年…」: then it ends at the
first full stop and the rest is the first paragraph.
"""

import re
from dataclasses import dataclass

from reports.importer.folding import fold
from reports.importer.numbers import numbers_in
from reports.importer.numerals import ARABIC, BRACKETED, ITEM, numbering
from reports.importer.ranks import BARE, ENDS, OUTERMOST, drop_items, rank_bare, rank_numbered
from reports.importer.rows import is_row

MARKDOWN = re.compile(r"(#{1,6})\s+")
LONGEST_HEADING = 60
LONGEST_BARE_HEADING = 30
LONGEST_HEADING_BEFORE_COLON = 40
LONGEST_NAME = 20
LAST_WORDS = re.compile(
    r"(?:附件|附录|附表|附|结语|结束语|前言|引言|序言)[\d一二三四五六七八九十]*[:：]?"
    r"|(?:附件|附录|附表|附)[\d一二三四五六七八九十]*[:：]\s*[^。；;:：]{2,40}"
)
FIRST_WORDS = re.compile("前言|引言|序言")
ANNEX = re.compile(r"(?:附件|附录|附)[\d一二三四五六七八九十]*[:：]?")
NOTES = re.compile(
    r"[(（【]?(?:附[:：]?)?(?:《.{1,30}》)?.{0,12}(?:名词|术语|用语|词语|词汇|有关内容|指标)(?:名词|术语)?"
    r"(?:解释|注释|注解|说明|释义)[)）】]?[:：]?|注释|注解|尾注|脚注|备注|注[:：]?"
)
NOTE_RUN_IN = re.compile(r"(注|备注|注释|名词解释|名词注释)[:：](?=.)")
# A line that speaks is a sentence, whether or not it has a stop.
SPEAKS = re.compile(
    r"我们|我代表|大家|如下|以下|下面|现将|现就|请予|审议|谢谢|[了吗呢吧]$|^(?:在|于|请|让)|^[(（\[【]"
    r"|是.{0,8}一年$|^(?:图|表)\s?\d|^(?:附)?[图表][一二三四五六七八九十]|^(?:▲|△|图为|单位)"
)


@dataclass
class Line:
    """A line of text as read: a heading with its style's rank, or a paragraph (rank None)."""

    text: str
    rank: float | None = None
    numeral: str = ""
    count: int = 0
    is_run_in: bool = False
    rest: str = ""
    is_notes: bool = False  # the heading of the notes at the end


def read_lines(texts):
    """Each text as a Line; the notes at the end are paragraphs under a heading of theirs."""
    starts = _numberings(texts)
    styles = _styles_of_marks(texts, starts)
    numbered = [_as_numbered(text, start, styles) for text, start in zip(texts, starts, strict=True)]
    notes = _notes_from(texts, numbered)
    lines, bare, first = list(numbered[:notes]), [], []
    for place in range(notes - 1, -1, -1):
        if lines[place]:
            continue
        text, following = texts[place], lines[place + 1] if place + 1 < notes else None
        is_last_word = place + 1 < len(texts) and not is_row(text) and LAST_WORDS.fullmatch(fold(text))
        lines[place] = Line(text.rstrip(":："), OUTERMOST) if is_last_word else Line(text)
        if is_last_word and FIRST_WORDS.match(fold(text)):
            first.append(lines[place])
        if not is_last_word and _is_bare(text, following):
            lines[place].rank = BARE
            bare.append(place)
    drop_items(lines, set(bare), texts)
    rank_numbered(lines)
    rank_bare(lines, bare[::-1])
    for line in first:  # beside what follows, not above it
        line.rank = min((other.rank for other in lines if other.rank not in (None, OUTERMOST)), default=OUTERMOST)
    return lines + _notes(texts[notes:], has_annex=bool(lines) and ANNEX.fullmatch(fold(lines[-1].text)) is not None)


def marked(text):
    """(how many Markdown marks a line begins with, its words without them)."""
    marks = MARKDOWN.match(text)
    return (len(marks[1]), text[marks.end() :].rstrip("#").rstrip()) if marks else (0, text)


def _numberings(texts):
    """What each text begins with; weak ones only where one before or behind them counts on."""
    found = [None if is_row(text) else numbering(marked(text)[1]) for text in texts]
    known = {_place(start) for start in found if start and not start.is_weak}
    weak = {_place(start) for start in found if start and start.is_weak}
    has_paths = any(len(place[1]) > 1 and _counts_on(place, known, weak) for place in weak)
    return [
        start if start and (not start.is_weak or _is_sure(start, known, weak, has_paths=has_paths)) else None
        for start in found
    ]


def _place(start):
    return start.rank, start.path or (start.count,)


def _counts_on(place, known, weak):
    rank, path = place
    before, behind = (*path[:-1], path[-1] - 1), (*path[:-1], path[-1] + 1)
    if path[-1] > 1:
        return (rank, before) in known or (rank, before) in weak
    if len(path) < 2:
        return (rank, behind) in weak
    last = (rank, (path[0] - 1, *path[1:]))  # 2.1 behind 1.1
    return any(other in weak or other in known for other in ((rank, behind), (rank - 1, path[:-1]), last))


def _is_sure(start, known, weak, *, has_paths):
    if len(start.path) < 2 and start.rank == ARABIC and not has_paths:
        return False  # 「1 治安」 counts only where 「1.1」 does
    return _counts_on(_place(start), known, weak)


def _styles_of_marks(texts, starts):
    """The rank of the numbering that stands behind each number of Markdown marks, as {marks: rank}."""
    styles = {}
    for text, start in zip(texts, starts, strict=True):
        marks, _words = marked(text)
        if marks and start:
            styles.setdefault(marks, start.rank)
    return styles


def _as_numbered(text, start, styles):
    """A heading that its numeral or its Markdown marks tell, or None."""
    marks, words = marked(text)
    if start is None:
        if not marks or not words:
            return None
        below = BARE + marks if any(known < marks for known in styles) else marks - 10
        return Line(words, rank=styles.get(marks, below))
    numeral, rest = words[: start.end].strip(), words[start.end :]
    heading, run_in = (rest, "") if marks else _heading_and_rest(rest, start.rank)
    if not heading:
        return None
    return Line(heading, start.rank, numeral, start.count, is_run_in=bool(run_in), rest=run_in)


def _heading_and_rest(words, rank):
    """The heading at the front of `words` and the text it runs on into; ("", "") when this is an item of a list."""
    if rank >= ARABIC:  # 「1.名詞：解釋」
        named = re.match(rf"([^。！？：:]{{1,{LONGEST_HEADING_BEFORE_COLON}}})[：:](?=.)", words)
        if named:
            return named[1], words[named.end() :].strip()
    stop = re.search(r"[。！？!?]", words)
    heading = words[: stop.start()] if stop else words
    rest = words[stop.end() :].strip() if stop else ""
    name, colon, told = heading.partition("：")
    if stop and colon and len(name) <= LONGEST_NAME and len(told) > LONGEST_NAME:  # 「（一）總的要求：堅持…。」
        return name, words[len(name) + 1 :].strip()
    is_item = rank >= ITEM and ((stop and not rest) or numbers_in(heading, fold(heading)))
    if len(heading) > LONGEST_HEADING or is_item:
        return "", ""
    return heading.rstrip("：:；; "), rest


def _notes_from(texts, numbered):
    """Where the notes at the end begin: behind them no heading of the report follows."""
    last = max((at for at, line in enumerate(numbered) if line and line.numeral and line.rank <= BRACKETED), default=-1)
    fewest = [7] * (len(texts) + 1)  # marks of a heading from each place on
    behind = [None] * (len(texts) + 1)  # the next numbered heading
    for place in range(len(texts) - 1, -1, -1):
        marks = marked(texts[place])[0] or 7
        fewest[place] = min(marks, fewest[place + 1])
        behind[place] = numbered[place] if numbered[place] and numbered[place].numeral else behind[place + 1]
    for place, text in enumerate(texts):
        marks, words = marked(text)
        folded = fold(words)
        titled = len(folded) <= LONGEST_HEADING and NOTES.fullmatch(folded)
        if is_row(text) or not (titled or NOTE_RUN_IN.match(folded)):
            continue
        following = behind[place + 1]
        begins_anew = titled and behind[place] is following is not None and following.count == 1
        if (place > last or begins_anew or (titled and place == last)) and fewest[place + 1] > (marks or 6):
            return place
    return len(texts)


def _notes(texts, *, has_annex):
    if not texts:
        return []
    first = marked(texts[0])[1]
    run_in = NOTE_RUN_IN.match(fold(first))
    heading = first[: run_in.end() - 1] if run_in else first
    rest = first[run_in.end() :].strip() if run_in else ""
    start = numbering(heading)
    numeral, heading = (heading[: start.end].strip(), heading[start.end :]) if start else ("", heading)
    rank = OUTERMOST + 1 if has_annex else OUTERMOST
    line = Line(heading.rstrip(":： "), rank, numeral, start.count if start else 0, rest=rest, is_notes=True)
    return [line, *(Line(marked(text)[1]) for text in texts[1:])]


def _is_bare(text, following):
    """Whether a short line without a stop stands in front of text or of another heading."""
    if following is None or is_row(text) or is_row(following.text):
        return False
    if len(text) > LONGEST_BARE_HEADING or re.search(r"[。，；：！？、,;:!?…—]|\d{4}年\d|\s\S+\s", text):
        return False
    if SPEAKS.search(fold(text)):
        return False
    return following.rank is not None or following.text[-1] in ENDS + "：:；;" or len(following.text) >= 40
