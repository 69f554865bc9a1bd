"""What a draw puts into the page of its campaign, and what it asks of those who check applications."""

from feedback.draws import ledger  # noqa: F401  reads again what the ledger says of them
from feedback.draws.models import Draw
from feedback.draws.rules import State
from feedback.draws.shown import Shown
from feedback.representatives.verbs import FIXED
from portal.frame import CAMPAIGN_PAGE


@CAMPAIGN_PAGE.block(50, "draws/_campaign.html")
def draw_of(campaign, now):
    """The last draw that was announced; nothing before there is one."""
    draws = list(Draw.objects.of(campaign).public())
    if not draws:
        return {}
    draws[-1].campaign = campaign
    return {"campaign": campaign, "draw_shown": Shown(draws[-1])}


def is_announced(campaign):
    """Whether who may be drawn stands published, drawn or not."""
    return Draw.objects.of(campaign).live().exclude(state=State.PREPARED).exists()


FIXED.add(10, is_announced)
