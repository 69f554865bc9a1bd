"""What awards put into the frame of the site: a line on the page of their campaign, and what a new one takes along."""

from feedback.awards.models import Award, Quota
from feedback.awards.views import has_awards
from feedback.rounds.copying import copied
from portal.frame import CAMPAIGN_PAGE


@CAMPAIGN_PAGE.block(70, "awards/_campaign.html")
def awarded(campaign, now):
    counts = Award.objects.standing().filter(campaign=campaign).counts()
    return {
        "has_awards": any(counts.values()) or has_awards(campaign),
        "counts": [(grade, count) for grade, count in counts.items() if count],
    }


@copied(70)
def numbers(old, new):
    """按去年的辦法: the numbers of the classes, where they were set."""
    quota = Quota.of(old)
    if quota.pk:
        Quota.objects.create(campaign=new, first=quota.first, second=quota.second, third=quota.third)
