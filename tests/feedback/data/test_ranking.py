"""The units beside each other: the best first, and no rate and no rank of fewer than five."""

import pytest

from feedback.data.ranking import Line, ranked, rates_on_time
from feedback.rules.counted.statistics import Group
from feedback.rules.counted.tally import Tally
from feedback.rules.periods import Promptness
from tests.feedback.data.saying import ratings


def line(name, *, on_time=0, late=0, content=0, low=0, days=None, **fields):
    promptness = {Promptness.ON_TIME: on_time, Promptness.LATE: late}
    group = Group(Tally(closed=on_time + late), promptness, days or {})
    return Line(name, group, ratings(good=content, bad=low), **fields)


LINES = [
    line("甲", on_time=4, days={9: 4}),
    line("乙", on_time=4, late=1, content=5, days={8: 5}),
    line("丙", on_time=9, late=1, content=4, low=1, days={2: 9, 40: 1}),
    line("丁", on_time=9, late=1, content=3, low=2, days={8: 10}),
    line("沒有承辦單位", late=7, is_unit=False),
]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", "丙丁乙甲"),
        ("on_time", "丙丁乙甲"),
        ("content", "乙丙丁甲"),
        ("days", "丙乙丁甲"),
        ("received", "丙丁乙甲"),
    ],
)
def test_best_first_alike_ones_as_they_came_too_few_behind_them_and_no_unit_last(sort, order):
    assert [line.label for line in ranked(LINES, sort).lines] == [*order, "沒有承辦單位"]


def test_of_fewer_than_five_there_are_counts_and_no_rate():
    few, enough = LINES[0], LINES[1]

    assert [(measure.part, measure.whole, measure.text) for measure in few.measures()] == [
        (4, 4, None), (0, 0, None), (4, 4, None),
    ]  # fmt: skip
    assert [(measure.part, measure.whole, measure.text) for measure in enough.measures()] == [
        (4, 5, "80%"), (5, 5, "100%"), (5, 5, "8"),
    ]  # fmt: skip


def test_beside_a_rate_stands_who_did_not_rate_and_who_did_with_a_receipt_of_staff():
    said = Line("甲", Group(), ratings(good=5, staffed=1, silent=2))

    assert (said.content.text, said.beside_ratings) == ("100%", (2, 1))


def test_rates_are_told_of_units_only_the_best_first():
    assert rates_on_time(LINES) == [("丙", "90%"), ("丁", "90%"), ("乙", "80%")]


def test_headings_sort_by_links_that_keep_the_filters():
    headings = ranked(LINES, "days", {"campaign": "open"}).headings()

    assert [(heading.label, heading.url) for heading in headings] == [
        ("收到", "?campaign=open&sort=received#units"),
        ("按期率", "?campaign=open&sort=on_time#units"),
        ("滿意率", "?campaign=open&sort=content#units"),
        ("工作日", "?campaign=open&sort=days#units"),
    ]
    assert [(heading.is_sorted, heading.is_rising) for heading in headings][-1] == (True, True)
