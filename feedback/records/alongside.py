"""What other subjects write down in the transaction of an event, or of a sheet's filing: notices, files, feeds.

A subject says so in its `additions.py`, which is imported once all apps are ready. Nothing of it may be slow, and
nothing of it may fail: the citizen's suggestion would fail with it. That is meant of the entries of the ledger alone,
which `stating` writes.
"""

from contextlib import contextmanager
from threading import local

WORKS = []
WORKS_OF_SHEETS = []

_held = local()


def alongside(work):
    """Mark `work(events)`: it is told each list of events that was saved, in their transaction, in their order."""
    WORKS.append(work)
    return work


def tell(events):
    """Tell all works of these events, at once or, in a block of `at_the_end`, together with the others of the block."""
    held = getattr(_held, "events", None)
    if held is not None:
        held += events
        return
    for work in WORKS:
        work(events)


@contextmanager
def at_the_end():
    """Where one act moves hundreds: all of it is told together when the block ends, which is in its transaction."""
    if getattr(_held, "events", None) is not None:
        yield
        return
    _held.events = []
    try:
        yield
        events, _held.events = _held.events, None
        tell(events)
    finally:
        _held.events = None


def alongside_sheets(work):
    """Mark `work(sheet, count)`: it is told of a sheet that was filed just now, with so many suggestions."""
    WORKS_OF_SHEETS.append(work)
    return work


def tell_of_sheet(sheet, count):
    for work in WORKS_OF_SHEETS:
        work(sheet, count)
