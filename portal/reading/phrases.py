"""Where a line of Chinese may end: between phrases, never inside a word."""

import re
from functools import cache, lru_cache
from itertools import pairwise

import budoux
import rjieba

from portal.reading import readers
from portal.reading.languages import HAN
from portal.reading.simplified import converter
from portal.reading.text import SIMPLIFIED

BREAK = "<wbr>"
# A phrase that is longer may end a line between any two of its words: so many fit on the narrowest phone at 長者模式.
LONGEST = 6
# What the dictionary of words does not know, as Simplified text writes it.
OWN_WORDS = ["三民", "件件墙", "公安局", "市南", "市北", "李沧", "崂山", "城阳", "黄岛", "即墨", "胶州", "莱西", "平度"]

CLOSING, OPENING = {*"，。；：！？、）」』》”’…％%‰"}, {*"（「『《“‘"}
PUNCTUATION = "".join(CLOSING | OPENING)
# They belong to the word before them; any other single character to the one behind it.
ENDINGS = "的地得了着著過过们們嗎吗呢吧裡里上下中前後后內内外時时處处者"
TAG = re.compile(r"(<[^>]*>)")
PIECE = re.compile(r"&(?:#\w+|\w+);|.", re.DOTALL)
CLAUSE_ENDS = "，；：。！？"
SOLID = re.compile(r"\w")
LATIN = re.compile(r"[^\W\u3400-\u9fff]")


def with_breaks(html):
    """`html` with marks between its phrases, where a line may end; tags, and text that is not Chinese, stay as is.

    The clauses of plain text stay together while there is room: its lines end at commas first.
    """
    return _marked(html, readers.script_shown(html)) if HAN.search(html) else html


@lru_cache(maxsize=4096)
def _marked(html, script):
    runs = [run for run in TAG.split(html) if run]
    texts = [PIECE.findall(run) for run in runs if not TAG.match(run)]
    starts = phrase_starts("".join(piece if len(piece) == 1 else "&" for text in texts for piece in text), script)
    with_marks = _in_clauses if len(runs) == 1 else _in_phrases
    marked, place, is_marked = [], 0, False
    for run in runs:
        if TAG.match(run):
            marked.append(run)
            is_marked = is_marked or run == BREAK
        else:
            pieces = PIECE.findall(run)
            here = {start - place for start in starts if place <= start < place + len(pieces)}
            marked.append(with_marks(pieces, here - {0} if is_marked else here))
            place, is_marked = place + len(pieces), False
    return "".join(marked)


def _in_phrases(pieces, starts):
    return "".join(BREAK + piece if at in starts else piece for at, piece in enumerate(pieces))


def _in_clauses(pieces, starts):
    clauses = [at for at in sorted(starts) if pieces[at - 1] in CLAUSE_ENDS or pieces[at] == "（"]
    if not clauses:
        return _in_phrases(pieces, starts)
    bounds = pairwise([0, *clauses, len(pieces)])
    marked = (
        _in_phrases(pieces[start:end], {at - start for at in starts if start < at < end}) for start, end in bounds
    )
    return BREAK.join(f'<span class="clause">{clause}</span>' for clause in marked)


def phrase_starts(text, script):
    """The places in `text` before which a line may end, beside those where there is a blank."""
    words = _word_starts(text)
    phrases = words & _starts(_models(script).parse(text))
    phrases |= {place for place in range(1, len(text)) if text[place - 1] in CLOSING or text[place] in OPENING}
    phrases = _without_single_characters(text, {place for place in phrases if _may_begin(text, place)})
    long = [(start, end) for start, end in pairwise([0, *sorted(phrases), len(text)]) if end - start > LONGEST]
    between = {place for start, end in long for place in words if start + 1 < place < end - 1}
    return phrases | {place for place in between if _may_begin(text, place) and text[place] not in ENDINGS}


def _starts(parts):
    """Where each of them begins in the text that they make together."""
    places, place = set(), 0
    for part in parts:
        places.add(place)
        place += len(part)
    return places


def _word_starts(text):
    simplified = converter("t2s").convert(text)
    return _starts(_dictionary().cut(simplified if len(simplified) == len(text) else text))


def _may_begin(text, place):
    """Whether a line may begin there at all: not beside a blank, where it may anyway, nor within a number or a name."""
    before, behind = text[place - 1 : place], text[place]
    if not (SOLID.match(before) or before in CLOSING) or not (SOLID.match(behind) or behind in OPENING):
        return False
    return not (LATIN.match(before) and LATIN.match(behind)) and not (before.isdecimal() and behind not in OPENING)


def _without_single_characters(text, starts):
    """The phrases, none of a single character: it goes with its neighbour, unless punctuation parts them."""
    kept = set(starts)
    for start in sorted({0} | starts):
        end = min((place for place in kept if place > start), default=len(text))
        if len(text[start:end].strip(PUNCTUATION)) != 1:
            continue
        goes_back = text[start] in ENDINGS or text[end - 1] in CLOSING or end == len(text)
        if not goes_back:
            kept.discard(end)
        elif start and text[start - 1] not in CLOSING:
            kept.discard(start)
    return kept


@cache
def _models(script):
    if script == SIMPLIFIED:
        return budoux.load_default_simplified_chinese_parser()
    return budoux.load_default_traditional_chinese_parser()


@cache
def _dictionary():
    words = rjieba.Jieba()
    for word in OWN_WORDS:
        words.add_word(word, None, None)
    return words
