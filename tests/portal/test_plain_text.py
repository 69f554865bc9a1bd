"""What no database can store is turned away before it gets there."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize("address", ["/suggestions/?category=%00", "/reports/figures/%00/", "/desk/?a=%00"])
def test_an_address_with_a_nul_is_a_bad_request(client, address):
    assert client.get(address).status_code == 400


@pytest.mark.django_db
def test_a_session_cookie_that_is_none_is_dropped(client):
    client.cookies["sessionid"] = "\\000\\000"
    assert client.get(reverse("home")).status_code == 200
