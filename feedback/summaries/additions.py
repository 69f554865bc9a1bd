"""What summaries put into the frame: a line on the page of their campaign, and the freezing when it closes."""

from feedback.models import Campaign
from feedback.rounds.closing import at_close
from feedback.summaries import ballots, ledger  # noqa: F401  its numbers; what the ledger says is read again
from feedback.summaries.models import Summary
from feedback.summaries.verbs import freeze
from portal.frame import CAMPAIGN_PAGE


@CAMPAIGN_PAGE.block(80, "summaries/_campaign.html")
def summarised(campaign, now):
    return {
        "has_summary": campaign.kind != Campaign.Kind.OPEN,
        "frozen": Summary.objects.filter(campaign=campaign).only("frozen_at").first(),
    }


@at_close(90)
def frozen_when_closed(campaign, event, now):
    """Last of all: whatever else the close does is counted."""
    freeze(campaign, now)
