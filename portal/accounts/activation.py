"""開通碼: by which somebody gives an account its password, so that nobody else ever knows one.

A code is shown once, on a slip. Until it is used the account keeps, in place of a password, the code's keyed digest
with the last day on which it is taken: no text opens such an account, and a password that is set by whatever way
voids the code.
"""

import secrets
from datetime import date, timedelta

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from portal.tables.encrypted import lookup_key

DIGITS = 16
DAYS = 14
MARK = f"{UNUSABLE_PASSWORD_PREFIX}activation:"


def issue(user, *, now):
    """A code in clear, to be shown once; what opened the account before opens it no longer. Saves nothing."""
    code = str(secrets.randbelow(10**DIGITS)).zfill(DIGITS)
    until = timezone.localdate(now) + timedelta(days=DAYS)
    user.password = f"{MARK}{until.isoformat()}:{_digest(user.username, code)}"
    return " ".join(code[start : start + 4] for start in range(0, DIGITS, 4))


def is_awaited(user):
    """Whether the account waits for its owner to set a password by a code."""
    return user.password.startswith(MARK)


def opens(user, code, *, today):
    """Whether `code`, digits alone, is the one of `user`, and is taken still."""
    if not is_awaited(user):
        return False
    until, _colon, digest = user.password.removeprefix(MARK).partition(":")
    return today <= date.fromisoformat(until) and constant_time_compare(digest, _digest(user.username, code))


def _digest(username, code):
    return lookup_key(f"activation:{username}:{code}")


class Backend(BaseBackend):
    """Asked by the page of the code alone; wrong ones are counted as wrong passwords are."""

    def authenticate(self, request, username, activation_code):
        user = User.objects.filter(username=username, is_active=True, is_staff=True).first()
        return user if user and opens(user, activation_code, today=timezone.localdate()) else None
