"""What tests ask of the public ledger."""

from django.db import connection

from portal.ledger import guards, openings
from portal.ledger.append import append, said
from portal.ledger.models import Entry, Kept
from portal.ledger.standing import STANDING


def entries(prefix=""):
    return list(Entry.objects.filter(subject__startswith=prefix).order_by("pk"))


def kinds(prefix=""):
    """The kinds of the entries whose subject begins so, in the order in which they were written."""
    return [entry.kind for entry in entries(prefix)]


def opened(prefix=""):
    """What these commit to, as it is read again now."""
    found = openings.opened(entries(prefix))
    return [found.get(entry.pk) for entry in entries(prefix)]


def differing(prefix=""):
    """The kinds of those that cannot be read again as they were committed to."""
    found = openings.opened(entries(prefix))
    return [
        entry.kind
        for entry in entries(prefix)
        if entry.pk not in found
        or openings.committed(found[entry.pk], bytes(entry.salt)).digest.hex() != said(entry)["commitment"]
    ]


def shown(prefix=""):
    """The kinds of those whose opening anybody may read now."""
    public = openings.public(entries(prefix))
    return [entry.kind for entry in entries(prefix) if entry.pk in public]


def state(now, prefix=""):
    """State what no entry speaks of; returns the kinds of those whose subject begins so."""
    stated = append(*(one for missing in STANDING for one in missing(now)))
    return sorted(entry.kind for entry in stated if entry.subject.startswith(prefix))


def forget():
    """Forget what was entered, as if the rows had been there before the ledger."""
    with guards.lifted(), connection.cursor() as cursor:
        for model in (Kept, Entry):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")


def own(*models):
    """Be the owner of the database, whom no trigger of these tables stops, until the test ends."""
    with connection.cursor() as cursor:
        for table in (model._meta.db_table for model in models):
            if connection.vendor == "sqlite":
                cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
                for (name,) in cursor.fetchall():
                    cursor.execute(f'DROP TRIGGER "{name}"')
            else:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
