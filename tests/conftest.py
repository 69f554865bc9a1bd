"""What every test may ask for."""

import gc
import os
import shutil
from collections import Counter

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from feedback.rules.roles import Role
from portal.ledger import kept
from portal.postgresql import base as database
from portal.reading import drawing, protected
from portal.serving import generation, marking, pages
from portal.serving import shared_cache as shared
from portal.templatetags import breaks
from tests import databases, factories

# The same examples at every run, no folder left behind, and no opinion on how fast the machine is.
hypothesis_settings.register_profile(
    "portal", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("portal")

NOT_THERE = " is missing: apt-get install "  # what a test says that is skipped for want of a program
STOPPED_AT = 1_000.0  # what the clock that never goes back says during a test


def pytest_report_header():
    return f"database: {connection.vendor}"


def pytest_terminal_summary(terminalreporter):
    """Say loudly what did not run because this machine has no browser, web server or cache."""
    skipped = [report.longrepr[-1] for report in terminalreporter.stats.get("skipped", [])]
    for reason, count in Counter(reason for reason in skipped if NOT_THERE in reason).items():
        terminalreporter.section(f"{count} TESTS DID NOT RUN: {reason.removeprefix('Skipped: ')}", sep="!", red=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Tell apart what needs no database; give those with real transactions the rows that migrations made.

    The rows are there for every test, also after one with real transactions emptied the tables.
    """
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and item.get_closest_marker("pure"):
            raise pytest.UsageError(f"{item.nodeid} cannot be pure in a module whose tests have a database")
        if (marker and marker.kwargs.get("transaction")) or {"live_server", "transactional_db"} & {*item.fixturenames}:
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
        elif not marker and "migrated_database" not in item.fixturenames:
            item.add_marker("pure")


def pytest_collection_finish():
    """What was collected stays to the end: nobody goes through it again to find what could be freed."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def migrated_database(django_test_environment, django_db_blocker, worker_id):
    """The name of the run's migrated database, of which this process has a copy to work on."""
    with django_db_blocker.unblock():
        name = databases.take_copy(worker_id)
        protected._in_force.at(STOPPED_AT)  # as migrated, whichever test converts something first
        return name


@pytest.fixture(scope="session")
def django_db_setup(migrated_database):
    """Instead of pytest-django's own, which migrates once for each process."""


@pytest.fixture
def _sample_database(migrated_database, django_db_blocker, worker_id):
    with django_db_blocker.unblock(), databases.on_sample_year(migrated_database, worker_id) as printed:
        yield printed


@pytest.fixture
def sample_year(_sample_database, db):
    """Loaded once for the whole run, on 2026-11-24 at 9:00; gives what loading it printed.

    Not beside another fixture or mark that asks for `db` first.
    """
    return _sample_database


@pytest.fixture(autouse=True)
def _fresh_cache():
    """No test sees what another one counted or kept."""
    for cache in caches.all():
        cache.clear()
    shared.outage.end()
    database.outage.end()
    marking._marked.cache_clear()
    pages.shelf.clear()
    generation.forget()


@pytest.fixture(autouse=True)
def _fresh_ledger(monkeypatch):
    """No test finds what another one signed; the folder is made by whoever signs."""
    folder = settings.VAR_DIR / f"ledger-{os.getpid()}"
    monkeypatch.setattr(settings, "LEDGER_STATE", folder / "signed")
    monkeypatch.setattr(settings, "LEDGER_TILES", folder / "tiles")
    kept.forget()
    yield
    if folder.exists():
        shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _locks_are_kept(request):
    """No test takes from this process the locks on its SQLite database: the next process to come would remove its log.

    Not asked where a server runs beside the test, which may be about to open it.
    """
    yield
    if not {"live_server", "pure"} & {*request.fixturenames, *(mark.name for mark in request.node.iter_markers())}:
        assert connection.vendor != "sqlite" or databases.unlocked() == []


@pytest.fixture(autouse=True)
def _stopped_clock(monkeypatch):
    """What a process keeps for some seconds, it keeps for the whole test, on a machine of any speed.

    A test in which time goes by sets the clock of its subject itself.
    """
    for module in (generation, pages, protected):
        monkeypatch.setattr(module, "monotonic", lambda: STOPPED_AT)


@pytest.fixture(autouse=True)
def _traditional():
    """No test reads in the language that another one's last request left behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def marked_headings():
    """For a test of the marks at which the lines of a heading may end."""


@pytest.fixture(autouse=True)
def _headings_as_written(request, monkeypatch):
    """Pages say their headings in one piece, as a test looks for them; a browser gets them as everybody does."""
    if {"browser", "marked_headings"} & {*request.fixturenames}:
        drawing._drawn.cache_clear()
        yield
        drawing._drawn.cache_clear()
    else:
        monkeypatch.setattr(breaks, "with_breaks", lambda html: html)
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
def leader(db):
    """Stands above the supervisors."""
    return factories.make_leader()


@pytest.fixture
def administrator(db):
    """Keeps units, categories and statuses; handles nothing."""
    return factories.make_user(username="administrator", roles=[Role.ADMINISTRATOR])


@pytest.fixture
def citizen(db):
    """A citizen who has just sent a suggestion, by the receipt: `suggestion`, `number`, `secret`."""
    return factories.make_receipt(name="王曉梅", contact="138 6421 0975", has_consent=True)


@pytest.fixture
def people(office, leader, administrator):
    """One of each role, the first four of the unit; a superuser; one who is no staff; and nobody."""
    superuser = User.objects.create_superuser("root")
    stranger = User.objects.create_user("stranger")
    users = {
        Role.TRIAGE: office.triage_officer,
        Role.HANDLER: office.handler,
        Role.REVIEWER: office.reviewer,
        Role.SUPERVISOR: office.supervisor,
        Role.LEADER: leader,
        Role.ADMINISTRATOR: administrator,
        "superuser": superuser,
        "stranger": stranger,
    }
    clients = {name: Client() for name in (*users, "nobody")}
    for name, user in users.items():
        clients[name].force_login(user)
    return clients
