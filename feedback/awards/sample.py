"""The awards of the sample's closed round: a few of each class, one name in three shown with a consent."""

from datetime import timedelta

from django.contrib.auth.models import User

from feedback.awards import verbs
from feedback.awards.rules import Consent, Grade
from feedback.models import Campaign, Suggestion
from feedback.rules.phases import PhaseKind
from feedback.rules.reasons import Adoption
from feedback.sample.days import moment
from feedback.sample.parts import sample_part

COUNTS = {Grade.FIRST: 2, Grade.SECOND: 3, Grade.THIRD: 4}
NAMED = 3  # of so many awarded ones, one agreed to have the name shown


@sample_part(70)
def load_awards(cast, now):
    campaign = Campaign.objects.get(slug="sanmin-2020")
    phase = campaign.phases.filter(kind=PhaseKind.AWARD).first()
    if not phase:
        return
    decider = User.objects.get(username="administrator")
    grades = [grade for grade, count in COUNTS.items() for _place in range(count)]
    adopted = Suggestion.objects.filter(campaign=campaign, outcome=Adoption.ADOPTED).public().order_by("pk")
    for place, (suggestion, grade) in enumerate(zip(adopted, grades, strict=False)):
        at = moment(phase.starts_on, place)
        nomination = verbs.nominate(suggestion, "改動小，受益的人多。", by=cast.supervisor, now=at)
        verbs.propose(nomination, grade, by=cast.supervisor, now=at)
        at += timedelta(days=1)
        verbs.decide(nomination, grade, by=decider, now=at)
        if place % NAMED == 0:
            verbs.show_name(
                nomination, f"示例市民{place + 1}", Consent.BY_PHONE, is_by_guardian=False, by=cast.supervisor, now=at
            )
