"""How a browser that said something without an account is known again: by a token in a signed cookie."""

from django.conf import settings
from django.utils.crypto import get_random_string, salted_hmac

COOKIE = "browser"
SALT = "feedback.browser"
KEPT_FOR = 365 * 24 * 60 * 60


def token_of(request):
    return request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=KEPT_FOR)


def new_token(request):
    """A token for a browser that has none: the same for a form that is sent twice before an answer has come."""
    secret = request.META.get("CSRF_COOKIE") or get_random_string(32)
    return salted_hmac(COOKIE, secret, secret=settings.RECEIPT_KEY, algorithm="sha256").hexdigest()[:32]


def digest(token, purpose=""):
    """What is stored of a token; nothing for none. Under another purpose it is another one: nothing links the two."""
    salt = f"{SALT}:{purpose}" if purpose else SALT
    return salted_hmac(salt, token, secret=settings.RECEIPT_KEY, algorithm="sha256").hexdigest() if token else ""


def keep(response, token):
    response.set_signed_cookie(
        COOKIE, token, salt=SALT, max_age=KEPT_FOR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response
