"""Who would know what a voter chose, from a copy of the database and from when each of them voted.

A linker puts the stored answers into an order that the copy has (of keys, of rows, of their places in pages and bytes,
of transactions) and says: the first answer is that of who voted first. What it hits is held against chance.
"""

import random
import shutil
import sqlite3
from functools import cache
from pathlib import Path

from django.db import connection

SHUFFLES = 20_000


def orders(table):
    """{what is looked at: the options in that order}, of one question's rows (id, option) in a copy of `table`."""
    return _on_postgresql(table) if connection.vendor == "postgresql" else _on_sqlite(table)


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


def _on_postgresql(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ctid::text, xmin::text::bigint, id::text, question_id, option_id FROM {table}")
        rows = cursor.fetchall()
    raw = relation_bytes(table)
    rows = [(_place(ctid), int(xmin), key, question, option) for ctid, xmin, key, question, option in rows]
    return _ordered(
        {
            "primary key": [(key, question, option) for _place, _xmin, key, question, option in rows],
            "as it is read": [(at, question, option) for at, (*_where, question, option) in enumerate(rows)],
            "ctid": [(place, question, option) for place, _xmin, _key, question, option in rows],
            "xmin": [((xmin, place), question, option) for place, xmin, _key, question, option in rows],
            "place in the file": [(raw.find(_uuid(key)), question, option) for _p, _x, key, question, option in rows],
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


def band(guessed, true, linkers):
    """Between how many hits chance stays in 99 of 100 cases, for all of so many `linkers` together."""
    return _band(tuple(sorted(guessed, key=str)), tuple(true), linkers)


@cache
def _band(guessed, true, linkers):
    chance, shuffled = random.Random(1), list(guessed)
    counts = []
    for _ in range(SHUFFLES):
        chance.shuffle(shuffled)
        counts.append(hits(shuffled, true))
    counts.sort()
    cut = int(SHUFFLES * 0.01 / 2 / linkers)
    return counts[cut], counts[-1 - cut]


def all_bytes():
    """A full copy of what is stored: the files of SQLite; on PostgreSQL each table's pages and what a dump reads."""
    if connection.vendor != "postgresql":
        return _copy_of_sqlite()[1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall()]
    return b"".join(relation_bytes(name) for name in tables)


def relation_bytes(table):
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table])
        return bytes(cursor.fetchone()[0])


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
            shutil.copy(source, target)
            raw += target.read_bytes()
    return copy, raw


def _uuid(key):
    return bytes.fromhex(key.replace("-", ""))
