"""Publications, for tests: one made, and how many there are."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.serving import generation
from portal.tables.publishing import Publishing

SAVEPOINT = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


def publish():
    """As a change does that the public reads."""
    with generation.publishing():
        generation.bump()


class Watched(CaptureQueriesContext):
    """The statements of a block, and what it published."""

    def __init__(self):
        super().__init__(connection)

    def __enter__(self):
        self._before = Publishing.objects.count()
        return super().__enter__()

    def __exit__(self, *raised):
        super().__exit__(*raised)
        self._made = Publishing.objects.count() - self._before

    @property
    def published(self):
        """(how many publications it made, place from the end of each statement on them: -1 is the last)."""
        table, said = Publishing._meta.db_table, [query["sql"] for query in self.captured_queries]
        done = [sql for sql in said if not sql.startswith(SAVEPOINT)]
        return self._made, [place - len(done) for place, sql in enumerate(done) if table in sql]
