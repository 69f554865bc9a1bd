"""The arithmetic of the claim twice, for a page: as of a checkpoint, by the log alone, and as of now."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.ledger.claim import claim
from feedback.models import Campaign
from feedback.records import counters
from feedback.rules.counted.tally import Tally


class Row(NamedTuple):
    campaign: Campaign | None  # None of all together
    label: str | Promise
    in_log: Tally
    now: Tally


def rows(claimed):
    """A `Row` of all, then of each campaign that everybody may see and that the log knows, the newest first."""
    _counted_at, totals = counters.totals()
    found = [Row(None, _("全部"), claimed.all, totals.tally())]
    for campaign in Campaign.objects.published().filter(slug__in=claimed.campaigns).newest_first():
        found.append(
            Row(campaign, campaign.title, claimed.campaigns[campaign.slug], totals.tally(campaign=campaign.pk))
        )
    return found


def shown():
    """What the page about the log shows: of which checkpoint, and the rows."""
    claimed = claim()
    return {"checkpoint": claimed.checkpoint, "rows": rows(claimed)}
