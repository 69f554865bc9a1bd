"""What a later app looks at before a campaign is published.

It says in its `additions.py` what must not be missing: `@publishing_check(place)` marks a function of (campaign, now)
that raises `Refused`; what it finds missing keeps the draft a draft.
"""

from portal.frame import Places

PUBLISHING_CHECKS = Places()


def publishing_check(place):
    """Mark a function of (campaign, now) that raises `Refused` where something is missing."""
    return lambda check: PUBLISHING_CHECKS.add(place, check)
