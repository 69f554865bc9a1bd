"""What the life of a campaign puts into the frame: its public history, and the first checks before any close."""

from django.utils import timezone
from django.utils.translation import gettext

from feedback.models import Suggestion
from feedback.parts.board_address import board_address
from feedback.rounds import ledger  # noqa: F401  reads again what the ledger says of them
from feedback.rounds.closing import Finding, closing_check
from feedback.rounds.history import sentence
from feedback.rules.phases import day_told
from portal.frame import CAMPAIGN_PAGE


@CAMPAIGN_PAGE.block(85, "rounds/_calendar.html")
def days_to_keep(campaign, now):
    return {"campaign": campaign, "has_phases": bool(campaign.phases.all())}


@CAMPAIGN_PAGE.block(90, "rounds/_history.html")
def public_history(campaign, now):
    return {"history": [(event, sentence(event)) for event in campaign.events.public().in_order()]}


@closing_check(10)
def phases_not_over(campaign, now):
    """What the page promises until a day can be done until that day, so every phase must be over."""
    today = timezone.localdate(now)
    running = [phase for phase in campaign.phases.all() if phase.state_on(today) != "done"]
    return [Finding(_not_over(phase), blocks=True) for phase in running]


@closing_check(20)
def not_settled(campaign, now):
    """What is open may stay open: closing a round holds up nobody's suggestion."""
    suggestions = Suggestion.objects.filter(campaign=campaign)
    count, unanswered = suggestions.open().count(), suggestions.unanswered().count()
    if not count:
        return []
    told = gettext("還有 %(count)s 件在辦：%(unanswered)s 件沒有答覆，%(answered)s 件已經答覆、等待市民評議。") % {
        "count": count, "unanswered": unanswered, "answered": count - unanswered,
    }  # fmt: skip
    return [Finding(told, blocks=False, url=board_address(campaign=campaign.slug, tally="open"))]


def _not_over(phase):
    name = phase.get_kind_display()
    if not phase.ends_on:
        return gettext("環節「%(name)s」還沒有截止日期。") % {"name": name}
    return gettext("環節「%(name)s」到%(day)s才結束。") % {"name": name, "day": day_told(phase.ends_on)}
