"""Reading much at one moment."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment():
    """A transaction that reads everything as of its beginning: what is added meanwhile is missing on neither side."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
