"""What other subjects write down in the transaction of an event: notices, files, feeds.

A subject says so in its `additions.py`, which is imported once all apps are ready. Nothing of it may be slow, and
nothing of it may fail: the citizen's suggestion would fail with it.
"""

WORKS = []


def alongside(work):
    """Mark `work(events)`: it is told each list of events that was saved, in their transaction, in their order."""
    WORKS.append(work)
    return work


def tell(events):
    for work in WORKS:
        work(events)
