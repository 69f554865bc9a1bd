"""The sample's draw: announced, drawn, and one seat taken over, among the applicants of the running round."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from feedback.draws import announcing, drawing, proposing
from feedback.draws.announcing import Lot
from feedback.draws.models import Lottery
from feedback.draws.rules import Why
from feedback.models import Campaign, Phase
from feedback.representatives.models import Application, Terms
from feedback.sample.days import moment
from feedback.sample.parts import sample_part

# 示例: nobody drew these.
NUMBERS = {"雙色球": [3, 8, 11, 20, 27, 33, 9], "超級大樂透": [2, 14, 15, 22, 35, 4, 11], "排列5": [7, 0, 0, 3, 9]}


@sample_part(40)
def load(cast, now):
    """Each step a day after the other, the first when applications are over."""
    today = timezone.localdate(now)
    campaign = Campaign.objects.filter(kind=Campaign.Kind.SANMIN, year=today.year, is_sample=True).first()
    phase = campaign and campaign.phases.filter(kind=Phase.Kind.APPLY, ends_on__lte=today - timedelta(days=6)).last()
    if not phase or Application.objects.eligible(campaign).count() < Terms.of(campaign).seats:
        return
    days = [phase.ends_on + timedelta(days=number) for number in range(1, 7)]
    lots = [Lot(Lottery.objects.get(name=name), f"{days[2]:%Y}{days[2]:%j}", days[2]) for name in NUMBERS]
    first, second = cast.supervisor, User.objects.get(username="administrator")
    draw = announcing.prepare(campaign, lots, by=first, now=moment(days[0], 1))
    announcing.announce(draw, by=second, now=moment(days[1], 1))
    for person in (first, second):
        drawing.enter_numbers(draw, list(NUMBERS.values()), by=person, now=moment(days[3], 1))
    label = draw.selections.get().chosen[-1]
    proposal = proposing.propose_substitute(draw, label, why=Why.RESIGNED, by=first, now=moment(days[4], 1))
    proposing.confirm(proposal, by=second, now=moment(days[5], 1))
