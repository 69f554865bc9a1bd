"""After every test of a verb the counters say what a count of every suggestion says."""

import pytest

from feedback.management.commands.check_counts import differences


@pytest.fixture(autouse=True)
def _counters_are_right(request):
    yield
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        assert differences() == {}
