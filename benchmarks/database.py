"""The databases of the benchmark: one for each size, beside whatever else the server holds."""

import contextlib
from urllib.parse import urlsplit, urlunsplit

import environ
import psycopg
from psycopg import sql

from tests import postgres


@contextlib.contextmanager
def server():
    """What to tell and the address of the server, found as the suite finds its own (TEST_DATABASE_URL first)."""
    with postgres.found() as (what, url):
        yield what, url


def name_of(size):
    return f"portal_bench_{size}"


def address(url, name):
    """`url` with another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _admin(url):
    where = environ.Env.db_url_config(url)
    wanted = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    return psycopg.connect(
        dbname="postgres", autocommit=True, **{name: where[key] for name, key in wanted.items() if where[key]}
    )


def version(url):
    with _admin(url) as connection:
        return connection.execute("SHOW server_version").fetchone()[0].split()[0]


def exists(url, size):
    with _admin(url) as connection:
        return (
            connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name_of(size)]).fetchone() is not None
        )


def create(url, size):
    drop(url, size)
    with _admin(url) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name_of(size)))
        )


def drop(url, size):
    with _admin(url) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name_of(size))))
