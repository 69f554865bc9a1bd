"""A ballot that is open, its people, and the three parts of its key."""

from dataclasses import dataclass
from datetime import date

import pytest

from feedback.ballots import verbs
from feedback.ballots.models import Ballot
from feedback.ballots.published import questions_of
from feedback.ballots.sealed import parts_of_key, sealing
from feedback.models import Phase, Unit
from feedback.representatives.models import Representative
from feedback.representatives.rules import Source
from feedback.rules.roles import Role
from tests import factories

VOTING = factories.at("2020-12-20 10:00")
AFTER = factories.at("2021-01-16 09:00")


@dataclass
class Round:
    """A ballot with a report, a bureau and a unit to be rated, and the codes of its representatives by number."""

    ballot: Ballot
    parts: list
    codes: dict
    private_key: bytes

    def cast(self, number, *places, now=VOTING):
        """Let representative `number` choose the options at `places`, counted from 1, None for a blank."""
        chosen = {
            question.pk: question.options.all()[place - 1].pk
            for question, place in zip(questions_of(self.ballot), places, strict=False)
            if place
        }
        verbs.cast(self.ballot, self.codes[number], chosen, clock=lambda: now)

    def fresh(self):
        return Ballot.objects.select_related("campaign").get(pk=self.ballot.pk)


def make_representative(*, campaign, number, **fields):
    return Representative.objects.create(
        campaign=campaign, number=number, name=f"示例市民{number}", source=Source.ENTERED,
        entered_at=factories.at("2020-12-09 09:00"), **fields,
    )  # fmt: skip


def make_round(*, representatives=3, units=1, year=2020):
    """The round of that year; whatever year it is, the ballot is held on the days of 2020."""
    campaign = factories.make_campaign(slug=f"sanmin-{year}", year=year)
    kind = Phase.Kind.RATE
    factories.make_phase(campaign=campaign, kind=kind, starts_on=date(2020, 12, 14), ends_on=date(2021, 1, 15))
    for number in range(units - Unit.objects.count()):
        factories.make_unit(name=f"示例單位{number}")
    ballot = verbs.draft(campaign)
    private, public = sealing.new_key()
    Ballot.objects.filter(pk=ballot.pk).update(public_key=public.hex(), key_parts_seen=True)
    administrator = factories.make_user(username=f"administrator-of-{year}", roles=[Role.ADMINISTRATOR])
    verbs.open_ballot(ballot, by=administrator, now=factories.at("2020-12-10 09:00"))
    for number in range(1, representatives + 1):
        make_representative(campaign=campaign, number=number)
    issued = verbs.issue(ballot, by=administrator)
    codes = {representative.number: code for representative, code in issued}
    parts = [parts_of_key.written(part) for part in parts_of_key.split(private, public)]
    return Round(Ballot.objects.get(pk=ballot.pk), parts, codes, private)


@pytest.fixture
def opened(db):
    return make_round()


@pytest.fixture
def administrator(db):
    return factories.make_user(username="administrator", roles=[Role.ADMINISTRATOR])
