"""What of a total over several campaigns was asked in 在線懇談: it is told beside it, with its lists."""

from typing import NamedTuple

from feedback.models import Campaign
from feedback.parts.board_address import board_address

LIVE = Campaign.Kind.LIVE


class Apart(NamedTuple):
    asked: int
    handled: int
    asked_url: str
    handled_url: str


def talks_apart(tally, **filters):
    """Of the `Tally` of the questions of talks under the `filters` of the board; None where there are none."""
    if not tally.received:
        return None
    urls = [board_address(**filters, campaign_kind=LIVE, tally=counted_as) for counted_as in ("received", "handled")]
    return Apart(tally.received, tally.handled, *urls)
