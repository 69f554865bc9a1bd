"""What the statistics put into the frame of the site: their page, and the claim on the first one."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign
from feedback.records import counters
from portal.frame import FIRST_PAGE, MAP_PAGES, MENU, SITEMAP_PAGES, Page

ROUNDS = 3

statistics = Page("statistics", _("數據"), is_extra=True)

MENU.add(50, statistics)
SITEMAP_PAGES.add(50, statistics)
MAP_PAGES["suggestions"].add(40, statistics)


@FIRST_PAGE.block(20, "data/_home_claims.html")
def claims(now):
    """What was received and settled in the last rounds, as of when it was counted."""
    rounds = list(Campaign.objects.rounds_begun(timezone.localdate(now))[:ROUNDS])
    counted_at, totals = counters.totals()
    return {"claims": [(campaign, totals.tally(campaign=campaign.pk)) for campaign in rounds], "now": counted_at}
