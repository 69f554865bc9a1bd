"""The language of the desk: chosen by whoever works there, kept in a cookie, and taken by every address of the desk.

Public pages know nothing of it: they are in the language of their address, for everybody.
"""

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from portal.reading.text import SIMPLIFIED
from portal.serving.addresses import is_ours, prefixed

COOKIE = "desk-language"
SECONDS = 365 * 24 * 3600
# What browsers of the mainland, of Singapore and of Malaysia say.
SAYS_SIMPLIFIED = ("zh", "zh-cn", "zh-sg", "zh-my", "zh-hans")


def chosen(request):
    """The language that was chosen in this browser, or None."""
    language = request.COOKIES.get(COOKIE)
    return language if language in dict(settings.LANGUAGES) else None


def keep(response, language):
    response.set_cookie(
        COOKIE, language, max_age=SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def followed(get_response):
    """Middleware: a page of the desk is read in the language that was chosen, whichever its link names."""

    def middleware(request):
        language = chosen(request)
        is_read = request.method in ("GET", "HEAD") and language not in (None, get_language())
        if not is_read or not is_at_desk(request.path):
            return get_response(request)
        response = redirect(prefixed(request.get_full_path(), language))
        add_never_cache_headers(response)
        return response

    return middleware


def is_at_desk(path):
    return path.startswith(reverse("admin:index"))


def way(address, language):
    """The page of the desk at `address` in `language`; whatever else is sent leads to the home of the desk."""
    home = prefixed(reverse("admin:index"), language)
    own = prefixed(address, language) if is_ours(address) else home
    return own if own.startswith(home) else home


def offers_simplified(request):
    """Whether the sign-in page says that there is a desk in Simplified characters: nobody chose, the browser asks."""
    if chosen(request) or get_language() == SIMPLIFIED:
        return False
    asked = parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
    chinese = next((tag for tag, _weight in asked if tag.partition("-")[0] == "zh"), "")
    return chinese in SAYS_SIMPLIFIED or chinese.startswith("zh-hans-")
