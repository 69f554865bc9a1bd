"""The cookie that holds one passage through the form together, and the draft that it leads to.

The cookie holds a random token alone; what was filled in lies encrypted in a `Draft` under the token's digest.
"""

from django.conf import settings

from feedback.models import Draft, Suggestion
from feedback.records.drafts import KEPT_FOR
from feedback.rules import receipts
from portal.tables.encrypted import Undecryptable

COOKIE = "flow"
SALT = "feedback.flow"
WHOLE = int(KEPT_FOR.total_seconds())


def token_of(request):
    return request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=WHOLE)


def draft_of(token):
    """The draft of this passage, or None; one whose key was removed is as good as gone."""
    try:
        return Draft.objects.filter(flow_digest=receipts.flow_digest(settings.RECEIPT_KEY, token)).first()
    except Undecryptable:
        return None


def keep_token(response, token, *, seconds):
    response.set_signed_cookie(
        COOKIE, token, salt=SALT, max_age=seconds, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def forget_token(response):
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def unsent(request):
    """The draft that this browser began and did not send, or None."""
    token = token_of(request)
    return draft_of(token) if token and not Suggestion.objects.of_flow(token) else None
