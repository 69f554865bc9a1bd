"""A ledger of any length: entries like those of suggestions are copied in, the sequencer gives them their places."""

import os
from contextlib import closing
from hashlib import sha256
from random import Random

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from benchmarks.loading.copying import Pile
from portal.ledger import sequencing
from portal.ledger.append import Statement, data_of
from portal.ledger.models import Entry

CAMPAIGN = "kaimen-najian"
WAY = {
    "receive": "received",
    "accept": "accepted",
    "assign": "assigned",
    "start": "in_progress",
    "approve_reply": "replied",
    "close": "closed",
}


def lengthen(length):
    """Add entries until there are `length` of them, all with their places and under a checkpoint."""
    missing = length - Entry.objects.count()
    if missing > 0:
        _copy(missing)
        connection.cursor().execute("VACUUM ANALYZE ledger_entry")
    while sequencing.sequence(timezone.now()):
        pass


def _copy(count):
    first = (Entry.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    with closing(Pile(Entry)) as pile:
        for pk, (subject, sequence, kind) in enumerate(stories(count), start=first):
            statement = Statement(kind, subject, timezone.now(), campaign=CAMPAIGN, stage=WAY[kind])
            data = data_of(statement, sequence, sha256(str(pk).encode()).digest())
            row = {"id": pk, "kind": kind, "subject": subject, "sequence": sequence, "written_at": timezone.now()}
            pile.add(row | {"data": _bytes(data), "salt": _bytes(os.urandom(32))})
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('ledger_entry', 'id'), max(id)) FROM ledger_entry")


def _bytes(raw):
    return f"\\x{raw.hex()}"


def stories(count, random=None):
    """(subject, sequence, kind) of so many entries, of numbers of a year in which no portal was."""
    random, number = random or Random(20), 0  # noqa: S311  the same each time
    while True:
        number += 1
        steps = random.randint(3, len(WAY))
        for sequence, kind in enumerate(list(WAY)[:steps], start=1):
            if not count:
                return
            count -= 1
            yield f"1999-{number:04}", sequence, kind
