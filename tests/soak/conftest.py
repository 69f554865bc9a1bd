"""What is killed runs on a database of its own."""

import os
import re
import shutil
import subprocess

import pytest
from django.conf import settings
from django.db import connection
from psycopg import sql

from tests import databases
from tests.postgres import connected


@pytest.fixture
def database_url(migrated_database, tmp_path):
    """The address of a copy of the migrated database, of the kind this run is on, for processes beside this one."""
    return url_of_copy(migrated_database, "migrated", tmp_path)


@pytest.fixture
def sample_url(migrated_database, django_db_blocker, tmp_path):
    """The address of a copy that has the sample year; the keys of its contacts lie in `tmp_path`."""
    shutil.copy(settings.VAR_DIR / "keys.json", tmp_path)
    with django_db_blocker.unblock():
        return url_of_copy(databases.sample_year(migrated_database), "sampled", tmp_path)


def url_of_copy(copied, suffix, folder):
    if connection.vendor == "sqlite":
        own = folder / "portal.sqlite3"
        subprocess.run(["cp", copied, own], check=True)  # noqa: S603, S607  as in `databases.bytes_of`
        return f"sqlite:///{own}"
    url, name = os.environ["DATABASE_URL"], f"{os.environ['TEST_DATABASE_NAME']}_{suffix}"
    with connected(url) as server:
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(command.format(sql.Identifier(name), sql.Identifier(copied)))
    return re.sub(r"/[^/?]*(\?|$)", rf"/{name}\1", url, count=1) if url.count("/") == 3 else url
