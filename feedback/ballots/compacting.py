"""What a database still holds of rows that were deleted or written over, taken out of its pages after a close.

PostgreSQL keeps old versions of rows until a table is rewritten, SQLite keeps them in free pages and in its log.
"""

import logging
import re
from time import sleep

from django.db import DatabaseError, connection

from feedback.ballots.models import Answer, Ballot, Code, Slot

WAIT_MILLISECONDS = 3000  # for who reads one of the tables: whoever votes waits behind us
TRIES, PAUSE_SECONDS = 4, 2
TABLES = (Slot, Code, Answer, Ballot)
# What PostgreSQL says of a table that it rewrites, in whatever language: how many old versions it had to leave.
_LEFT = re.compile(r"\d+")

logger = logging.getLogger(__name__)


def compact(now):
    """Rewrite the tables of ballots, and note it with each that is closed; returns whether nothing old is left.

    Inside a transaction it cannot be done. Where somebody reads at this moment what was before the close, it has to
    be done again: the desk says so until it is, and the daily work tries.
    """
    if connection.in_atomic_block:
        return False
    waiting = list(Ballot.objects.uncompacted().values_list("pk", flat=True))
    if not waiting:
        return True
    is_done = _is_rewritten()
    for _again in range(TRIES - 1):  # what is in the way is most often over soon: a page that is read, statistics
        if is_done:
            break
        sleep(PAUSE_SECONDS)
        is_done = _is_rewritten()
    if is_done:
        Ballot.objects.filter(pk__in=waiting).update(compacted_at=now)
    return is_done


def _is_rewritten():
    try:
        return _on_postgresql() if connection.vendor == "postgresql" else _on_sqlite()
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


def _on_postgresql():
    left = []

    def heard(diagnostic):
        left.extend(map(int, _LEFT.findall(diagnostic.message_detail or "")[:1]))

    connection.ensure_connection()
    raw = connection.connection
    raw.add_notice_handler(heard)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{WAIT_MILLISECONDS}ms'")
            try:
                for model in TABLES:
                    cursor.execute(f"VACUUM (FULL, VERBOSE) {connection.ops.quote_name(model._meta.db_table)}")
            finally:
                cursor.execute("RESET lock_timeout")
    finally:
        raw.remove_notice_handler(heard)
    return len(left) == len(TABLES) and not any(left)
