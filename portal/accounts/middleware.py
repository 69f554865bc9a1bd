"""How long staff stay signed in, and that a password alone is not enough."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

BEGUN, SEEN = "begun_at", "seen_at"
WRITTEN_EVERY = 60  # seconds: not each request writes that somebody is still there
HALF_WAY = 10 * 60  # seconds between password and code


def staff_sessions(get_response):
    """End a session that is idle or old; until the second factor is given, its owner is nobody.

    Whoever gave the password alone is `request.half_signed_in`, and at the desk is led to the page of the code.
    A visitor without a session costs nothing here.
    """

    def middleware(request):
        request.half_signed_in = None
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            _end_or_go_on(request, timezone.now().timestamp())
            if request.user.is_authenticated and settings.STAFF_TOTP and not request.user.is_verified():
                request.half_signed_in, request.user = request.user, AnonymousUser()
                if _is_desk_page(request):
                    return redirect(f"{reverse('staff_code')}?{urlencode({'next': request.get_full_path()})}")
        return get_response(request)

    return middleware


def _end_or_go_on(request, now):
    session = request.session
    begun, seen = session.setdefault(BEGUN, now), session.setdefault(SEEN, now)
    is_half = settings.STAFF_TOTP and not request.user.is_verified()
    longest = HALF_WAY if is_half else settings.STAFF_SESSION_HOURS * 3600
    if now - begun > longest or now - seen > settings.STAFF_IDLE_MINUTES * 60:
        logout(request)
        messages.info(request, _("登入已經超時，請重新登入。"))
    elif now - seen > WRITTEN_EVERY:
        session[SEEN] = now


def _is_desk_page(request):
    """A page of the desk that is not on the way to it."""
    on_the_way = {reverse("staff_code"), reverse("staff_enrol")}
    is_login = request.path == reverse("admin:login") and request.method == "POST"
    return request.path.startswith(reverse("admin:index")) and request.path not in on_the_way and not is_login
