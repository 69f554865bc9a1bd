"""Of which year a section speaks: its headings say so, or else it is the report's own."""

import re

from reports.importer.folding import fold

IN_WORDS = re.compile("[一二][〇○零九][〇○零一二三四五六七八九]{2}(?=年)")
DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
NAMED = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?!以?来|代|前|至|到|[—~-])")
# 「去年工作回顧」 is about last year; 「去年說的事，今年做得怎樣」 is not.
RELATIVE = re.compile(
    r"(?:(?P<last>去年|上年|上一年)|(?P<this>今年)|(?P<next>明年|下一年))的?(?:各项|主要|重点)?(?:工作|任务|安排|打算|计划|目标|发展)"
)
NEAR = 1  # a heading that speaks of further years speaks of a plan or a past, not of when things were counted


def folded_years(text):
    """Folded text whose years are digits: 二〇二五年 is 2025年."""
    return IN_WORDS.sub(lambda match: match[0].translate(DIGITS), fold(text))


def year_of(headings, year):
    """The year that the nearest of `headings`, inner ones first, speaks of; `year` when none does."""
    for heading in headings:
        told = _told(folded_years(heading), year)
        if told is not None:
            return told
    return year


def _told(heading, year):
    named = [int(match[1]) for match in NAMED.finditer(heading)]
    near = [told for told in named if year is None or abs(told - year) <= NEAR]
    if near:
        return min(near)
    relative = RELATIVE.search(heading)
    return year + {"last": -1, "this": 0, "next": 1}[relative.lastgroup] if relative and year else None


def years_of(sections, year):
    """The year of each of `sections`, which are in reading order."""
    years, above = [], []
    for section in sections:
        above = [*above[: section.level - 1], section.heading]
        years.append(year_of(reversed(above), year))
    return years
