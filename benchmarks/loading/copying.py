"""Rows of a model as lines of PostgreSQL's COPY."""

import json
from datetime import date, datetime
from enum import Enum
from itertools import count
from types import NoneType

import psycopg
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
    return WRITERS.get(type(value), _other)(value)


def _text(value):
    return value if value.isprintable() and "\\" not in value else value.translate(ESCAPES)


def _other(value):
    return value.value if isinstance(value, Enum) else _text(str(value))


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
        values, place = self.defaults.copy(), self.place
        for name, value in given.items():
            values[place[name]] = WRITERS.get(type(value), _other)(value)  # `written`, a million times
        try:
            return "\t".join(values) + "\n"
        except TypeError:
            missing = [column for column, value in zip(self.columns, values, strict=True) if value is None]
            raise TypeError(f"{self.model.__name__} has no default for {missing}: say it in the loader") from None


class Stream:
    """Lines on their way into one table, over a connection of their own: several tables are filled side by side."""

    def __init__(self, table, columns):
        self.lines, self.connection = [], open_connection()
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        self._copying = self.connection.cursor().copy(statement)
        self._copy = self._copying.__enter__()

    def write(self, line):
        self.lines.append(line)
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


class Pile:
    """Rows on their way into the table of a model; those without a key are numbered."""

    def __init__(self, model):
        self.table, self.key, self.keys = Table(model), model._meta.pk.attname, count(1)
        self.stream = Stream(model._meta.db_table, self.table.columns)
        self.close = self.stream.close

    def add(self, given):
        self.stream.write(self.table.line({self.key: next(self.keys)} | given))


def open_connection():
    """One more connection to the database."""
    where = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    return psycopg.connect(**{name: where[name] for name in names if name in where})
