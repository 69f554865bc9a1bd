"""What citizens do one by one stands in the ledger as a number of the day: each counted by the clock of the office."""

from datetime import date

import pytest

from feedback.following.models import Follow
from feedback.models import Campaign
from feedback.opinions.models import Participant, SectionOpinion
from feedback.opinions.rules import ANSWERS, Question
from feedback.records.supports import Support
from feedback.representatives.models import Application, Representative
from feedback.representatives.rules import Source
from portal.ledger import days
from tests import factories
from tests.factories import at

pytestmark = pytest.mark.django_db

DAY, WELL = date(2020, 12, 1), next(iter(ANSWERS[Question.WORK]))
# The first and the last of the day, and what is not of it any more.
MOMENTS = [at("2020-11-30 23:59"), *[at("2020-12-01 00:00")] * 3, *[at("2020-12-01 23:59")] * 2, at("2020-12-02 00:00")]


def test_of_each_five_of_seven_are_of_the_day(office):
    campaign, suggestion = Campaign.objects.get(kind=Campaign.Kind.OPEN), factories.make_suggestion()
    district = factories.make_district()

    def of_one(number):
        return {"campaign": campaign, "name": "示例市民", "contact": f"1380000{number:04}", "contact_key": f"{number}"}

    for number, moment in enumerate(MOMENTS):
        Support.objects.create(suggestion=suggestion, browser_digest=f"{number}", at=moment)
        browser = Participant.objects.create(campaign=campaign, browser_digest=f"{number}")
        SectionOpinion.objects.create(participant=browser, question=Question.WORK, answer=WELL, at=moment)
        Follow.objects.create(
            suggestion=suggestion, address=f"{number}", address_key=f"{number}", language="zh-hant", asked_at=moment,
            confirmed_at=moment,
        )  # fmt: skip
        Application.objects.create(**of_one(number), label=f"{number}", district=district, applied_at=moment)
        Representative.objects.create(**of_one(number), number=number, source=Source.ENTERED, entered_at=moment)
    counted = days.totals(DAY)
    names = ("applications", "follows", "opinions", "representatives", "supports")
    assert {name: counted.get(name) for name in names} == dict.fromkeys(names, 5)
