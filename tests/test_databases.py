"""What a test may do with the files of its own database."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.databases import bytes_of, locks, run_folder, unlocked
from tests.factories import make_unit


@pytest.mark.django_db(transaction=True)
def test_reading_the_files_of_a_database_leaves_it_its_locks():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its files itself")
    make_unit(name="巡警支隊")
    held, path = locks(), Path(connection.settings_dict["NAME"])
    read = [bytes_of(path.with_name(path.name + suffix)) for suffix in ("", "-wal", "-shm")]
    assert (all(read), bool(held), locks(), unlocked()) == (True, True, held, [])


def test_a_database_that_was_opened_and_closed_beside_its_connection_is_named():
    path = run_folder() / "beside.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE unit (name)")
        before = unlocked()
        path.read_bytes()
        lost = unlocked()
    assert (before, lost, unlocked()) == ([], [str(path)], [])
