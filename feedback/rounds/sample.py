"""The life of the sample's campaigns: published by two, one extended, the round of 2020 closed."""

from datetime import date, timedelta

from django.contrib.auth.models import User

from feedback.models import Campaign
from feedback.rounds import verbs
from feedback.rounds.rules import CampaignVerb
from feedback.rules.phases import PhaseKind
from feedback.sample.days import moment
from feedback.sample.parts import sample_part


@sample_part(5)
def publish(cast, now):
    """Of rounds that stand already, what would have been written down when they were published."""
    administrator = User.objects.get(username="administrator")
    for campaign in Campaign.objects.filter(kind=Campaign.Kind.SANMIN).order_by("year"):
        begun = moment(campaign.phases.first().starts_on - timedelta(days=3), 0)
        events = campaign.events
        events.create(verb=CampaignVerb.DRAFT, by=administrator, at=begun - timedelta(days=4))
        events.create(verb=CampaignVerb.PUBLISH, by=cast.supervisor, at=begun, is_public=True)


@sample_part(10)
def extend(cast, now):
    """In the round that runs, citizens got five days more."""
    campaign = Campaign.objects.filter(kind=Campaign.Kind.SANMIN).newest_first()[0]
    phase = campaign.phases.get(kind=PhaseKind.COLLECT)
    reason = "有市民反映時間緊，多留五天。"
    at = now - timedelta(days=3)
    verbs.extend(phase, phase.ends_on + timedelta(days=5), reason=reason, by=cast.supervisor, now=at)


@sample_part(90)
def close_2020(cast, now):
    """After all that later apps put into the round."""
    campaign = Campaign.objects.get(slug="sanmin-2020")
    verbs.propose_close(campaign, by=cast.supervisor, now=moment(date(2021, 3, 4), 3))
    verbs.close(campaign, by=User.objects.get(username="administrator"), now=moment(date(2021, 3, 5), 7))
