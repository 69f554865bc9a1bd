"""What other subjects write down in the transaction of an event, or of a sheet's filing: notices, files, feeds.

A subject says so in its `additions.py`, which is imported once all apps are ready. Nothing of it may be slow, and
nothing of it may fail: the citizen's suggestion would fail with it.
"""

WORKS = []
WORKS_OF_SHEETS = []


def alongside(work):
    """Mark `work(events)`: it is told each list of events that was saved, in their transaction, in their order."""
    WORKS.append(work)
    return work


def tell(events):
    for work in WORKS:
        work(events)


def alongside_sheets(work):
    """Mark `work(sheet, count)`: it is told of a sheet that was filed just now, with so many suggestions."""
    WORKS_OF_SHEETS.append(work)
    return work


def tell_of_sheet(sheet, count):
    for work in WORKS_OF_SHEETS:
        work(sheet, count)
