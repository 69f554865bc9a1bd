"""What a database still holds of rows that were deleted or written over, taken out of its pages after a close.

PostgreSQL keeps old versions of rows until a table is rewritten, SQLite keeps them in free pages and in its log.
"""

import logging
import re
from time import monotonic, sleep

from django.db import DatabaseError, connection

from feedback.ballots.models import Answer, Ballot, Code, Slot
from portal.serving import generation

WAIT_MILLISECONDS = 3000  # for who reads one of the tables: whoever votes waits behind us
PATIENCE_SECONDS = 8  # for transactions that began before; a page of the desk waits as long
PAUSE_SECONDS = 0.2
TABLES = (Slot, Code, Answer, Ballot)
# What PostgreSQL says of a table that it rewrites, in whatever language: how many old versions it had to leave.
_LEFT = re.compile(r"\d+")
# Who may still ask for what was before a transaction: those that run, in every database of the server, because none
# that comes while they run sees further than they; and those of this database that read what was then.
_OLDEST = """
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= %(since)s AND NOT EXISTS (
        SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND age(backend_xmin) > age(%(xid)s::text::xid)
    )
"""

logger = logging.getLogger(__name__)


def compact(now, *, patience=None):
    """Rewrite the tables of ballots, and note it with each that is closed; returns whether nothing old is left.

    Inside a transaction it cannot be done. Whoever began to read or write before is waited for, `patience` seconds at
    most; where somebody still may read what was before the close, it has to be done again: pages and `/readyz/` say
    so until it is, and the worker tries.
    """
    if connection.in_atomic_block:
        return False
    waiting = list(Ballot.objects.uncompacted().values_list("pk", flat=True))
    if not waiting:
        return True
    until = monotonic() + (PATIENCE_SECONDS if patience is None else patience)
    is_done = _is_rewritten(until)
    while not is_done and monotonic() < until:  # most often over soon: a page that is read, statistics
        sleep(PAUSE_SECONDS)
        is_done = _is_rewritten(until)
    if is_done:
        with generation.publishing():
            Ballot.objects.filter(pk__in=waiting).update(compacted_at=now)
            generation.bump()
    return is_done


def _is_rewritten(until):
    try:
        return _on_postgresql(until) if connection.vendor == "postgresql" else _on_sqlite()
    except DatabaseError:
        logger.exception("The tables of ballots could not be compacted")
        return False


def _on_sqlite():
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_MILLISECONDS}")
        try:
            cursor.execute("VACUUM")
            is_busy, _frames, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
    return not is_busy


def _on_postgresql(until):
    """Rewrite each table once nobody can ask for what was in it; PostgreSQL itself says whether it left anything."""
    left = []

    def heard(diagnostic):
        left.extend(map(int, _LEFT.findall(diagnostic.message_detail or "")[:1]))

    connection.ensure_connection()
    raw = connection.connection
    with connection.cursor() as cursor:
        _wait_for_those_before(cursor, until)
        raw.add_notice_handler(heard)
        cursor.execute(f"SET lock_timeout = '{WAIT_MILLISECONDS}ms'")
        try:
            for model in TABLES:
                cursor.execute(f"VACUUM (FULL, VERBOSE) {connection.ops.quote_name(model._meta.db_table)}")
        finally:
            raw.remove_notice_handler(heard)
            cursor.execute("RESET lock_timeout")
    return len(left) == len(TABLES) and not any(left)


def _wait_for_those_before(cursor, until):
    """Until each transaction that could see what was before the close is over, or it is `until`."""
    cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
    since = cursor.fetchone()[0]
    while monotonic() < until:
        cursor.execute(_OLDEST, {"since": since, "xid": since % 2**32})
        if cursor.fetchone()[0]:
            return
        sleep(PAUSE_SECONDS)
