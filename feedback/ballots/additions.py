"""What ballots put into the pages of a campaign, its close, the copy of it for the next year, and `/readyz/`."""

from django.utils import timezone
from django.utils.translation import gettext

from feedback.ballots import ledger  # noqa: F401  reads again what the ledger says of them
from feedback.ballots.models import Ballot, Option, Question
from feedback.ballots.published import questions_of
from feedback.office.campaigns import PREPARED
from feedback.rounds.closing import Finding, closing_check
from feedback.rounds.copying import copied
from feedback.rules.phases import Act
from portal.frame import CAMPAIGN_PAGE, WATCHED, Watch


@CAMPAIGN_PAGE.block(55, "ballots/_campaign.html")
def ballot_of(campaign, now):
    """The ballot of a campaign once its questions are published, and whether it can be voted in."""
    ballot = Ballot.objects.for_public().filter(campaign=campaign).first()
    if not ballot:
        return {}
    voted, invited = ballot.turnout()
    opening = campaign.opening(Act.BALLOT, timezone.localdate(now))
    return {"ballot": ballot, "campaign": campaign, "opening": opening, "voted": voted, "invited": invited}


def is_published(campaign):
    """Whether there is a ballot to vote in, or that was voted in."""
    return Ballot.objects.for_public().filter(campaign=campaign).exists()


PREPARED[Act.BALLOT] = is_published


@closing_check(30)
def uncounted(campaign, now):
    """A ballot that was opened has to be counted before the campaign is closed."""
    if not Ballot.objects.filter(campaign=campaign, state=Ballot.State.OPENED).exists():
        return []
    return [Finding(gettext("代表評議還沒有計票。"), blocks=True)]


@copied(30)
def questions_along(old, new):
    """The questions, options and weights of the old campaign, as a draft; the key is a new one each time."""
    before = Ballot.objects.filter(campaign=old).first()
    if not before:
        return
    weights = {"representatives_weight": before.representatives_weight, "daily_weight": before.daily_weight}
    ballot = Ballot.objects.create(campaign=new, **weights)
    for asked in questions_of(before):
        if asked.unit and not asked.unit.is_active:
            continue
        question = Question.objects.create(
            ballot=ballot, subject=asked.subject, unit=asked.unit, text=asked.text, text_en=asked.text_en,
            order=asked.order,
        )  # fmt: skip
        Option.objects.bulk_create(
            Option(question=question, text=row.text, text_en=row.text_en, weight=row.weight, order=row.order)
            for row in asked.options.all()
        )


def left_in_the_pages():
    """What is left of a counted ballot in the pages of the database is for nobody's copy."""
    if not Ballot.objects.uncompacted().exists():
        return ""
    return gettext("代表評議計票以後，數據庫裡的舊數據還沒有清理乾淨。清理完成以前，請不要備份數據庫。")


WATCHED.add(10, Watch("ballots", "uncleared", left_in_the_pages))
