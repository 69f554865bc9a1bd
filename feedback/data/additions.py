"""What the statistics put into the frame of the site: their page, and the claim on the first one."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign
from feedback.parts.drawn.pictures import picture_of
from feedback.parts.talks_apart import LIVE, talks_apart
from feedback.records import counters
from portal.frame import FIRST_PAGE, MAP_PAGES, MENU, SITEMAP_PAGES, Page

ROUNDS = 2  # the one that the claim is about, and the one before

statistics = Page("statistics", _("數據"))

MENU.add(50, statistics)
SITEMAP_PAGES.add(50, statistics)
MAP_PAGES["suggestions"].add(40, statistics)


@FIRST_PAGE.block(10, "data/_home_claim.html")
def claim(now):
    """What was received and settled in the round that runs, else in the last one, as of when it was counted.

    The round before it is told in one line. Where there never was a round, what comes in all year stands for it.
    """
    today = timezone.localdate(now)
    rounds = list(Campaign.objects.rounds_begun(today).prefetch_related("phases")[:ROUNDS])
    rounds.sort(key=lambda campaign: not campaign.runs_on(today))
    rounds = rounds or list(Campaign.objects.published().filter(kind=Campaign.Kind.OPEN)[:1])
    counted_at, totals = counters.totals()
    claims = [(campaign, totals.tally(campaign=campaign.pk)) for campaign in rounds]
    return {
        "claims": claims[:1],
        "past": [(campaign, tally) for campaign, tally in claims[1:] if tally.received],
        "picture": picture_of(claims[0][0], claims[0][1].received) if claims else None,
        "now": counted_at,
        "talks": talks_apart(totals.tally(campaign_kind=LIVE)),
    }
