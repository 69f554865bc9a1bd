"""The share in words that stands beside the claim."""

import pytest

from feedback.rules.tally import percent


@pytest.mark.parametrize(
    ("rate", "words"), [(None, "—"), (0, "0%"), (1, "100%"), (0.9999, "99.9%"), (0.5, "50%"), (1 / 3, "33.3%")]
)
def test_a_share_is_rounded_down_so_that_100_is_said_of_all_alone(rate, words):
    assert percent(rate) == words
