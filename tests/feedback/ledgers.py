"""What tests read of the ledger's entries."""

from portal.ledger import openings
from portal.ledger.append import said
from portal.ledger.models import Entry, Erasure


def entries(**of):
    """All entries in the order in which they were written, or those `of` a subject, or of a kind."""
    return list(Entry.objects.filter(**of).order_by("pk"))


def told(**of):
    """What entries say, but for the commitment, which is another one each time."""
    return [{name: value for name, value in said(one).items() if name != "commitment"} for one in entries(**of)]


def mismatched(**of):
    """(subject, sequence, kind) of the entries that do not open to what they commit to; what was erased need not."""
    erased = Erasure.objects.values_list("subject", flat=True)
    found = [one for one in entries(**of) if one.salt or one.subject not in erased]
    fields = openings.opened(found)
    return [(one.subject, one.sequence, one.kind) for one in found if not _opens(one, fields.get(one.pk))]


def _opens(entry, fields):
    digest = said(entry)["commitment"]
    return fields is not None and openings.committed(fields, bytes(entry.salt)).digest.hex() == digest
