"""A number in an address of the desk that is the key of no talk, and of no row that a database could have."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

pytestmark = pytest.mark.django_db
PAGES = ("stage", "board", "calls", "transcript", "do")


@pytest.mark.parametrize("key", [1, 10**30])
def test_a_talk_that_is_not_there_is_not_found(client, key):
    client.force_login(User.objects.create_superuser("root"))
    more = {"do": ["reschedule"]}
    found = {page: client.get(reverse(f"admin:talks_talk_{page}", args=[key, *more.get(page, [])])) for page in PAGES}
    assert {page: answer.status_code for page, answer in found.items()} == dict.fromkeys(PAGES, 404)
