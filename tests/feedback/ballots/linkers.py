"""Who would know what a voter chose, from a copy of the database and from when each of them voted.

A linker puts the stored answers into an order that the copy has (of keys, of rows, of their places in pages and bytes,
of transactions, in the log) and says: the first answer is that of who voted first. What it hits is held against chance.
"""

import os
import random
import sqlite3
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.db import connection

from tests.databases import bytes_of

SHUFFLES = 4_000
PAGE, SEGMENT = 8192, 16 * 1024 * 1024  # of the log of PostgreSQL


def orders(table, since=None):
    """{(what is looked at, question, direction): the options in that order} of the rows (id, question, option).

    `since` is where the log stood (`log_now`) before the close: on PostgreSQL the log is looked at as well.
    """
    return _on_postgresql(table, since) if connection.vendor == "postgresql" else _on_sqlite(table)


def _on_sqlite(table):
    copy, raw = _copy_of_sqlite()
    with sqlite3.connect(copy) as database:
        rows = database.execute(f"SELECT rowid, id, question_id, option_id FROM {table}").fetchall()
    database.close()
    return _ordered(
        {
            "primary key": [(str(key), question, option) for _rowid, key, question, option in rows],
            "rowid": [(rowid, question, option) for rowid, _key, question, option in rows],
            "first place in the file": [
                (raw.find(key.encode()), question, option) for _r, key, question, option in rows
            ],
            "last place in the file": [
                (raw.rfind(key.encode()), question, option) for _r, key, question, option in rows
            ],
        }
    )


def _on_postgresql(table, since):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ctid::text, xmin::text::bigint, id::text, question_id, option_id FROM {table}")
        rows = cursor.fetchall()
    raw, log = relation_bytes(table), log_bytes(since)
    rows = [(_place(ctid), int(xmin), key, question, option) for ctid, xmin, key, question, option in rows]
    return _ordered(
        {
            "primary key": [(key, question, option) for _place, _xmin, key, question, option in rows],
            "as it is read": [(at, question, option) for at, (*_where, question, option) in enumerate(rows)],
            "ctid": [(place, question, option) for place, _xmin, _key, question, option in rows],
            "xmin": [((xmin, place), question, option) for place, xmin, _key, question, option in rows],
            "place in the file": [(raw.find(_uuid(key)), question, option) for _p, _x, key, question, option in rows],
            "first place in the log": [
                (log.find(_uuid(key)), question, option) for _p, _x, key, question, option in rows
            ],
            "last place in the log": [
                (log.rfind(_uuid(key)), question, option) for _p, _x, key, question, option in rows
            ],
        }
    )


def _place(ctid):
    """(12, 3) of `(12,3)`: page and number in it."""
    return tuple(map(int, ctid.strip("()").split(",")))


def _ordered(found):
    """{(what is looked at, question, direction): options}."""
    result = {}
    for name, rows in found.items():
        rows.sort(key=lambda row: row[0])
        for question in sorted({question for _place, question, _option in rows}):
            options = [option for _place, asked, option in rows if asked == question]
            result[name, question, "forwards"], result[name, question, "backwards"] = options, options[::-1]
    return result


def hits(guessed, true):
    return sum(guess == truth for guess, truth in zip(guessed, true, strict=True))


def band(lists):
    """Between how many hits chance stays in 99 of 100 cases, for all `lists`, each (guessed, true), together."""
    return _band(tuple((tuple(sorted(guessed, key=str)), tuple(true)) for guessed, true in lists))


@cache
def _band(lists):
    chance, counts = random.Random(1), []
    for _ in range(SHUFFLES):
        counts.append(sum(hits(chance.sample(guessed, len(guessed)), true) for guessed, true in lists))
    counts.sort()
    cut = int(SHUFFLES * 0.01 / 2)
    return counts[cut], counts[-1 - cut]


def all_bytes():
    """A full copy of what is stored: the files of SQLite; of PostgreSQL each table and index, and its own catalogs."""
    if connection.vendor != "postgresql":
        return _copy_of_sqlite()[1]
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class"
            " WHERE relkind IN ('r', 'i', 't', 'm') AND NOT relisshared"
        )
        return b"".join(bytes(raw) for (raw,) in cursor.fetchall())


def relation_bytes(table):
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table])
        return bytes(cursor.fetchone()[0])


@contextmanager
def log_kept():
    """PostgreSQL keeps the segments of its log meanwhile, whoever makes a checkpoint; given is a `log_now`."""
    if connection.vendor != "postgresql":
        yield log_now
        return
    slot = f"linkers_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_create_physical_replication_slot(%s, true)", [slot])
        try:
            yield log_now
        finally:
            cursor.execute("SELECT pg_drop_replication_slot(%s)", [slot])


def log_now():
    """Where the log (WAL) of PostgreSQL stands, in bytes; None on SQLite, whose log is part of each copy."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")
        return int(cursor.fetchone()[0])


def log_bytes(since):
    """All that PostgreSQL wrote into its log since then, of whatever database, without the heads of its pages."""
    pages, until = [], log_now()
    with connection.cursor() as cursor:
        for start in range(since // SEGMENT * SEGMENT, until, SEGMENT):
            name = "pg_walfile_name('0/0'::pg_lsn + %s::numeric + 1)"
            cursor.execute(f"SELECT pg_read_binary_file('pg_wal/' || {name})", [start])
            segment = bytes(cursor.fetchone()[0])
            first, last = max(since - start, 0) // PAGE * PAGE, min(until - start, SEGMENT)
            pages += [segment[at + (24 if at else 40) : at + PAGE] for at in range(first, last, PAGE)]
    return b"".join(pages)


def _copy_of_sqlite():
    """(path of a copy, the bytes of it and of its log)."""
    path = Path(connection.settings_dict["NAME"])
    copy = path.with_name(f"{path.name}.copy")
    raw = b""
    for suffix in ("", "-wal"):
        source = path.with_name(path.name + suffix)
        target = copy.with_name(copy.name + suffix)
        target.unlink(missing_ok=True)
        if source.exists():
            said = bytes_of(source)
            target.write_bytes(said)
            raw += said
    return copy, raw


def _uuid(key):
    return bytes.fromhex(key.replace("-", ""))
