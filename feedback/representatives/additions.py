"""What 市民代表 put into the page of a campaign, and what next year's campaign takes along."""

from django.utils import timezone

from feedback.representatives import ledger  # noqa: F401  its totals of a day
from feedback.representatives.models import Quota, Terms
from feedback.representatives.numbers import Numbers
from feedback.rounds.copying import copied
from feedback.rules.phases import Act
from portal.frame import CAMPAIGN_PAGE


@CAMPAIGN_PAGE.block(30, "representatives/_campaign.html")
def representatives(campaign, now):
    """Nothing for a campaign without representatives."""
    numbers = Numbers(campaign, timezone.localdate(now))
    if not numbers.has_any:
        return {}
    opening = campaign.opening(Act.APPLY, timezone.localdate(now))
    return {"campaign": campaign, "numbers": numbers, "opening": opening}


@copied(20)
def terms(old_campaign, new_campaign):
    """The terms with their quotas; a campaign without any has the defaults, and so has its successor."""
    old = Terms.objects.filter(campaign=old_campaign).first()
    if not old:
        return
    names = [field.name for field in Terms._meta.fields if field.name not in ("id", "campaign")]
    new = Terms.objects.create(campaign=new_campaign, **{name: getattr(old, name) for name in names})
    Quota.objects.bulk_create(
        Quota(terms=new, dimension=quota.dimension, value=quota.value, seats=quota.seats) for quota in old.quotas.all()
    )
