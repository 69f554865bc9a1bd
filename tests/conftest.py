"""What every test may ask for."""

import pytest
from django.core.cache import cache
from django.db import connection


def pytest_report_header():
    return f"database: {connection.vendor}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Rows that migrations made are there for every test, also after one with real transactions emptied the tables."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if (marker and marker.kwargs.get("transaction")) or {"live_server", "transactional_db"} & {*item.fixturenames}:
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.fixture(autouse=True)
def _fresh_cache():
    """No test sees what another one counted or kept."""
    cache.clear()
