"""The public history of a campaign in sentences."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
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
        case CampaignVerb.RESCHEDULE:
            return _rescheduled(**event.details)
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


def _rescheduled(*, starts, ends, opens):
    """Each a pair of moments: as it was announced before, and as it is now."""
    if starts[0] != starts[1]:
        told = gettext("懇談由%(from)s改到%(to)s，%(ends)s結束。")
        return told % {"from": _moment(starts[0]), "to": _moment(starts[1]), "ends": _moment(ends[1])}
    if ends[0] != ends[1]:
        return gettext("懇談的結束時間由%(from)s改到%(to)s。") % {"from": _moment(ends[0]), "to": _moment(ends[1])}
    return gettext("開始徵集的時間由%(from)s改到%(to)s。") % {"from": _moment(opens[0]), "to": _moment(opens[1])}


def _moment(written):
    return date_format(timezone.localtime(datetime.fromisoformat(written)), "DATETIME_FORMAT")
