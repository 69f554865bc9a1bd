"""What tests of suggestions may ask for."""

import pytest

from feedback.management.commands.check_counts import differences


@pytest.fixture
def counters_are_right(request):
    """After the test the counters say what a count of every suggestion says."""
    yield
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        assert differences() == {}
