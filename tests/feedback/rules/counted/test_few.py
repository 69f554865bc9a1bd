"""What is told of a few: counts, and no rate."""

from fractions import Fraction

import pytest

from feedback.rules.counted.few import FEW, rate


@pytest.mark.parametrize(("whole", "told"), [(0, None), (1, None), (FEW - 1, None), (FEW, Fraction(1, FEW))])
def test_of_fewer_than_five_no_rate_is_told(whole, told):
    assert rate(1, whole) == told
