"""Campaigns as pages show them: their phases on a day, and the claim with a list behind every number."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext

from feedback.models import Phase
from feedback.parts.board_address import board_address
from feedback.parts.drawn.phase_calendar import Calendar
from feedback.rules.counted.tally import percent
from feedback.rules.drawn.wall_picture import SHAPES, key_of
from feedback.rules.phases import BY_CITIZENS

register = template.Library()

# The phases in which citizens do something; the others are work of the office.
FOR_CITIZENS = (Phase.Kind.APPLY, Phase.Kind.COLLECT, Phase.Kind.REPORT, Phase.Kind.RATE)


@register.simple_tag
def phases_on(campaign, today):
    """The phases of `campaign` as they stand on `today`: `phase`, `state`, `days_left` (None without an end) and
    `days_to_go`.
    """
    return [
        {
            "phase": phase,
            "state": phase.state_on(today),
            "days_left": (phase.ends_on - today).days if phase.ends_on else None,
            "days_to_go": (phase.starts_on - today).days,
        }
        for phase in campaign.phases.all()
    ]


@register.simple_tag
def acts_on(campaign, today):
    """What citizens may do on `today` in a campaign that has phases, and what later: (act, its last or first day).

    Nothing that is not prepared.
    """
    if not campaign.phases.all():
        return {"open": [], "next": []}
    found = [(act, campaign.opening(act, today)) for act in BY_CITIZENS]
    found = [
        (act, opening) for act, opening in found if (opening.is_open or opening.opens_on) and campaign.is_prepared(act)
    ]
    return {
        "open": [(act, opening.closes_on) for act, opening in found if opening.is_open],
        "next": [(act, opening.opens_on) for act, opening in found if not opening.is_open],
    }


@register.simple_tag
def days_of(phases):
    """The `first` and `last` day of the phases, as `phases_on` has them, and whether they all are over."""
    ends = [row["phase"].ends_on or row["phase"].starts_on for row in phases]
    return {
        "first": min(row["phase"].starts_on for row in phases),
        "last": max(ends),
        "is_over": all(row["state"] == "done" for row in phases),
    }


@register.simple_tag
def calendar_of(phases, today):
    """The phases, as `phases_on` has them, as bars over the days: a `Calendar`, whose `rows` are (phase, its bar)."""
    days = Calendar.of([(row["phase"].starts_on, row["phase"].ends_on) for row in phases], today)
    return {"days": days, "rows": list(zip(phases, days.bars, strict=True))}


@register.simple_tag
def board(campaign, tally=""):
    """The address of the list behind a number."""
    return board_address(campaign=campaign.slug, **({"tally": tally} if tally else {}))


@register.simple_tag
def to_take_part_in(campaign, today):
    """Of the phases that run, as `phases_on` has them, those for citizens; where there are none, the others."""
    running = [row for row in phases_on(campaign, today) if row["state"] == "current"]
    return [row for row in running if row["phase"].kind in FOR_CITIZENS] or running


@register.inclusion_tag("parts/_claim.html")
def claim(campaign, tally, now, picture):
    """The numbers of the claim as of `now`, each with its list, its `Picture`, and how they add up."""
    return {
        "campaign": campaign,
        "tally": tally,
        "now": now,
        "picture": picture,
        "rows": [
            {"number": tally.received, "label": gettext("收到"), "url": board(campaign, "received")},
            {"number": tally.valid, "label": gettext("有效"), "url": board(campaign, "valid")},
            {"number": tally.handled, "label": gettext("已辦結"), "url": board(campaign, "handled")},
            {"number": percent(tally.rate), "label": gettext("辦結率"), "note": gettext("已辦結 ÷ 有效")},
        ],
    }


@register.inclusion_tag("parts/_wall_picture.html")
def wall_picture(campaign, tally, picture):
    """The wall of a campaign as a small picture, `picture`, which says its numbers and leads to the wall."""
    numbers = {name: getattr(tally, name) for name in ("received", *(str(part) for part in SHAPES))}
    told = gettext(
        "收到 %(received)s 件：在辦 %(open)s 件，辦結 %(closed)s 件，不予受理 %(declined)s 件，"
        "併案 %(merged)s 件，撤回 %(withdrawn)s 件。"
    )
    return {
        "url": reverse("campaign_wall", args=[campaign.slug]),
        "picture": picture,
        "label": told % numbers,
        "received": tally.received,
    }


@register.inclusion_tag("parts/_arithmetic.html")
def arithmetic(campaign, tally):
    """What the received ones add up from, each with its list and the cell that stands for it in the picture."""
    labels = (gettext("在辦"), gettext("辦結"), gettext("不予受理"), gettext("併案"), gettext("撤回"))
    parts = [
        {
            "label": label,
            "number": getattr(tally, part),
            "url": board(campaign, part),
            "part": part,
            "key": key_of(part),
        }
        for label, part in zip(labels, SHAPES, strict=True)
    ]
    return {"received": tally.received, "parts": parts}
