"""按去年的辦法: what a new campaign takes along from an earlier one, besides its dates.

A later app says in its `additions.py` what of its own is copied: `@copied(place)` marks a function of (old campaign,
new campaign), run in the transaction that makes the draft.
"""

from portal.frame import Places

COPIED = Places()


def copied(place):
    """Mark a function of (old campaign, new campaign) that gives the new one what the old one had."""
    return lambda copy: COPIED.add(place, copy)
