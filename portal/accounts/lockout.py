"""Lock-out after failed logins; django-axes counts them."""

from datetime import timedelta

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from axes.utils import reset
from django.conf import settings
from django.db.models import Sum
from django.shortcuts import render

from portal.serving import visitors

LONGEST_NAME = 150  # characters of an account's


class Handler(AxesDatabaseHandler):
    """Axes locks a name out from one network; this one also slows a network that tries one name after the other."""

    def is_locked(self, request, credentials=None):
        request.is_network_slowed = is_slowed(request.axes_ip_address, request.axes_attempt_time)
        return request.is_network_slowed or super().is_locked(request, credentials)


def is_slowed(network, now):
    """Whether so many logins failed from `network` that it has to wait, whatever names they were of.

    A name that signed in since counts no more: an office on a Monday morning clears itself, a list of names does not.
    No account is touched: from elsewhere each one signs in.
    """
    since = now - timedelta(minutes=settings.STAFF_LOCK_MINUTES)
    failed = AccessAttempt.objects.filter(ip_address=network, attempt_time__gt=since)
    count = failed.aggregate(count=Sum("failures_since_start"))["count"] or 0
    return 0 < settings.STAFF_NETWORK_TRIES <= count


def address(request):
    """Where a login comes from, as `trusted_proxies` found it; of IPv6 its /64, all of which one machine may use."""
    return visitors.network(request)


def name(request, credentials):
    """The name that a login is counted under, whatever was typed: what cannot be stored is some name of no account."""
    typed = (credentials or {}).get("username")
    if typed is None:
        return None
    kept = typed[:LONGEST_NAME].encode(errors="replace").decode().replace("\0", "?")
    return kept if len(typed) <= LONGEST_NAME else f"{kept}…"


def locked(request, response, credentials, *args):
    """The response to a login that is locked out."""
    told = {"minutes": settings.STAFF_LOCK_MINUTES, "is_network_slowed": getattr(request, "is_network_slowed", False)}
    return render(request, "admin/locked.html", told, status=429)


def unlock(username):
    """Let `username` sign in again from everywhere."""
    reset(username=username)


def forget_logins(before):
    """Delete what is known of logins earlier than `before`."""
    for log in (AccessLog, AccessFailureLog, AccessAttempt):
        log.objects.filter(attempt_time__lt=before).delete()
