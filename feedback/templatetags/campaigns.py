"""Campaigns as pages show them: their phases on a day, and the claim with a list behind every number."""

from django import template
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from feedback.rules.tally import percent

register = template.Library()


@register.simple_tag
def phases_on(campaign, today):
    """The phases of `campaign` as they stand on `today`: `phase`, `state`, `days_left` (None without an end)."""
    return [
        {
            "phase": phase,
            "state": phase.state_on(today),
            "days_left": (phase.ends_on - today).days if phase.ends_on else None,
        }
        for phase in campaign.phases.all()
    ]


@register.simple_tag
def board(campaign, tally=""):
    """The address of the list behind a number."""
    query = {"campaign": campaign.slug} | ({"tally": tally} if tally else {})
    return f"{reverse('suggestion_list')}?{urlencode(query)}"


@register.inclusion_tag("parts/_claim.html")
def claim(campaign, tally, now):
    """The numbers of the claim as of `now`, each with its list, and how they add up."""
    return {
        "now": now,
        "wall_url": reverse("campaign_wall", args=[campaign.slug]),
        "rows": [
            {"number": tally.received, "label": gettext("收到"), "url": board(campaign, "received")},
            {"number": tally.valid, "label": gettext("有效"), "url": board(campaign, "valid")},
            {"number": tally.handled, "label": gettext("已辦結"), "url": board(campaign, "handled")},
            {"number": percent(tally.rate), "label": gettext("辦結率"), "note": gettext("已辦結 ÷ 有效")},
        ],
        "received": tally.received,
        "parts": [
            (gettext("在辦"), tally.open, board(campaign, "open")),
            (gettext("辦結"), tally.closed, board(campaign, "closed")),
            (gettext("不予受理"), tally.declined, board(campaign, "declined")),
            (gettext("併案"), tally.merged, board(campaign, "merged")),
            (gettext("撤回"), tally.withdrawn, board(campaign, "withdrawn")),
        ],
    }
