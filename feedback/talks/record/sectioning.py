"""A transcript falls into sections: by headings, by numbers, or by whoever asks; a pure rule, without a query.

The first of these that the text has decides, for the whole text:

1. Lines that begin with 「#」 and a blank, as in Markdown: each is the heading of a section.
2. Numbered lines of one style, 「一、」, 「（一）」 or 「1.」, two of them or more: short ones that are no sentence.
3. Speakers, 「主持人：」, 「問：」: whoever asks after somebody answered begins a section without a heading.

A text with none of them is one section. Nothing that was written is dropped but the signs of rule 1 and blank lines
around; what stands before the first heading is a section without one.
"""

import re
from typing import NamedTuple

LONGEST_HEADING = 80  # characters; a longer line is text
LONGEST_NUMBERED = 40
MOST = 200  # sections
_MARKED = re.compile(r"#{1,6}[ \t\u3000]+(?P<heading>\S.*)")
_NUMERALS = "一二三四五六七八九十百"
NUMBERED = (
    re.compile(rf"(?:[{_NUMERALS}]{{1,4}}、|第[{_NUMERALS}]{{1,4}}[部節节章][分]?)"),
    re.compile(rf"[（(][{_NUMERALS}]{{1,4}}[）)]"),
    re.compile(r"\d{1,3}(?:[.．、](?!\d))"),
)
# What a line ends in that is a sentence or leads on to one.
_UNFINISHED = "。！？!?；;，,：:…"
# A name before a colon, at the beginning of a line.
_SPEAKER = re.compile(r"(?P<who>[^\s：:，。！？、；]{1,20})[ \t\u3000]?[：:]")
_ASKS = re.compile(
    r"主持|[問问]$|提[問问]|網友|网友|市民|[記记]者|群[眾众]|聽[眾众]|听众|[來来]電|来电|[熱热][線线]|[來来]信|Q\d{0,3}$",
    re.IGNORECASE,
)


class Section(NamedTuple):
    heading: str
    body: str


def sections(text):
    """[`Section`] of a transcript, in order, as the rule of this module parts it; none of a text of blanks."""
    lines = _lines(text)
    return _parted(lines, _marked(lines) or _numbered(lines) or dict.fromkeys(_turns(lines), ""))


def marked_sections(text):
    """The same by the first rule alone: a text without marked headings is one section."""
    lines = _lines(text)
    return _parted(lines, _marked(lines))


def _lines(text):
    return [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def _parted(lines, begins):
    """`begins` are {number of a line: the heading that it is, or nothing where a section without one begins}."""
    found, heading, body = [], "", []
    for number, line in enumerate(lines):
        if number in begins:
            found.append(_made(heading, body))
            heading, body = begins[number], []
        if not begins.get(number):
            body.append(line)
    found.append(_made(heading, body))
    return [section for section in found if section.heading or section.body]


def _marked(lines):
    return {number: match["heading"] for number, line in enumerate(lines) if (match := _heading(line))}


def _numbered(lines):
    """By the first style of which there are two."""
    for style in NUMBERED:
        found = {number: line for number, line in enumerate(lines) if _is_numbered(style, line)}
        if len(found) > 1:
            return found
    return {}


def _heading(line):
    match = _MARKED.fullmatch(line)
    return match if match and len(match["heading"]) <= LONGEST_HEADING else None


def _is_numbered(style, line):
    """Whether a line has the number of that style before a few words, and is no sentence."""
    match = style.match(line)
    return bool(match) and match.end() < len(line) <= LONGEST_NUMBERED and line[-1] not in _UNFINISHED


def _turns(lines):
    """The lines at which somebody asks after somebody else answered."""
    has_answer = False
    for number, line in enumerate(lines):
        speaker = _SPEAKER.match(line)
        if not speaker:
            continue
        if not _ASKS.search(speaker["who"]):
            has_answer = True
        elif has_answer:
            has_answer = False
            yield number


def _made(heading, body):
    return Section(heading, re.sub(r"\n{3,}", "\n\n", "\n".join(body).strip("\n")))
