"""How somebody signs in, for tests."""

import base64

from django.urls import reverse
from django_otp.oath import TOTP

from tests.factories import at

PASSWORD = "a long sample password"
HOME = "admin:index"
NOW = at("2020-12-01 10:00")


def give_password(client, *, username="triage", password=PASSWORD, **extra):
    return client.post(reverse("admin:login"), {"username": username, "password": password}, **extra)


def code_at(key, moment):
    totp = TOTP(base64.b32decode(key.replace(" ", "")))
    totp.time = moment.timestamp()
    return f"{totp.token():06d}"


def enrol(client, moment=NOW):
    """Through the page of the first login: (key, codes on paper)."""
    key = client.get(reverse("staff_enrol")).context["key"]
    response = client.post(reverse("staff_enrol"), {"code": code_at(key, moment)})
    return key, response.context["codes"]


def is_in(client):
    return client.get(reverse(HOME)).status_code == 200
