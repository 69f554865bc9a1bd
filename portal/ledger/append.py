"""Writing entries: in the transaction of the change, one INSERT, with no shared counter and no place in the tree."""

import json
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from portal.ledger import models, openings
from portal.ledger.models import Entry
from portal.tlog import canonical
from portal.tlog.tree import leaf_hash

VERSION = 1
# Written out, since it is part of every sending: making it took longer than it does.
INSERT = (
    "INSERT INTO ledger_entry (kind, subject, sequence, data, salt, source, written_at)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id"
)

_is_silent = ContextVar("is_silent", default=False)


class Statement(NamedTuple):
    """What an entry will say. `at` is a day where it is the act of a citizen, a moment where it is one of the office.

    `fields` are committed to; where that was done before, `commitment` says it. `source` is the key of the row that
    `openings` reads for this kind. Of a suggestion the `subject` is its public number.
    """

    kind: str
    subject: str
    at: object
    fields: dict = {}  # noqa: RUF012  never changed
    commitment: openings.Commitment | None = None
    source: int | None = None
    campaign: str = ""
    stage: str = ""
    main: str = ""
    keeps: bool = False  # the opening too, where the row may be changed by a later act
    sequence: int | None = None  # where it is known, as of what is filed just now: 1


def append(*statements, written_at=None):
    """Write an entry for each statement, in their order, and return them. Whoever calls holds the subject's row.

    Entries of one subject are numbered one after another, so that one left out is seen.
    """
    if _is_silent.get():
        return []
    numbers = _last_sequences({one.subject for one in statements if one.sequence is None})
    entries = []
    for one in statements:
        numbers[one.subject] = one.sequence or numbers[one.subject] + 1
        commitment = one.commitment or openings.committed(one.fields)
        entries.append(
            Entry(
                kind=one.kind,
                subject=one.subject,
                sequence=numbers[one.subject],
                data=data_of(one, numbers[one.subject], commitment.digest),
                salt=commitment.salt,
                source=one.source,
                written_at=written_at or timezone.now(),
            )
        )
    if len(entries) == 1:
        _insert(entries[0])
    else:
        Entry.objects.bulk_create(entries, batch_size=500)
    _keep(zip(entries, statements, strict=True))
    return entries


def _keep(written):
    kept = [models.Kept(entry=entry, opening=openings.opening_of(one.fields)) for entry, one in written if one.keeps]
    if kept:
        models.Kept.objects.bulk_create(kept, batch_size=500)


def _insert(entry):
    with connection.cursor() as cursor:
        at = connection.ops.adapt_datetimefield_value(entry.written_at)
        cursor.execute(INSERT, [entry.kind, entry.subject, entry.sequence, entry.data, entry.salt, entry.source, at])
        [(entry.pk,)] = cursor.fetchall()
    entry._state.adding = False


@contextmanager
def silent():
    """While the sample tells its years nothing is entered: it is stated afterwards as what stood before the ledger."""
    token = _is_silent.set(True)
    try:
        yield
    finally:
        _is_silent.reset(token)


def data_of(statement, sequence, digest):
    """The bytes of an entry."""
    said = {
        "v": VERSION,
        "kind": statement.kind,
        "subject": statement.subject,
        "sequence": sequence,
        "at": moment(statement.at),
        "campaign": statement.campaign,
        "stage": statement.stage,
        "main": statement.main,
        "commitment": digest.hex(),
    }
    return canonical.written({name: value for name, value in said.items() if value != ""})


def moment(at):
    """A day as it is, a moment to the second in UTC."""
    if not isinstance(at, datetime):
        return at.isoformat()
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def said(entry):
    """What an entry says, as a dictionary."""
    return json.loads(bytes(entry.data))


def hash_of(entry):
    return leaf_hash(bytes(entry.data))


def _last_sequences(subjects):
    last = Entry.objects.filter(subject__in=subjects).order_by().values_list("subject").annotate(Max("sequence"))
    return dict.fromkeys(subjects, 0) | dict(last if subjects else ())
