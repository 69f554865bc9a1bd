"""Titles that are spaced out for the eye are words again: 「政 府 工 作 報 告」 is 政府工作報告."""

import re

from reports.importer.folding import fold

LETTER = r"[\u3400-\u9fff〇《》“”「」、()（）]"
TOKEN = rf"(?:{LETTER}|[\d.]{{1,4}}年?)"
NUMERAL = r"[（(]?[一二三四五六七八九十]{1,3}[)）、.]"
SPACED = re.compile(rf"((?:#+ )?(?:{NUMERAL})?)[ \u3000]*({TOKEN}(?:[ \u3000\xa0]+{TOKEN})+)")
SHORT_WORD = re.compile("前言|引言|序言|结语|附[件录表]|目录|注释|回顾|展望")
LONGEST = 120


def unspaced(line):
    """A short line whose every character stands by itself, put together; a person's name of two stays as it is."""
    if len(line) > LONGEST:
        return line
    match = SPACED.fullmatch(line)
    if not match:
        return line
    letters = match[2].split()
    joined = "".join(letters)
    is_title = len(letters) > 3 and sum(letter[0].isdigit() for letter in letters) < 3
    return match[1] + joined if is_title or SHORT_WORD.fullmatch(fold(joined)) else line
