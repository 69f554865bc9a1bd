"""Public numbers: gap-free in each year."""

from django.db import connection, models

from feedback.rules import receipts


class NumberSeries(models.Model):
    """The last public number given in a year; whoever takes the next one holds the row, so that none is skipped."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return receipts.number(self.year, self.last)

    @classmethod
    def take(cls, year, count):
        """The next `count` numbers of `year`; whoever takes the next ones waits until the transaction ends."""
        table = cls._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (year, last) VALUES (%s, %s)"  # noqa: S608  a name of ours
                f" ON CONFLICT (year) DO UPDATE SET last = {table}.last + excluded.last RETURNING last",
                [year, count],
            )
            [(last,)] = cursor.fetchall()
        return range(last - count + 1, last + 1)
