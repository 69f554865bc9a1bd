"""The cookie that holds one passage through the form together, and the draft that it leads to.

The cookie holds a random token alone; what was filled in lies encrypted in a `Draft` under the token's digest.
"""

from datetime import timedelta

from django.conf import settings

from feedback.models import Draft, Suggestion
from feedback.records.drafts import KEPT_FOR
from feedback.rules import receipts
from portal.tables.encrypted import Undecryptable

COOKIE = "flow"
ASKED = "asked"  # of the receipt of a question that was asked in a talk
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


def forget_asked(response):
    """The form itself is another matter, and so is its cookie."""
    response.delete_cookie(ASKED, samesite="Lax")
    return response


def unsent(request):
    """The draft that this browser began and did not send, or None."""
    token = token_of(request)
    return draft_of(token) if token and not Suggestion.objects.of_flow(token) else None


def secret_shown(suggestion, flow, now):
    """The secret of the receipt as it is read out, while the browser of its `flow` may see it; empty afterwards.

    It may for so many minutes from receipt, and never once the receipt was issued anew: it has another secret then.
    """
    if now >= suggestion.received_at + timedelta(minutes=receipts.FLOW_MINUTES):
        return ""
    secret = receipts.secret_of(settings.RECEIPT_KEY, flow)
    is_in_force = receipts.matches(settings.RECEIPT_KEY, suggestion.number, secret, suggestion.secret_digest)
    return receipts.grouped(secret) if is_in_force else ""
