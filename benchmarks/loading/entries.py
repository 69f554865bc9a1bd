"""The search index of what is loaded: each different text is cut and sent once, however many suggestions say it."""

from itertools import count
from types import SimpleNamespace

from django.db import connection

from benchmarks.loading.copying import Stream, written
from benchmarks.loading.indexes import run_side_by_side
from feedback.models import DeskEntry, PublicEntry
from feedback.records.entries import TEXTS, desk_texts, public_texts
from portal.search import encode

VENDOR = "postgresql"


class Shelf:
    """The entries of one model: the different texts by number, and which suggestion has which, in two tables beside."""

    def __init__(self, model, texts_of):
        self.texts_of, self.numbers, self.free = texts_of, {}, count(1)
        self.table = model._meta.db_table
        self.key, *self.columns = [field.column for field in sorted(model._meta.concrete_fields, key=_key_first)]
        columns = ", ".join(f"{column} tsvector" for column in self.columns)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE UNLOGGED TABLE {self.table}_texts (number int, {columns})")
            cursor.execute(f"CREATE UNLOGGED TABLE {self.table}_rows (key bigint, number int)")

        self.texts = Stream(f"{self.table}_texts", ["number", *self.columns])
        self.rows = Stream(f"{self.table}_rows", ["key", "number"])

    def close(self):
        self.texts.close()
        self.rows.close()

    def add(self, key, texts, replies):
        if (texts, replies) not in self.numbers:
            self.numbers[texts, replies] = self._numbered(texts, replies)
        if number := self.numbers[texts, replies]:
            self.rows.write(f"{key}\t{number}\n")

    def _numbered(self, texts, replies):
        """The number of a text that was not met before; None for one that has no entry."""
        found = self.texts_of(SimpleNamespace(**dict(zip(TEXTS, texts, strict=True))), replies)
        if not found:
            return None
        number = next(self.free)
        cut = [written(encode(found[column], VENDOR)) for column in self.columns]
        self.texts.write("\t".join([str(number), *cut]) + "\n")
        return number

    def statement(self):
        """What brings the entries into their table, in the order of the suggestions, and takes away the two beside."""
        columns = ", ".join(self.columns)
        return (
            f"INSERT INTO {self.table} ({self.key}, {columns})"
            f" SELECT key, {columns} FROM {self.table}_rows JOIN {self.table}_texts USING (number);"
            f" DROP TABLE {self.table}_rows, {self.table}_texts"
        )


def _key_first(field):
    return not field.primary_key


class Entries:
    def __init__(self):
        self.shelves = [Shelf(PublicEntry, public_texts), Shelf(DeskEntry, desk_texts)]

    def close(self):
        for shelf in self.shelves:
            shelf.close()

    def add(self, story):
        texts = tuple(str(story.facts.get(name, "")) for name in TEXTS)
        replies = tuple((str(reply["body"]), "approved_at" in reply) for reply in story.replies)
        for shelf in self.shelves:
            shelf.add(story.facts["id"], texts, replies)

    def put(self):
        run_side_by_side([shelf.statement() for shelf in self.shelves])
