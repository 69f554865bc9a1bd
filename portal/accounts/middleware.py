"""How long staff stay signed in, that a password alone is not enough, and that nothing typed is lost by either."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext

from portal.accounts.giving_back import given_back
from portal.accounts.language import is_at_desk
from portal.serving.outage import is_unavailable

BEGUN, SEEN = "begun_at", "seen_at"
WRITTEN_EVERY = 60  # seconds: not each request writes that somebody is still there
HALF_WAY = 10 * 60  # seconds between password and code


def staff_sessions(get_response):
    """End a session that is idle or old; until the second factor is given, its owner is nobody.

    Whoever gave the password alone is `request.half_signed_in`, and at the desk is led to the page of the code. Other
    pages learn who it is only when they ask: those that are the same for all go on asking nothing.
    """

    def middleware(request):
        request.half_signed_in = None
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            found = request.user
            request.user = SimpleLazyObject(lambda: _settled(request, found))
        if not is_at_desk(request.path):
            return get_response(request)
        if request.user.is_anonymous and _must_give_code(request):
            response = redirect(f"{reverse('staff_code')}?{urlencode({'next': request.get_full_path()})}")
        else:
            response = get_response(request)
        return given_back(request, response) if request.method == "POST" else response

    return middleware


def _settled(request, user):
    """`user`, or nobody when the session has ended or the second factor is missing."""
    if not user.is_authenticated:
        return user
    is_half = settings.STAFF_TOTP and not user.is_verified()
    if not _goes_on(request, timezone.now().timestamp(), longest=HALF_WAY if is_half else _longest()):
        _end(request, user)
        messages.info(request, gettext("登錄已經超時，請重新登錄。"))
        return AnonymousUser()
    if is_half:
        request.half_signed_in = user
        return AnonymousUser()
    return user


def _end(request, user):
    """Sign out; also where the database does not take that it is so: whoever comes again is judged again."""
    request.user = user  # whom the end is recorded of
    try:
        logout(request)
    except DatabaseError as error:
        if not is_unavailable(error):
            raise
        request.session.clear()
        request.user = AnonymousUser()


def _longest():
    return settings.STAFF_SESSION_HOURS * 3600


def _goes_on(request, now, *, longest):
    """Whether the session is neither idle nor older than `longest` seconds; notes now and then that it is in use."""
    session = request.session
    begun, seen = session.setdefault(BEGUN, now), session.setdefault(SEEN, now)
    if now - begun > longest or now - seen > settings.STAFF_IDLE_MINUTES * 60:
        return False
    if now - seen > WRITTEN_EVERY:
        session[SEEN] = now
    return True


def _must_give_code(request):
    """Whether the page has to wait; those of the code itself need not, nor another password that is being given."""
    is_login = request.path == reverse("admin:login") and request.method == "POST"
    is_on_the_way = is_login or request.path in {reverse("staff_code"), reverse("staff_enrol")}
    return request.half_signed_in is not None and not is_on_the_way
