"""The address a monitor asks."""

import pytest


@pytest.mark.django_db
def test_monitor_hears_that_the_site_works(client):
    response = client.get("/healthz/")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_health_only_answers_reading(client):
    assert client.post("/healthz/").status_code == 405
