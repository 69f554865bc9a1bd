"""When the numbers are everybody's, and what they say; no database."""

from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import pytest

from feedback.opinions.rules import ANSWERS, Answer, Question, Standing, result, standing
from feedback.rules import phases
from feedback.rules.phases import Act, PhaseKind

REPORT = (PhaseKind.REPORT, date(2020, 12, 4), date(2020, 12, 13))
RATE = (PhaseKind.RATE, date(2020, 12, 20), date(2021, 1, 15))
ENDLESS = (PhaseKind.RATE, date(2020, 12, 20), None)
COLLECT = (PhaseKind.COLLECT, date(2020, 11, 1), date(2021, 1, 15))


def campaign(*rows, closed_at=None):
    found = [SimpleNamespace(kind=kind, starts_on=first, ends_on=last) for kind, first, last in rows]

    def opening(act, today):
        assert act == Act.RATE_SECTION
        told = phases.opening(act, found, today)
        return told._replace(is_open=False) if closed_at else told

    return SimpleNamespace(phases=SimpleNamespace(all=lambda: found), opening=opening, closed_at=closed_at)


@pytest.mark.parametrize(
    ("rows", "today", "told"),
    [
        ([COLLECT], date(2020, 12, 1), Standing.NEVER),
        ([COLLECT, REPORT], date(2020, 12, 3), Standing.WAITING),
        ([COLLECT, REPORT], date(2020, 12, 4), Standing.OPEN),
        ([COLLECT, REPORT], date(2020, 12, 13), Standing.OPEN),
        ([COLLECT, REPORT], date(2020, 12, 14), Standing.OVER),
        ([REPORT, RATE], date(2020, 12, 14), Standing.WAITING),
        ([REPORT, RATE], date(2020, 12, 20), Standing.OPEN),
        ([REPORT, RATE], date(2021, 1, 16), Standing.OVER),
        ([ENDLESS], date(2030, 1, 1), Standing.OPEN),
    ],
)
def test_where_a_round_stands(rows, today, told):
    assert standing(campaign(*rows), today) == told


@pytest.mark.parametrize(("rows", "told"), [([ENDLESS], "over"), ([REPORT, RATE], "over"), ([COLLECT], "never")])
def test_a_closed_round_is_over_whatever_its_phases_say(rows, told):
    assert standing(campaign(*rows, closed_at="closed"), date(2020, 12, 14)) == told


def test_of_few_there_are_counts_and_no_share():
    few, more = (result(Question.AGREES, {"yes": yes, "unsure": 1}) for yes in (3, 4))
    assert [(line.answer, line.number, line.share, line.percent) for line in few.lines] == [
        (Answer.YES, 3, None, "—"), (Answer.NO, 0, None, "—"), (Answer.UNSURE, 1, None, "—"),
    ]  # fmt: skip
    assert (more.total, [line.share for line in more.lines]) == (5, [Fraction(4, 5), 0, Fraction(1, 5)])


def test_only_what_one_saw_oneself_or_all_of_a_year_may_be_hard_to_tell():
    assert {question for question, answers in ANSWERS.items() if Answer.UNSURE in answers} == {
        Question.AGREES, Question.WORK,
    }  # fmt: skip
