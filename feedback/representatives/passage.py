"""One passage through the application: a cookie with a random token; what was typed lies encrypted under its digest.

The cookie is kept as long as a receipt may be seen: whoever sits down at the same screen later finds nothing.
"""

from django.conf import settings

from feedback.models import Draft
from feedback.representatives.models import Application
from feedback.rules import receipts
from portal.tables.encrypted import Undecryptable

COOKIE = "apply"
SALT = "feedback.representatives"
SECONDS = receipts.FLOW_MINUTES * 60


class Passage:
    def __init__(self, request, campaign):
        self.campaign = campaign
        self.token = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=SECONDS)

    @property
    def digest(self):
        """What is stored of the token; of another campaign it is another one. Empty without a token."""
        told = f"apply:{self.campaign.pk}:{self.token}"
        return receipts.flow_digest(settings.RECEIPT_KEY, told) if self.token else ""

    def sent(self):
        """The application that this passage made, or None."""
        return Application.objects.of_flow(self.digest)

    def draft(self):
        """What was typed and not sent, or None; what no key opens any more is as good as gone."""
        try:
            return Draft.objects.filter(flow_digest=self.digest).first() if self.token else None
        except Undecryptable:
            return None

    def begin(self):
        """Go on with what was begun; after something was sent, or without a token, as another passage."""
        if not self.token or self.sent():
            self.token = receipts.new_flow()

    def remember(self, typed, *, now):
        draft = self.draft() or Draft(flow_digest=self.digest)
        draft.remember(typed, now=now)

    def forget(self):
        """Let go of what was typed."""
        if self.token:
            Draft.objects.filter(flow_digest=self.digest).delete()

    def keep(self, response):
        response.set_signed_cookie(
            COOKIE, self.token, salt=SALT, max_age=SECONDS, httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
        return response


def forgotten(response):
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
