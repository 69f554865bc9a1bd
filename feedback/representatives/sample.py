"""The sample's applicants: sixty who applied for this year's round while its phase was open, all found eligible."""

from datetime import date, timedelta

from django.utils import timezone

from feedback.models import Campaign, District, Phase
from feedback.representatives import verbs
from feedback.representatives.models import Application, Quota, Terms
from feedback.representatives.rules import Dimension
from feedback.sample.days import moment
from feedback.sample.parts import sample_part

APPLICANTS = 60
SEATS, SUBSTITUTES = 20, 5
SEATS_OF_DISTRICTS = (4, 4, 3, 3, 1, 1, 1, 1, 1, 1)
FIRST_BIRTH, DAYS_BETWEEN = date(1948, 3, 5), 351  # from one to the next: from old to young


@sample_part(20)
def load(cast, now):
    today = timezone.localdate(now)
    campaign = Campaign.objects.get(kind=Campaign.Kind.SANMIN, year=today.year)
    phase = campaign.phases.get(kind=Phase.Kind.APPLY)
    terms = Terms.objects.create(campaign=campaign, seats=SEATS, substitutes=SUBSTITUTES, by_age_band=False)
    districts = list(District.objects.all())
    Quota.objects.bulk_create(
        Quota(terms=terms, dimension=Dimension.DISTRICT, value=district.code, seats=seats)
        for district, seats in zip(districts, SEATS_OF_DISTRICTS, strict=True)
    )
    days = (phase.ends_on - phase.starts_on).days + 1
    for place in range(APPLICANTS):
        verbs.apply(
            campaign, flow_digest="", now=moment(phase.starts_on + timedelta(days=place * days // APPLICANTS), place),
            name=f"示例市民{place + 1:02}", contact=f"sample-{place + 1:02}@example.org",
            born_on=FIRST_BIRTH + timedelta(days=DAYS_BETWEEN * place), district=_district(districts, place),
        )  # fmt: skip
    keys = Application.objects.of(campaign).values_list("pk", flat=True)
    verbs.find_eligible(list(keys), by=cast.triage, now=moment(phase.ends_on + timedelta(days=1), 0))


def _district(districts, place):
    """Two thirds from the city, a third from all over."""
    return districts[place % 4 if place % 3 else place // 3 % len(districts)]
