"""The share in words that stands beside the claim."""

from fractions import Fraction

import pytest

from feedback.rules.counted.tally import days, percent


@pytest.mark.parametrize(
    ("rate", "words"), [(None, "—"), (0, "0%"), (1, "100%"), (0.9999, "99.9%"), (0.5, "50%"), (1 / 3, "33.3%")]
)
def test_a_share_is_rounded_down_so_that_100_is_said_of_all_alone(rate, words):
    assert percent(rate) == words


def test_working_days_are_read_whole_or_with_a_half():
    assert [days(value) for value in (None, 0, Fraction(8), Fraction(13, 2))] == [None, "0", "8", "6.5"]
