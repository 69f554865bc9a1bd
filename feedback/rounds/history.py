"""The public history of a campaign in sentences."""

from datetime import date

from django.utils.translation import gettext

from feedback.rounds.rules import CampaignVerb
from feedback.rules.phases import PhaseKind, day_told


def sentence(event):
    """What happened, for everybody; its reason and its findings stand beside it."""
    match event.verb:
        case CampaignVerb.PUBLISH:
            return gettext("活動公布。")
        case CampaignVerb.CLOSE:
            return gettext("活動結束。")
        case CampaignVerb.CHANGE:
            names = gettext("、").join(gettext(name) for name in event.details["fields"])
            return gettext("修改了%(names)s。") % {"names": names}
        case CampaignVerb.EXTEND:
            return _extended(**event.details)
        case CampaignVerb.PROPOSE_CLOSE:
            return gettext("提請結束。")
        case CampaignVerb.DROP_CLOSE:
            return gettext("撤回結束的提請。")
    return gettext("起草。")


def _extended(*, phase, to, **details):
    places = {"phase": PhaseKind(phase).label, "to": day_told(date.fromisoformat(to))}
    if not details["from"]:
        return gettext("「%(phase)s」定於%(to)s截止。") % places
    places["from"] = day_told(date.fromisoformat(details["from"]))
    return gettext("「%(phase)s」由%(from)s延長到%(to)s。") % places
