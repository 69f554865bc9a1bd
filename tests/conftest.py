"""What every test may ask for."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from feedback.roles import Role
from portal import generation, pages
from tests import factories

# The same examples at every run, and no folder left behind.
hypothesis_settings.register_profile("portal", derandomize=True, database=None, deadline=None)
hypothesis_settings.load_profile("portal")


def pytest_report_header():
    return f"database: {connection.vendor}"


def pytest_terminal_summary(terminalreporter):
    skipped = [
        report for report in terminalreporter.stats.get("skipped", []) if "Chromium is missing" in report.longreprtext
    ]
    if skipped:
        terminalreporter.section(
            f"{len(skipped)} BROWSER JOURNEYS DID NOT RUN: no Chromium on this machine", sep="!", red=True
        )


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
    pages.shelf.clear()
    generation.forget()


@pytest.fixture(autouse=True)
def _traditional():
    """No test reads in the language that another one's last request left behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def office(db):
    """A unit and the people a suggestion meets on its way; the fixtures below are its persons."""
    return factories.office()


@pytest.fixture
def unit(office):
    return office.unit


@pytest.fixture
def other_unit(office):
    return factories.make_unit(name="治安警察支隊")


@pytest.fixture
def triage_officer(office):
    return office.triage_officer


@pytest.fixture
def second_triage_officer(office):
    return office.second_triage_officer


@pytest.fixture
def handler(office):
    return office.handler


@pytest.fixture
def other_handler(other_unit):
    """A handler of another unit."""
    return factories.office(unit=other_unit).handler


@pytest.fixture
def reviewer(office):
    return office.reviewer


@pytest.fixture
def supervisor(office):
    return office.supervisor


@pytest.fixture
def administrator(db):
    """Keeps units, categories and statuses; handles nothing."""
    return factories.make_user(username="administrator", roles=[Role.ADMINISTRATOR])


@pytest.fixture
def citizen(db):
    """A citizen who has just sent a suggestion, by the receipt: `suggestion`, `number`, `secret`."""
    return factories.make_receipt(name="王曉梅", contact="138 6421 0975", has_consent=True)
