"""Tables that are filled without their keys and indexes, which are made again afterwards: far quicker."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.core.management.color import no_style
from django.db import connection

from benchmarks.loading.copying import open_connection


def run_side_by_side(statements):
    """Run statements that do not hold each other up, two at a time, each over a connection of its own."""

    def run(statement):
        with open_connection() as own:
            own.execute("SET maintenance_work_mem = '512MB'")
            own.execute("SET work_mem = '256MB'")
            own.execute(statement)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, statements))


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
        keys = [f"ALTER TABLE {table} ADD CONSTRAINT {name} {how}" for table, name, how in reversed(constraints)]
        for statement in keys:
            if "FOREIGN KEY" not in statement:
                cursor.execute(statement)
        # What takes longest begins first.
        run_side_by_side(sorted((statement for _, statement in indexes), key=lambda text: "USING gin" not in text))
        for statement in keys:
            if "FOREIGN KEY" in statement:
                cursor.execute(statement)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
