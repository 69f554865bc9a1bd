"""What 開放評議 puts into the frame of the site: at each section of a report, and on the page of a campaign."""

from django.utils import timezone

from feedback.models import Campaign
from feedback.opinions import ledger  # noqa: F401  its totals of a day
from feedback.opinions.models import OpinionCount, Participant
from feedback.opinions.rules import Standing, is_listed, standing
from feedback.opinions.subjects import Subject
from portal.frame import CAMPAIGN_PAGE, SECTION_FOOT


@SECTION_FOOT.block(10, "opinions/_section_foot.html")
def section_feet(report, now):
    """What is asked of each section with a text, or was said of it, in the newest round of this report."""
    today = timezone.localdate(now)
    rounds = Campaign.objects.published().filter(report=report).newest_first().prefetch_related("phases")
    stands = {campaign: standing(campaign, today) for campaign in rounds}
    campaign = next((one for one, stand in stands.items() if stand in (Standing.OPEN, Standing.OVER)), None)
    if not campaign:
        return {}
    is_over = stands[campaign] == Standing.OVER
    found = OpinionCount.objects.filter(campaign=campaign).results() if is_over else {}
    subjects = [subject for section in report.sections.all() if (subject := Subject(campaign, section)).is_asked]
    said = {subject.key: subject.results(found) for subject in subjects} if is_over else {}
    return {
        subject.key: {"subject": subject, "results": said.get(subject.key)}
        for subject in subjects
        if not is_over or any(result.total for result in said[subject.key])
    }


@CAMPAIGN_PAGE.block(25, "opinions/_campaign.html")
def open_rating(campaign, now):
    """Where everybody rates, and how many did; nothing of a round that was over before anybody could."""
    stand = standing(campaign, timezone.localdate(now))
    if stand == Standing.NEVER:
        return {"standing": ""}
    taking_part = Participant.objects.filter(campaign=campaign).count()
    is_told = is_listed(stand, taking_part)
    return {"campaign": campaign, "standing": stand if is_told else "", "taking_part": taking_part}
