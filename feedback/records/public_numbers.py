"""Public numbers: gap-free in each year."""

import re

from django.db import connection, models

from feedback.rules import receipts
from portal.ledger.registries import recovers

PUBLIC_NUMBER = re.compile(r"(\d{4})-(\d{4,})", re.ASCII)


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


@recovers
def leave_out(subjects):
    """Give none of these numbers again; those of which the database lost the rows stay a gap that the log explains."""
    last = {}
    for subject in subjects:
        if found := PUBLIC_NUMBER.fullmatch(subject):
            year, number = map(int, found.groups())
            last[year] = max(number, last.get(year, 0))
    for year, number in last.items():
        NumberSeries.take(year, 0)
        NumberSeries.objects.filter(year=year, last__lt=number).update(last=number)
