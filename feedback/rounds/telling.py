"""Who hears of what happens to a campaign: a later app says so in its `additions.py`, by `@told`."""

TOLD = []


def told(tell):
    """Mark a function that is given each `CampaignEvent`, saved, in the transaction of its verb."""
    TOLD.append(tell)
    return tell
