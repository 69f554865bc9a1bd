"""What is killed runs on a database of its own."""

import os
import re
import subprocess

import pytest
from django.db import connection
from psycopg import sql

from tests.postgres import connected


@pytest.fixture
def database_url(request, migrated_database, tmp_path):
    """The address of a copy of the migrated database, of the kind this run is on, for processes beside this one."""
    if connection.vendor == "sqlite":
        own = tmp_path / "portal.sqlite3"
        subprocess.run(["cp", migrated_database, own], check=True)  # noqa: S603, S607  as in `databases.bytes_of`
        return f"sqlite:///{own}"
    url, name = os.environ["DATABASE_URL"], f"{os.environ['TEST_DATABASE_NAME']}_{request.module.__name__[-7:]}"
    with connected(url) as server:
        copied = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(copied.format(sql.Identifier(name), sql.Identifier(migrated_database)))
    return re.sub(r"/[^/?]*(\?|$)", rf"/{name}\1", url, count=1) if url.count("/") == 3 else url
