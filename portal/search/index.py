"""The columns and tables of the index: a `tsvector` under GIN on PostgreSQL, a table of FTS5 on SQLite."""

from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connections, migrations, models, router
from django.db.models import OuterRef, Q

from portal.search.encoding import POSTGRESQL, SQLITE, asked, encode

MOST_COUNTED = 10_000
MOST_NAMED = 2000
# How many rows one request goes through for hits that are too many to be named: they are met in order, a page of them
# soon, or, where they lie far apart or there are no more, after all there is.
MOST_READ = 5000
# How a database writes keys into one text that it reads again.
LISTED = {POSTGRESQL: "array_agg(pk)::text", SQLITE: "json_group_array(pk)"}


class TokensField(models.Field):
    """A text as `encode` writes it."""

    def db_type(self, connection):
        return "tsvector" if connection.vendor == POSTGRESQL else "text"


@TokensField.register_lookup
class Matches(models.Lookup):
    """`whole__matches=Query(…)`, or `AnyOf(…)`."""

    lookup_name = "matches"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        if value.is_empty:
            raise EmptyResultSet
        return "%s", [asked(value.alternatives, connection.vendor)]

    def as_sql(self, compiler, connection):
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return f"{lhs} @@ {rhs}::tsquery", [*lhs_params, *rhs_params]

    def as_sqlite(self, compiler, connection):
        """FTS5 answers MATCH only where nothing stands around it: the hits are a list of rows, free to be negated."""
        rhs, rhs_params = self.process_rhs(compiler, connection)
        field, quote = self.lhs.target, connection.ops.quote_name
        table, key = quote(field.model._meta.db_table), quote(field.model._meta.pk.column)
        hits = f"SELECT rowid FROM {table} WHERE {table}.{quote(field.column)} MATCH {rhs}"  # noqa: S608  names of ours
        return f"{quote(self.lhs.alias)}.{key} IN ({hits})", rhs_params


class Fenced(models.Exists):
    """EXISTS that PostgreSQL asks row by row, in the order in which rows come, and never turns into a join."""

    template = "EXISTS(%(subquery)s OFFSET 0)"


@models.BigAutoField.register_lookup
class Among(models.Lookup):
    """`pk__among=Found.keys`: IN, for keys in one text as the database itself wrote them.

    Thousands of parameters, or of keys read and written again, take longer than the answer.
    """

    lookup_name = "among"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return "%s", [value]

    def as_sql(self, compiler, connection):
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return f"{lhs} = ANY({rhs}::bigint[])", [*lhs_params, *rhs_params]

    def as_sqlite(self, compiler, connection):
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return f"{lhs} IN (SELECT value FROM json_each({rhs}))", [*lhs_params, *rhs_params]  # noqa: S608  names of ours


@dataclass(frozen=True)
class Found:
    """What a question to one column found: `count` rows, and unless they are too many to be named their `keys`."""

    count: int  # one more than are counted when there are more
    keys: str | None  # as LISTED has the database write them
    hits: models.QuerySet

    @property
    def is_met_in_order(self):
        """Whether the database meets the hits by going through the rows, however many lie between two of them."""
        return self.count > MOST_NAMED

    @property
    def named(self):
        """That a row is among them, found from the hits: no more than MOST_READ of them, in whatever order."""
        return Q(pk__in=self.hits.values("pk")[:MOST_READ]) if self.is_met_in_order else self.condition

    @property
    def condition(self):
        """That a row is among them.

        The database does not guess well how rare a word is, and a wrong guess reads the whole table. So few hits are
        named one by one; many are met soon enough by whoever goes through the rows in order.
        """
        if not self.count:
            return Q(pk__in=[])
        if self.is_met_in_order:
            return Q(Fenced(self.hits.filter(pk=OuterRef("pk"))))
        return Q(pk__among=self.keys)


