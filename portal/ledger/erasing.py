"""Erasing what opens the commitments of a subject; its entries stay, and nobody can tell any more what they hide."""

from portal.ledger.models import Entry, Erasure


def erase(subject, now, *, but=(), **of):
    """Empty the salts of the entries of `subject`, or of those `of` these fields, but of the kinds in `but`; how many.

    The row that says so comes first: without it the database refuses to change an entry. It stands for what comes
    later as well, and may be asked for again.
    """
    Erasure.objects.get_or_create(subject=subject, defaults={"erased_at": now})
    entries = Entry.objects.filter(subject=subject, **of).exclude(salt=b"").exclude(kind__in=but)
    return entries.update(salt=b"")
