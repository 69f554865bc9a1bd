"""One passage through the form: the cookie that holds it together, and what was typed so far.

The cookie holds a random token alone; the answers lie encrypted in a `Draft` under the token's digest.
"""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from feedback import receipts
from feedback.models import Draft, Suggestion
from feedback.models.drafts import KEPT_FOR
from portal import limits, throttle
from portal.encrypted import Undecryptable

COOKIE = "flow"
SALT = "feedback.flow"
WHOLE = int(KEPT_FOR.total_seconds())
AFTER_SENDING = receipts.FLOW_MINUTES * 60


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


def begin(request, answers, *, anew, now):
    """The way to the first step, with `answers` remembered; what was begun and not sent goes on, unless `anew`."""
    draft, token = unsent(request), token_of(request)
    if draft and anew:
        draft.delete()
    if anew or not draft:
        if throttle.refuses(limits.BEGIN, request, now=now):
            told = _(
                "開始填寫的次數太多，請過 %(minutes)s 分鐘再來。"
                "也可以撥打 %(hotline)s（%(hours)s），由工作人員代您登記。"
            )
            messages.warning(request, told % throttle.places(limits.BEGIN))
            return redirect("suggest_start")
        token = receipts.new_flow()
        draft = Draft(flow_digest=receipts.flow_digest(settings.RECEIPT_KEY, token))
    draft.remember(answers, now=now)
    return keep_token(redirect("suggest_words"), token, seconds=WHOLE)


def fingerprint(token, draft, campaign):
    """Tells whether a page shows what would be sent now."""
    return salted_hmac(SALT, f"{token}|{campaign.pk}|{draft.payload}", algorithm="sha256").hexdigest()


def step(view):
    """A page in the middle of the form: `view(request, token, draft)`; without a draft the way leads elsewhere."""

    @wraps(view)
    def wrapped(request):
        token = token_of(request)
        draft = draft_of(token) if token else None
        if draft:
            return view(request, token, draft)
        if token and Suggestion.objects.of_flow(token):
            return redirect("suggest_receipt")
        messages.warning(request, _("沒有找到您正在填寫的內容，可能已經過期。請從這裡重新開始。"))
        return redirect("suggest_start")

    return wrapped