class EntryQuerySet(models.QuerySet):
    def found(self, column, query):
        """`Found` for `query`, asked once for each `Query`."""
        place = (self.model, column)
        if place not in query.found:
            hits = self.filter(**{f"{column}__matches": query})
            most = MOST_COUNTED if column == self.model.counted_column else MOST_NAMED
            query.found[place] = Found(*((0, None) if query.is_empty else hits._counted(most)), hits)
        return query.found[place]

    def having(self, *queries):
        """The keys of the rows in whose `whole` each of `queries` has a hit, in no order."""
        rows = self.order_by()
        for query in queries:
            rows = rows.filter(whole__matches=query)
        return rows.values_list("pk", flat=True)

    def _counted(self, most):
        """(how many up to `most` + 1, the keys of no more than MOST_NAMED)."""
        connection = connections[self.db]
        sql, params = self.values("pk")[: most + 1].query.sql_with_params()
        keys = f"CASE WHEN count(*) <= {MOST_NAMED} THEN {LISTED[connection.vendor]} END"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*), {keys} FROM ({sql}) hits", params)  # noqa: S608  numbers and words of ours
            return cursor.fetchone()

    def put(self, texts):
        """Make the entries of {key of a row: {column: text}} those texts; a row with None has no entry any more."""
        self.filter(pk__in=texts.keys()).delete()
        self.add({key: columns for key, columns in texts.items() if columns is not None})

    def add(self, texts):
        """The same for rows that have no entry yet."""
        vendor = connections[router.db_for_write(self.model)].vendor
        self.bulk_create(
            self.model(pk=key, **{column: encode(text, vendor) for column, text in columns.items()})
            for key, columns in texts.items()
        )

    def purge(self):
        """Let nothing be left in the index of entries that were deleted or put anew.

        FTS5 only marks what it deletes; remade as one piece, which takes as long as the index is large, it holds what
        is found and nothing else. PostgreSQL does this by its own VACUUM.
        """
        connection = connections[router.db_for_write(self.model)]
        if connection.vendor == SQLITE:
            table = connection.ops.quote_name(self.model._meta.db_table)
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608  a name of ours


def row_of(model, related_name):
    """The field that says which row an entry is of; FTS5 knows it as `rowid`, and keeps no constraint."""
    return models.OneToOneField(
        model, models.CASCADE, primary_key=True, db_column="rowid", db_constraint=False, related_name=related_name
    )


class Entry(models.Model):
    """An entry of the index; a subclass names the row it is of with `row_of`.

    `whole` is all that is found, a title included, so that a count asks one column.
    """

    whole = TokensField()

    counted_column = None  # the column of whose hits somebody is told how many there are

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.pk)


class CreateIndex(migrations.CreateModel):
    """`CreateModel` for an `Entry`."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        make = {POSTGRESQL: _make_tsvectors, SQLITE: _make_fts5}[schema_editor.connection.vendor]
        columns = [field.column for field in model._meta.local_fields if isinstance(field, TokensField)]
        make(schema_editor, model, columns)


def _make_fts5(schema_editor, model, columns):
    # This tokenizer takes whatever is not ASCII as part of a token: it cuts at the blanks we wrote, nowhere else.
    names = ", ".join(schema_editor.quote_name(column) for column in columns)
    table = schema_editor.quote_name(model._meta.db_table)
    schema_editor.execute(f"CREATE VIRTUAL TABLE {table} USING fts5({names}, tokenize = \"ascii tokenchars '.'\")")


def _make_tsvectors(schema_editor, model, columns):
    """Three departures from the defaults.

    An entry stays whole in its row as long as a page holds it: reading one costs half as much as from a TOAST table.
    No statistics of lexemes: useful ones (10,000 of a column) take 25 ms to plan each query with, and none of the
    plans leans on them, see `Found`. An index without a list of pending entries: such a list is read through by every
    search, and emptied by somebody's submission.
    """
    schema_editor.create_model(model)
    table = schema_editor.quote_name(model._meta.db_table)
    schema_editor.execute(f"ALTER TABLE {table} SET (toast_tuple_target = 8160)")
    for column in columns:
        name, index = schema_editor.quote_name(column), schema_editor.quote_name(f"{model._meta.db_table}_{column}")
        schema_editor.execute(f"ALTER TABLE {table} ALTER {name} SET STATISTICS 0, ALTER {name} SET STORAGE MAIN")
        schema_editor.execute(f"CREATE INDEX {index} ON {table} USING gin ({name}) WITH (fastupdate = off)")
