"""What is counted of a day for the ledger: what was done on it by the clock of this city, and nothing of another."""

from datetime import date

import pytest

from feedback.following import verbs as following
from feedback.following.models import Follow
from feedback.following.subjects import Subject
from feedback.models import Phase
from feedback.opinions.models import Participant, SectionOpinion
from feedback.records.supports import Support
from portal.ledger.days import TOTALS
from tests import factories
from tests.factories import at

pytestmark = pytest.mark.django_db

MOMENTS = [at(f"2020-{told}") for told in ("11-30 23:50", "12-01 00:10", "12-01 23:50", "12-02 00:10")]


def supports():
    suggestion = factories.make_suggestion(has_consent=True)
    for number, moment in enumerate(MOMENTS):
        Support.objects.create(suggestion=suggestion, browser_digest=f"{number:064}", at=moment)


def follows():
    """One more was asked for and is not confirmed."""
    subject = Subject("unit", factories.make_unit())
    for number, moment in enumerate(MOMENTS):
        following.ask(subject, f"{number}@example.com", language="en", now=moment)
        following.confirm(Follow.objects.latest("pk").pk, now=moment)
    following.ask(subject, "another@example.com", language="en", now=MOMENTS[1])


def opinions():
    campaign = factories.make_campaign()
    for number, moment in enumerate(MOMENTS):
        person = Participant.objects.create(campaign=campaign, browser_digest=f"{number:064}")
        SectionOpinion.objects.create(participant=person, section=None, question="work", answer="yes", at=moment)


def applications():
    campaign = factories.make_campaign()
    first, *_between, last = (moment.date() for moment in MOMENTS)
    factories.make_phase(campaign=campaign, kind=Phase.Kind.APPLY, starts_on=first, ends_on=last)
    for number, moment in enumerate(MOMENTS):
        factories.make_application(campaign=campaign, contact=f"1380000000{number}", now=moment)


def representatives():
    campaign = factories.make_campaign()
    for number, moment in enumerate(MOMENTS):
        factories.make_representative(campaign=campaign, contact=f"1390000000{number}", now=moment)


MADE = {made.__name__: made for made in (applications, follows, opinions, representatives, supports)}


def test_every_total_is_tried():
    assert {*TOTALS} == {*MADE}


@pytest.mark.parametrize("name", MADE)
def test_of_a_day_is_counted_what_was_done_on_it(name):
    MADE[name]()
    assert TOTALS[name](date(2020, 12, 1)) == 2
