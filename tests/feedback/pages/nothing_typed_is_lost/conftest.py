"""The day, and the browser in which somebody writes."""

import pytest
from django.test import Client

from tests.factories import NOW


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def client():
    """A browser that checks forms as in service, and says where they come from as today's do."""
    return Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})
