"""Guards: the database itself refuses to change or delete rows of what is only added to.

They stop accidents and wrong programs; who owns the database can take them away, which is what the log is for. An app
names its tables in a module that its models import; migrations lift the guards of the tables, `post_migrate` makes
them again.
"""

from collections import defaultdict
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection

REFUSED = "What is only added to is never changed."
PREFIX = "guard"
ASKED = "ledger_erasure"

GUARDS = {}


class Guard(NamedTuple):
    table: str
    erasable: dict  # {column: condition, in SQL about `NEW`, that it was emptied}
    erased: str  # condition, in SQL about `OLD`, under which those columns may be emptied


def guard(table, *, erasable=None, erased="FALSE"):
    """Let nothing of `table` be changed or deleted, but for the emptying of `erasable` columns once `erased` holds.

    Both are SQL that SQLite and PostgreSQL understand: {"note": "NEW.note = ''"}, "EXISTS (SELECT … OLD.id …)".
    """
    GUARDS[table] = Guard(table, erasable or {}, erased)


def make():
    """Make the guards that are missing or of another release, of the tables that are there."""
    wanted = _wanted()
    with connection.cursor() as cursor:
        for name in missing():
            table, act, told = wanted[name]
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{'' if _is_sqlite() else f' ON {table}'}")
            for statement in _statements(name, table, act, told):
                cursor.execute(statement)


def lift():
    """Take the guards away; no table could be remade on SQLite while a guard of another one asks it."""
    with connection.cursor() as cursor:
        for name, (table, _told) in _standing().items():
            cursor.execute(f"DROP TRIGGER {name}{'' if _is_sqlite() else f' ON {table}'}")


@contextmanager
def lifted():
    """Without guards inside: for migrations, and for tests that empty the tables behind them."""
    lift()
    try:
        yield
    finally:
        make()


def missing():
    """The names of guards that do not stand as they should."""
    standing = _standing()
    return [
        name
        for name, (table, act, told) in _wanted().items()
        if standing.get(name) != (table, _told(name, table, act, told))
    ]


def _is_sqlite():
    return connection.vendor == "sqlite"


def _wanted():
    """{name: (table, act, condition under which the act is refused)} for the tables that are there.

    None before the table of erasures is there, or after its migration was taken back: the conditions ask it.
    """
    wanted, tables = {}, _columns()
    for table, columns in tables.items() if ASKED in tables else ():
        wanted[f"{PREFIX}_update_{table}"] = (table, "UPDATE", _changed(GUARDS[table], columns))
        wanted[f"{PREFIX}_delete_{table}"] = (table, "DELETE", "TRUE")
        if not _is_sqlite():
            wanted[f"{PREFIX}_truncate_{table}"] = (table, "TRUNCATE", "TRUE")
    return wanted


def _columns():
    """{table: its columns} of the guarded tables that are there; one query, for `/readyz/` asks too."""
    if _is_sqlite():
        asked = (
            "SELECT tables.name, columns.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns"
            " WHERE tables.type = 'table' AND tables.name IN ({places}) ORDER BY columns.cid"
        )
    else:
        asked = (
            "SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
            " WHERE relkind IN ('r', 'p') AND relname IN ({places}) AND pg_table_is_visible(attrelid)"
            " AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
        )
    columns = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(asked.format(places=", ".join(["%s"] * len(GUARDS))), [*GUARDS])
        for table, column in cursor.fetchall():
            columns[table].append(column)
    return columns


def _changed(one, columns):
    """The condition that an update does more than empty what may be emptied."""
    differs = "IS NOT" if _is_sqlite() else "IS DISTINCT FROM"
    kept = [f'OLD."{column}" {differs} NEW."{column}"' for column in columns if column not in one.erasable]
    emptied = [
        f'(OLD."{column}" {differs} NEW."{column}" AND NOT ({empty} AND {one.erased}))'
        for column, empty in one.erasable.items()
        if column in columns
    ]
    return " OR ".join(kept + emptied)


def _told(name, table, act, condition):
    """What the database keeps of a guard, to be compared with: on PostgreSQL the function, on SQLite all."""
    if _is_sqlite():
        return (
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {condition}"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )
    result = {"UPDATE": "NEW", "DELETE": "OLD", "TRUNCATE": "NULL"}[act]
    return (
        f"BEGIN IF {condition} THEN RAISE EXCEPTION '{REFUSED}'"
        f" USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {result}; END"
    )


def _statements(name, table, act, condition):
    told = _told(name, table, act, condition)
    if _is_sqlite():
        return [told]
    each = "STATEMENT" if act == "TRUNCATE" else "ROW"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${told}$$",
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()",
    ]


def _standing():
    """{name: (table, what the database keeps of it)} of the guards that are there and in force."""
    if _is_sqlite():
        asked = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    else:
        asked = (
            "SELECT tgname, relname, prosrc FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE tgname LIKE %s AND tgenabled <> 'D' AND pg_table_is_visible(tgrelid)"
        )
    with connection.cursor() as cursor:
        cursor.execute(asked, [f"{PREFIX}_%"])
        return {name: (table, told) for name, table, told in cursor.fetchall()}
