"""The clock, and an officer who may sign in."""

import pytest
from django.test import Client

from feedback.rules.roles import Role
from tests import factories
from tests.portal.accounts.signing_in.entering import NOW, PASSWORD, enrol, give_password, is_in


@pytest.fixture(autouse=True)
def _second_factor(settings):
    settings.STAFF_TOTP = True


@pytest.fixture(autouse=True)
def clock(time_machine):
    """It stands still until a test moves it."""
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def officer(db):
    user = factories.make_user(username="triage", roles=[Role.TRIAGE])
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def enrolled(officer):
    """Who has an app and codes, and is signed out again."""
    client = Client()
    give_password(client)
    return enrol(client)


@pytest.fixture
def signed_in(client, officer, settings):
    settings.STAFF_TOTP = False
    give_password(client)
    assert is_in(client)
    return client
