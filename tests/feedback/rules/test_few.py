"""What numbers of a few would tell: no rate, and nothing by subtraction."""

from fractions import Fraction

import pytest

from feedback.rules.few import FEW, Numbers, is_few, rate, tells_of_few
from feedback.rules.periods import Promptness
from feedback.rules.statistics import Group
from feedback.rules.tally import Tally


def test_numbers_are_those_of_the_statistics():
    group = Group(
        Tally(open=3, closed=4, declined=1, merged=2, merged_closed=1, withdrawn=1),
        {Promptness.ON_TIME: 3, Promptness.LATE: 1, Promptness.OVERDUE: 2, Promptness.NOT_YET: 1},
    )
    numbers = Numbers.of(group)
    assert numbers == Numbers(received=11, invalid=2, handled=5, on_time=3, late=3)
    assert (numbers.valid, numbers.judged) == (group.tally.valid, group.judged)
    assert (numbers.rate, numbers.on_time_rate) == (Fraction(5, 9), Fraction(1, 2))


@pytest.mark.parametrize(("whole", "told"), [(0, None), (1, None), (FEW - 1, None), (FEW, Fraction(1, FEW))])
def test_of_fewer_than_five_no_rate_is_told(whole, told):
    assert rate(1, whole) == told


@pytest.mark.parametrize(("number", "few"), [(0, False), (1, True), (4, True), (5, False), (100, False)])
def test_none_are_not_few(number, few):
    assert is_few(number) is few


SEEN = Numbers(received=20, invalid=2, handled=10, on_time=9, late=1)


@pytest.mark.parametrize(
    ("more", "tells"),
    [
        ({}, False),
        ({"received": 1}, True),
        ({"received": 4}, True),
        ({"received": 5}, False),
        ({"received": 6, "invalid": 1}, True),
        ({"received": 6, "handled": 5}, True),  # the one that is left is not handled
        ({"received": 10, "handled": 5}, False),
        ({"received": 10, "handled": 5, "late": 2}, True),
        ({"received": 10, "handled": 5, "on_time": 5}, False),
    ],
)
def test_a_difference_of_a_few_tells_of_them(more, tells):
    whole = Numbers(**{name: number + more.get(name, 0) for name, number in SEEN._asdict().items()})
    assert tells_of_few(whole, SEEN) is tells
