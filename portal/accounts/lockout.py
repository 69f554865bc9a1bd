"""Lock-out after failed logins; django-axes counts them."""

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from axes.utils import reset
from django.conf import settings
from django.shortcuts import render


def address(request):
    """Where a login comes from, as `trusted_proxies` found it."""
    return request.META.get("REMOTE_ADDR") or None


def locked(request, response, credentials, *args):
    """What is answered to a login that is locked out."""
    return render(request, "admin/locked.html", {"minutes": settings.STAFF_LOCK_MINUTES}, status=429)


def unlock(username):
    """Let `username` sign in again from everywhere."""
    reset(username=username)


def forget_logins(before):
    """Delete what is known of logins earlier than `before`."""
    for log in (AccessLog, AccessFailureLog, AccessAttempt):
        log.objects.filter(attempt_time__lt=before).delete()
