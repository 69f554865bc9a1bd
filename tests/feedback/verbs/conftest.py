"""No test of a verb leaves counters behind that are not right."""

import pytest


@pytest.fixture(autouse=True)
def _counters_are_right(counters_are_right):
    """Asked for after every one of them."""
