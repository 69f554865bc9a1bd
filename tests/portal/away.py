"""A database that is away, full or takes nothing, for tests: each really is so, on whichever database the tests run."""

import socket
from contextlib import contextmanager

from django.db import connection

from portal import generation


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
