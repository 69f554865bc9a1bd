"""The address a monitor asks."""

import pytest
from django.db import OperationalError, connection


@pytest.mark.django_db
def test_monitor_hears_that_the_site_works(client):
    response = client.get("/healthz/")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_monitor_hears_that_the_database_is_gone(client, monkeypatch):
    def gone():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", gone)
    client.raise_request_exception = False

    assert client.get("/healthz/").status_code == 503


def test_health_only_answers_reading(client):
    assert client.post("/healthz/").status_code == 405
