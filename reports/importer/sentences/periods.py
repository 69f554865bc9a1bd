"""The part of the year that a number is told of, where a sentence tells of several: 一季度開工率, 上半年開工率."""

import re

PART = re.compile(
    r"(?<![较比同与至第前首])(?:第[一二三四]季度?|[一二三四]季度|首[一二三两]?季度?|[上下]半年|前[一二三两]个?季度?|一至[二三四]季度)"
)
OF_YEAR = re.compile("年内|全年|年度")
ENDED = re.compile("[，。；,;]|全年|年[末底]|今年|去年")


class Periods:
    """The parts of the year in one sentence; none where it tells of only one, which is then that of all its numbers."""

    def __init__(self, text, folded):
        self.text, self.folded = text, folded
        told = list(PART.finditer(folded))
        is_of_year = told and OF_YEAR.search(folded)  # 「年內完成投資95億元，一季度開工率45%」
        self._told = told if is_of_year or len({part.group() for part in told}) > 1 else []

    def before(self, place):
        """The part of the year that the clause of a number at `place` tells, or ""."""
        part = next((part for part in reversed(self._told) if part.end() <= place), None)
        is_over = not part or ENDED.search(self.folded, part.end(), place)
        return "" if is_over else self.text[slice(*part.span())]
