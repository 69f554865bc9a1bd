"""What the ledger says of campaigns: published, changed, extended, moved, closed, and how each then stood."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign
from feedback.rounds.models import CampaignEvent
from feedback.rounds.telling import told
from portal.frame import Places
from portal.ledger.acts import Changing
from portal.ledger.append import moment
from portal.ledger.registries import names

STATED = Places()
WRITTEN = ("kind", "year", "title", "title_en", "summary", "summary_en", "requires_contact", "rating_days")
VERBS = ("publish", "change", "extend", "reschedule", "close")


def stated(place):
    """Mark a function of a campaign that returns more of what is promised with it: {name: value}."""
    return lambda state: STATED.add(place, state)


def state(campaign):
    """A campaign as it is promised, with the days of its phases; those of a talk follow from its hours."""
    phases = [] if campaign.talk_on else [_phase(one) for one in campaign.phases.all()]
    said = {name: getattr(campaign, name) for name in WRITTEN}
    said |= {"phases": phases, "closed": moment(campaign.closed_at) if campaign.closed_at else ""}
    for more in STATED:
        said |= more(campaign)
    return said


def _phase(phase):
    ends_on = moment(phase.ends_on) if phase.ends_on else ""
    return {"kind": phase.kind, "note": phase.note, "starts": moment(phase.starts_on), "ends": ends_on}


def _fields(campaign):
    """How it stands, and what was done last; nothing was of one that is there from the start."""
    return {"campaign": state(campaign)} | ({"done": _done(campaign.done[-1])} if campaign.done else {})


def _done(event):
    return {"verb": event.verb, "at": moment(event.at), "reason": event.reason, "details": event.details}


def _campaigns():
    done = Prefetch("events", CampaignEvent.objects.public().in_order(), to_attr="done")
    return Campaign.objects.published().prefetch_related("phases", done)


CHANGED = Changing(
    *(f"campaign_{verb}" for verb in VERBS), standing="standing_campaign", subject="campaign", key="slug",
    rows=_campaigns, fields=_fields, public=Campaign.objects.published, tells_history=True,
)  # fmt: skip


@told
def written(event):
    """What is done to a draft, or proposed, nobody reads."""
    if event.is_public:
        CHANGED.write(event.campaign, event.at, kind=f"campaign_{event.verb}")


names("campaign", _("活動"), rows=Campaign.objects.published, key="slug")
