"""What awards put into the frame of the site: a line on the page of their campaign, and what a new one takes along."""

from feedback.awards import ledger  # noqa: F401  reads again what the ledger says of them
from feedback.awards.models import Award, Nomination, Quota
from feedback.awards.views import has_awards
from feedback.records.erasing import desk_pages, holds_words, pages_of
from feedback.rounds.copying import copied
from portal.frame import CAMPAIGN_PAGE

holds_words("awards.Nomination", empty=("note",))
# The award stands; the name goes with the consent to show it.
CONSENT = {"consented_at": None, "consent_by": None, "is_by_guardian": False}
holds_words("awards.Award", empty=("name", "consent"), told=("reason",), **CONSENT)


@desk_pages
def of_nominations(suggestion):
    keys = Nomination.objects.filter(suggestion=suggestion).values_list("pk", flat=True)
    return [pages_of("awards_nomination", key) for key in keys]


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
