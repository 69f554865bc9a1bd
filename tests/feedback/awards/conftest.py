"""A campaign in its last phase, and the people who award."""

from datetime import date

import pytest

from feedback.models import Phase
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW


@pytest.fixture
def campaign(db):
    campaign = factories.make_campaign()
    factories.make_phase(
        campaign=campaign, kind=Phase.Kind.AWARD, starts_on=date(2020, 11, 25), ends_on=date(2020, 12, 20)
    )
    factories.make_phase(campaign=campaign, starts_on=date(2020, 11, 1), ends_on=date(2020, 12, 10))
    return campaign


@pytest.fixture
def second(db):
    """Another one who may decide."""
    return factories.make_user(username="decider", roles=[Role.ADMINISTRATOR])


@pytest.fixture
def suggest(campaign, office):
    """Makes a suggestion of the campaign, public unless it says otherwise."""

    def made(*, stage=Stage.CLOSED, is_released=True, **fields):
        suggestion = factories.make_suggestion(stage=stage, campaign=campaign, has_consent=True, **fields)
        if is_released:
            factories.release(suggestion)
        return suggestion

    return made


@pytest.fixture
def award(supervisor, second):
    """Nominates, proposes and decides by the verbs; gives the nomination."""
    from feedback.awards import verbs

    def awarded(suggestion, grade="first"):
        nomination = verbs.nominate(suggestion, "", by=supervisor, now=NOW)
        verbs.propose(nomination, grade, by=supervisor, now=NOW)
        verbs.decide(nomination, grade, by=second, now=NOW)
        return nomination

    return awarded
