"""A database that is away, full or takes nothing, for tests: each really is so, on whichever database the tests run."""

import contextlib
import socket
import sqlite3
from contextlib import contextmanager

from django.db import connection

from portal.serving import generation


@contextmanager
def gone():
    """Inside, this thread's connection is closed and leads nowhere; wants `django_db(transaction=True)`."""
    where = connection.settings_dict
    before = dict(where)
    connection.close()
    if connection.vendor == "sqlite":
        where["NAME"] = "/nowhere/portal.sqlite3"
    else:
        where["HOST"], where["PORT"] = "127.0.0.1", closed_port()
    try:
        yield
    finally:
        connection.close()
        where |= before
        generation._known._pause_until = generation.NEVER  # a second later


def closed_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def read_only():
    """Inside, this thread's connection is to the same database and takes no writes; wants `transaction=True`."""
    where = connection.settings_dict
    before, options = dict(where), where["OPTIONS"]
    with contextlib.ExitStack() as held:
        if connection.vendor == "sqlite":
            # Somebody else has it open, or its log, which a reader could not make, would be put away.
            other = held.enter_context(contextlib.closing(sqlite3.connect(where["NAME"])))
            other.execute("SELECT count(*) FROM sqlite_master").fetchone()
            where["NAME"] = f"file:{where['NAME']}?mode=ro"
        else:
            where["OPTIONS"] = options | {"options": f"{options['options']} -c default_transaction_read_only=on"}
        connection.close()
        try:
            yield
        finally:
            connection.close()
            where |= before


@contextmanager
def full():
    """Inside, SQLite has not one page more; what fits into those that it has goes on."""
    with connection.cursor() as cursor:
        [(pages,)] = cursor.execute("PRAGMA page_count").fetchall()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
