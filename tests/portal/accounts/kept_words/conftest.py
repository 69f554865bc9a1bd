"""An officer at a browser, who loses what was typed."""

import pytest
from django.test import Client

from feedback.rules.reasons import Adoption
from feedback.rules.workflow import Stage, Verb
from portal.tables.kept_words import KeptWords
from tests import factories
from tests.portal.accounts.kept_words.browsing import NOW, do, hidden, make_officer, sign_in


@pytest.fixture(autouse=True)
def clock(time_machine, settings):
    """It stands still until a test moves it; a password is enough to sign in."""
    settings.STAFF_TOTP = False
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def officer(office):
    return make_officer("officer", office.unit)


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def lost(browser, officer):
    """An officer whose answer was sent with a page that had expired: (suggestion, kept)."""
    sign_in(browser)
    working = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    data = hidden(browser.get(do(working, Verb.DRAFT_REPLY)))
    data |= {"body": "起草時寫的話。", "outcome": Adoption.NOT_ADOPTED, "outcome_reason": "路窄。", "is_checked": "on"}
    del browser.cookies["csrftoken"]
    browser.post(do(working, Verb.DRAFT_REPLY), data)
    return working, KeptWords.objects.get()
