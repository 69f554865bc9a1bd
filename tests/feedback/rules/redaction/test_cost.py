"""What a text may cost."""

from dataclasses import replace

import pytest

from feedback.rules import redaction
from feedback.rules.redaction import finding as reading
from feedback.rules.redaction.finding import MOST_READINGS, RULES
from feedback.rules.redaction.rules import REACH


class Counting:
    """A pattern that notes how many characters it was given to look through."""

    def __init__(self, pattern, given):
        self.pattern, self.given = pattern, given

    def search(self, text, start, end):
        match = self.pattern.search(text, start, end)
        self.given.append((match.start() + 1 if match else end) - start)
        return match


WORST = [
    "1",
    "1 ",
    "〇",
    "a@",
    "王",
    "我叫王",
    "號樓",
    "1號樓",
    "3號樓2單元501",
    "QQ12345",
    "QQ:",
    "13812345678",
    "\u0301",
]


@pytest.mark.parametrize("unit", WORST)
def test_the_work_grows_with_the_text(unit, monkeypatch):
    given = []
    counted = [replace(rule, pattern=Counting(rule.pattern, given)) for rule in RULES]
    monkeypatch.setattr(reading, "RULES", counted)
    work = []
    for length in (1000, 2000, 4000):
        given.clear()
        redaction.find((unit * length)[:length])
        work.append(sum(given))
    assert work[2] < 5 * max(work[0], 1)
    assert work[2] <= MOST_READINGS * len(RULES) * 2 * (4000 + REACH)
