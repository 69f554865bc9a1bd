"""What a test may do with the files of its own database."""

import os
from pathlib import Path

import pytest
from django.db import connection

from tests.databases import bytes_of
from tests.factories import make_unit


def locks():
    """Those that this process holds, as (inode, first byte, last byte)."""
    rows = [line.split() for line in Path("/proc/locks").read_text().splitlines() if "->" not in line]
    return sorted((row[5], row[6], row[7]) for row in rows if row[1] == "POSIX" and row[4] == str(os.getpid()))


@pytest.mark.django_db(transaction=True)
def test_reading_the_files_of_a_database_leaves_it_its_locks():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its files itself")
    make_unit(name="巡警支隊")
    held, path = locks(), Path(connection.settings_dict["NAME"])
    read = [bytes_of(path.with_name(path.name + suffix)) for suffix in ("", "-wal", "-shm")]
    assert (all(read), bool(held), locks()) == (True, True, held)
