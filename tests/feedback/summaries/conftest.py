"""A campaign with something of everything, whose phases are over, and the people who close it."""

from datetime import date

import pytest

from feedback.models import Phase
from feedback.rounds import verbs as rounds
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import at

CLOSED = at("2021-03-01 10:00")


@pytest.fixture
def campaign(db):
    campaign = factories.make_campaign()
    days = {"starts_on": date(2020, 11, 23), "ends_on": date(2021, 2, 20)}
    for kind in (Phase.Kind.COLLECT, Phase.Kind.AWARD):
        factories.make_phase(campaign=campaign, kind=kind, **days)
    return campaign


@pytest.fixture
def suggest(campaign, office):
    """Makes a suggestion of the campaign, public unless it says otherwise."""

    def made(stage=Stage.CLOSED, *, is_released=True, **fields):
        suggestion = factories.make_suggestion(stage=stage, campaign=campaign, has_consent=True, **fields)
        if is_released and stage != Stage.WITHDRAWN:
            factories.release(suggestion)
        return suggestion

    return made


@pytest.fixture
def closers(db):
    """The two who close it."""
    roles = {"closer": Role.ADMINISTRATOR, "second-closer": Role.SUPERVISOR}
    return [factories.make_user(username=name, roles=[role]) for name, role in roles.items()]


@pytest.fixture
def close(campaign, closers):
    """Closes the campaign by two people, at `CLOSED`."""

    def closed():
        one, other = closers
        rounds.propose_close(campaign, by=one, now=CLOSED)
        rounds.close(campaign, by=other, now=CLOSED)
        return campaign.frozen_summary

    return closed
