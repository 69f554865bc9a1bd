"""What is told of a few: counts, and no rate."""

from fractions import Fraction

import pytest

from feedback.rules.few import FEW, Numbers, rate
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
