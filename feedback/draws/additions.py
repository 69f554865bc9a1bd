"""What a draw puts into the page of its campaign."""

from feedback.draws.models import Draw
from feedback.draws.shown import Shown
from portal.frame import CAMPAIGN_PAGE


@CAMPAIGN_PAGE.block(50, "draws/_campaign.html")
def draw_of(campaign, now):
    """The last draw that was announced; nothing before there is one."""
    draws = list(Draw.objects.of(campaign).public())
    if not draws:
        return {}
    draws[-1].campaign = campaign
    return {"campaign": campaign, "draw_shown": Shown(draws[-1])}
