"""What is looked at before a talk is published, and before it is closed."""

from django.utils.translation import gettext, ngettext

from feedback.models import Campaign
from feedback.parts.board_address import board_address
from feedback.rounds.closing import Finding, closing_check
from feedback.rounds.publishing import publishing_check
from feedback.rules.workflow import Refused
from feedback.talks import verbs
from feedback.talks.models import Talk
from feedback.talks.questions import questions_of


@publishing_check(10)
def is_whole(campaign, now):
    """A talk is announced with all that citizens are told of it; one that was drafted as a campaign is none."""
    if campaign.kind != Campaign.Kind.LIVE:
        return
    talk = Talk.objects.for_page().filter(campaign=campaign).first()
    why = verbs.missing(talk, now) if talk else gettext("在線懇談請在「懇談」裡起草。")
    if why:
        raise Refused(why)


@closing_check(15)
def not_answered(campaign, now):
    """What was asked in a talk is answered before the talk is closed: that is what was promised."""
    talk = Talk.objects.filter(campaign=campaign).first()
    count = questions_of(talk).unanswered().count() if talk else 0
    if not count:
        return []
    told = ngettext("還有 %(count)s 件提問沒有答覆。", "還有 %(count)s 件提問沒有答覆。", count) % {"count": count}
    return [Finding(told, blocks=True, url=board_address(campaign=campaign.slug, tally="open"))]
