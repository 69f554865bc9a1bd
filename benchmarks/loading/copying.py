"""Rows of a model as lines of PostgreSQL's COPY, and tables that are filled without their indexes."""

import json
from contextlib import contextmanager
from datetime import date, datetime
from itertools import count
from types import NoneType

from django.core.management.color import no_style
from django.db import connection
from django.db.models.fields import NOT_PROVIDED
from psycopg import sql

LINES_AT_ONCE = 500
NULL = "\\N"
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Ready(str):
    """A value that is written as COPY takes it: what many rows share is brought into that form once."""


def ready(value):
    return Ready(written(value))


def written(value):
    writer = WRITERS.get(type(value))
    return writer(value) if writer else _text(str(value))


def _text(value):
    return value.translate(ESCAPES) if "\\" in value or "\n" in value or "\t" in value or "\r" in value else value


def _structure(value):
    return _text(json.dumps(value))


WRITERS = {
    Ready: str,
    str: _text,
    int: str,
    NoneType: lambda value: NULL,
    bool: lambda value: "t" if value else "f",
    datetime: datetime.isoformat,
    date: date.isoformat,
    dict: _structure,
    list: _structure,
}


class Table:
    """The lines of one model. What a row does not name has its column's default, as the model says it."""

    def __init__(self, model):
        self.model = model
        self.fields = [field for field in model._meta.concrete_fields if not field.generated]
        self.columns = [field.column for field in self.fields]
        self.place = {field.attname: place for place, field in enumerate(self.fields)}
        self.defaults = [self._default(field) for field in self.fields]

    def _default(self, field):
        """The default in COPY's form; None for a column that every row has to name."""
        if field.default is NOT_PROVIDED and field.db_default is not NOT_PROVIDED:
            value = field.db_default
        else:
            value = field.get_default()
        if value is None and not field.null:
            return None
        return written(field.get_db_prep_save(value, connection) if not isinstance(value, dict | list) else value)

    def line(self, given):
        """One row from {attribute: value}, the foreign keys by their `_id`."""
        values = self.defaults.copy()
        for name, value in given.items():
            values[self.place[name]] = written(value)
        try:
            return "\t".join(values) + "\n"
        except TypeError:
            missing = [column for column, value in zip(self.columns, values, strict=True) if value is None]
            raise TypeError(f"{self.model.__name__} has no default for {missing}: say it in the loader") from None


class Pile:
    """Rows on their way into one table, over a connection of their own: several tables are filled side by side."""

    def __init__(self, model, open_connection):
        self.table, self.lines, self.keys = Table(model), [], count(1)
        self.key = model._meta.pk.attname
        self.connection = open_connection()
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, self.table.columns))
        )
        self._copying = self.connection.cursor().copy(statement)
        self._copy = self._copying.__enter__()

    def add(self, given):
        self.lines.append(self.table.line({self.key: next(self.keys)} | given))
        if len(self.lines) >= LINES_AT_ONCE:
            self._flush()

    def _flush(self):
        self._copy.write("".join(self.lines))
        self.lines.clear()

    def close(self):
        self._flush()
        self._copying.__exit__(None, None, None)
        self.connection.commit()
        self.connection.close()


CONSTRAINTS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint
    WHERE contype IN ('f', 'p', 'u')
    AND (conrelid = ANY(%(tables)s::regclass[]) OR confrelid = ANY(%(tables)s::regclass[]))
    ORDER BY contype <> 'f', conname
"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index
    WHERE indrelid = ANY(%(tables)s::regclass[])
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
"""


@contextmanager
def without_indexes(models):
    """Take away the keys and indexes of the models' tables, and make them again: far quicker than keeping them.

    Making the foreign keys again checks every row.
    """
    tables = {"tables": [f'"{model._meta.db_table}"' for model in models]}
    with connection.cursor() as cursor:
        cursor.execute(CONSTRAINTS, tables)
        constraints = cursor.fetchall()
        for table, name, _ in constraints:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute(INDEXES, tables)
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for table, name, definition in reversed(constraints):
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for _, definition in indexes:
            cursor.execute(definition)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
