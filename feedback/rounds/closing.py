"""What is looked at before a campaign is closed, and what is done in the moment of it.

A later app says in its `additions.py` what must be done before and what is to be known: `@closing_check(place)` marks a
function of (campaign, now) that returns `Finding`s, `@at_close(place)` one of (campaign, event, now) that runs inside
the transaction of the close and may raise `Refused`, which undoes it.
"""

from typing import NamedTuple

from portal.frame import Places


class Finding(NamedTuple):
    """A sentence about what is not finished; `blocks` keeps the campaign open, else it is a warning that is kept.

    `text` is a whole sentence as the public may read it, without names of persons; `url` leads to the list of what it
    counts, on public pages.
    """

    text: str
    blocks: bool
    url: str = ""


CLOSING_CHECKS = Places()
AT_CLOSE = Places()


def closing_check(place):
    """Mark a function of (campaign, now) that returns what it found."""
    return lambda check: CLOSING_CHECKS.add(place, check)


def at_close(place):
    """Mark a function of (campaign, event, now) that is run when a campaign closes; the event is saved already."""
    return lambda act: AT_CLOSE.add(place, act)


def findings(campaign, now):
    """All `Finding`s of a campaign, what blocks first."""
    found = [finding for check in CLOSING_CHECKS for finding in check(campaign, now)]
    return sorted(found, key=lambda finding: not finding.blocks)
