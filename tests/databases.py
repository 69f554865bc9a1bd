"""The databases of a test run: migrated once, then copied for each process; the sample year is loaded once as well.

A run has one folder, made by the process that was started first and known to the workers it starts. Whoever comes
first makes a database there while the others wait at the lock; on PostgreSQL the folder holds only what says that it
is made.
"""

import fcntl
import os
import subprocess
from contextlib import contextmanager, suppress
from datetime import datetime
from io import StringIO
from pathlib import Path

import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import setup_databases

from portal.ledger import guards
from tests.factories import SHANGHAI

SAMPLE_LOADED_AT = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)


def migrate(targets=None):
    """Lead the database to `targets`, else to the newest state; returns the models as they are there."""
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    if not targets and not executor.migration_plan(newest):
        return apps  # drawing all models from all migrations would tell the same
    guards.lift()
    state = executor.migrate(targets or newest)
    if not targets:
        guards.make()
    return state.apps


def let_flush():
    """Let a test with real transactions empty the tables behind it, those too of which nothing is ever deleted.

    The sequences go on: the rows that migrations made are put back with the ids they had, and a sequence that begins
    anew would give those out again, to whichever test comes next.
    """
    flush = connection.ops.execute_sql_flush

    def flushed(statements):
        assert not [text for text in statements if "RESTART IDENTITY" in text], "flush with reset_sequences=False"
        with guards.lifted():
            flush(statements)

    connection.ops.execute_sql_flush = flushed


def run_folder():
    return Path(os.environ["PORTAL_TEST_RUN"])


@contextmanager
def undone():
    """What is done in here is taken back at the end, though it be something that has its transaction to itself."""
    block = transaction.atomic()
    block._from_testcase = True  # as the one around each test: a durable one may stand in it
    with block:
        yield
        transaction.set_rollback(True)


@contextmanager
def made_once(name):
    """Hold the run's lock of `name`; yields the file that says it is made, which the first one is to write."""
    with (run_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield run_folder() / f"{name}.made"


def bytes_of(path):
    """What stands in a file that may be SQLite's, read by another process; empty where there is none.

    Whoever opens and closes such a file gives up every lock that the process holds on it, the database's own too: the
    next process that comes to it takes itself for the only one, and removes the log that this one writes to.
    """
    return subprocess.run(["cat", path], capture_output=True, check=False).stdout  # noqa: S603, S607  a path of ours


def locks():
    """Those that this process holds on files, as (inode, first byte, last byte)."""
    rows = [line.split() for line in Path("/proc/locks").read_text().splitlines() if "->" not in line]
    return sorted((row[5], row[6], row[7]) for row in rows if row[1] == "POSIX" and row[4] == str(os.getpid()))


def unlocked():
    """The open files of this run's SQLite databases that have lost their locks; see `bytes_of`."""
    held = {int(inode.rsplit(":", 1)[1]) for inode, _first, _last in locks()}
    return sorted(name for name, inode in _opened() if name.endswith((".sqlite3", "-shm")) and inode not in held)


def _opened():
    """[(name, inode)] of what this process has open in the run's folder."""
    for number in os.listdir("/proc/self/fd"):
        with suppress(OSError):  # the folder that was listed, and what a thread closes just now
            name = os.readlink(f"/proc/self/fd/{number}")
            if Path(name).is_relative_to(run_folder()):
                yield name, os.fstat(int(number)).st_ino


def take_copy(worker):
    """Make the run's migrated database, unless it stands, and let this process work on a copy of its own.

    Returns the name of the migrated one.
    """
    with made_once("migrated") as made:
        if made.exists():
            _point_to(made.read_text())
        else:
            setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
            connection.close()
            made.write_text(connection.settings_dict["NAME"])
        migrated = connection.settings_dict["NAME"]
        _point_to(_copy(worker))
    let_flush()
    connection._test_serialized_contents = connection.creation.serialize_db_to_string()
    return migrated


@contextmanager
def on_sample_year(migrated, worker):
    """Inside, the connection is to this process's copy of the sample year; yields what loading it printed."""
    with _elsewhere():
        printed = _load_sample_year(migrated)
        if not (run_folder() / f"sample-{worker}.made").exists():
            _copy(worker)
            (run_folder() / f"sample-{worker}.made").touch()
        _point_to(_copy_name(worker))
        yield printed


def sample_year(migrated):
    """The name of the run's database with the sample year, to which nobody is connected."""
    with _elsewhere():
        _load_sample_year(migrated)
        return connection.settings_dict["NAME"]


def _load_sample_year(migrated):
    """Lead the connection to the run's sample year, made unless it stands; returns what loading it printed."""
    _point_to(migrated)
    with made_once("sample") as made:
        if made.exists():
            _point_to(_copy_name("sample"))
        else:
            _point_to(_copy("sample"))
            printed = StringIO()
            with time_machine.travel(SAMPLE_LOADED_AT, tick=False):
                call_command("load_sample", stdout=printed)
            made.write_text(printed.getvalue())
            connection.close()
    return made.read_text()


@contextmanager
def _elsewhere():
    """Inside, the connection may be led to another database; at the end it is led back."""
    own = connection.settings_dict["NAME"]
    try:
        yield
    finally:
        _point_to(own)


def _point_to(name):
    connection.close()
    connection.settings_dict["NAME"] = name


def _copy_name(suffix):
    return connection.creation.get_test_db_clone_settings(suffix)["NAME"]


def _copy(suffix):
    """Copy the database that the connection is to, and return the name of the copy."""
    connection.close()
    connection.creation.clone_test_db(suffix, verbosity=0, autoclobber=True)
    return _copy_name(suffix)
