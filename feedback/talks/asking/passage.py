"""One browser that asks in a talk: what it sent, and what it typed and did not send.

It is known by the secret of its forms, so the page sets no cookie of its own before something is sent, and the draft
of the ordinary form is another matter. The same words sent twice within the time of a receipt are one question; other
words are another one, from however many pages that were opened at once.
"""

import json

from django.conf import settings
from django.db import IntegrityError
from django.middleware.csrf import rotate_token
from django.utils.crypto import get_random_string, salted_hmac

from feedback.models import Draft, Suggestion
from feedback.parts.passage import ASKED, forget_asked, secret_shown
from feedback.rules import receipts
from portal.tables.encrypted import Undecryptable

SALT = "feedback.talks.asking"
SECONDS = receipts.FLOW_MINUTES * 60


class Passage:
    def __init__(self, request, talk):
        self.request, self.talk = request, talk
        self._secret = request.META.get("CSRF_COOKIE") or get_random_string(32)

    def _keyed(self, purpose, text=""):
        told = f"{purpose}:{self.talk.pk}:{self._secret}:{text}"
        return salted_hmac(SALT, told, secret=settings.RECEIPT_KEY, algorithm="sha256").hexdigest()

    def flow(self, filled, *, now):
        """(the flow of sending what is `filled` in at `now`, the question that it made already or None)."""
        flow = self._keyed("flow", json.dumps(filled, sort_keys=True, default=str))
        while (sent := Suggestion.objects.of_flow(flow)) and not secret_shown(sent, flow, now):
            flow = self._keyed("flow", flow)  # the same words again, when the receipt is long gone
        return flow, sent

    def fingerprint(self, filled):
        """Tells whether what is sent is what was shown with all that was found."""
        return self._keyed("shown", json.dumps(filled, sort_keys=True, default=str))

    @property
    def _digest(self):
        return receipts.flow_digest(settings.RECEIPT_KEY, self._keyed("draft"))

    def draft(self):
        """What was typed and not sent, or None; what no key opens any more is as good as gone."""
        try:
            return Draft.objects.filter(flow_digest=self._digest).first()
        except Undecryptable:
            return None

    def remember(self, typed, draft, *, now):
        """Keep what was `typed` in the `draft` that there is, or, where that is None, in a new one."""
        try:
            (draft or Draft(flow_digest=self._digest)).remember(typed, now=now)
        except IntegrityError:  # pressed twice at once: the other one has begun it
            if begun := self.draft():
                begun.remember(typed, now=now)

    def forget(self):
        """Let go of what was typed."""
        Draft.objects.filter(flow_digest=self._digest).delete()


def keep(response, talk, flow):
    """The browser may see the receipt of `flow` for a while."""
    response.set_signed_cookie(
        ASKED, f"{talk.pk}:{flow}", salt=SALT, max_age=SECONDS, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def flow_kept(request, talk):
    """The flow of what this browser sent last in the talk, or nothing."""
    told = request.get_signed_cookie(ASKED, default="", salt=SALT, max_age=SECONDS)
    key, _, flow = told.partition(":")
    return flow if key == str(talk.pk) else ""


def forget(request, response):
    """Whoever sits down at this screen next is somebody else, whatever they type."""
    rotate_token(request)
    return forget_asked(response)
