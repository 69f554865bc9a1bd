"""The arithmetic of a paper: numbers of units add up, and are read as those of the statistics."""

from collections import Counter

import pytest

from feedback.papers.numbers import Numbers, whole
from feedback.papers.tables import share
from feedback.rules.counted.ratings import Said
from feedback.rules.periods import Cause, Promptness
from feedback.rules.ratings import Meaning
from feedback.rules.workflow import Stage

ON_TIME = ("", False, Promptness.ON_TIME, 3, "")
LATE = ("", False, Promptness.LATE, 20, "")
REDONE = ("", False, Promptness.LATE, None, Cause.REDO)
LOW = Said("dissatisfied", "unsolved", is_last=False, meaning=Meaning.LOW)
CONTENT = Said("satisfied", "solved", is_first=False, meaning=Meaning.CONTENT)


def one(**fields):
    return Numbers(**fields)


def test_units_add_up_to_the_bureau():
    first = one(stages=Counter({Stage.CLOSED: 2}), accepted=1, replied=1, marks=Counter({ON_TIME: 1}))
    second = one(
        stages=Counter({Stage.CLOSED: 1, Stage.DECLINED: 1, Stage.MERGED: 1}), merged_closed=1, replied=2,
        marks=Counter({ON_TIME: 1, LATE: 1, REDONE: 1}), said=Counter({LOW: 1, CONTENT: 1}),
    )  # fmt: skip
    found = whole({1: first, 2: second})
    tally, group, ratings = found.tally, found.group, found.ratings
    assert (tally.received, tally.valid, tally.handled, found.accepted, found.replied) == (5, 4, 4, 1, 3)
    assert (group.on_time, group.judged, group.days, found.returns_replied) == (2, 3, {3: 2, 20: 1}, 1)
    assert (ratings.final.rated, ratings.final.content, ratings.lows) == (1, 1, {"": 1})


def test_nothing_at_all_is_empty():
    assert [found.is_empty for found in (whole({}), one(accepted=1), one(marks=Counter({REDONE: 1})))] == [
        True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "all_of_them", "told"),
    [(0, 0, "—"), (3, 4, "3／4"), (5, 5, "100%（5／5）"), (17, 20, "85%（17／20）"), (999, 1000, "99.9%（999／1000）")],
)
def test_a_share_of_few_has_no_rate(part, all_of_them, told):
    assert share(part, all_of_them) == told
