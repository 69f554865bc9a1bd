"""Rows of the outbox for tests of what notices say and of where they are shown."""

from feedback.following.models import Follow
from feedback.notices.default_texts import DEFAULTS
from feedback.notices.models import Notice
from feedback.notices.places import OF_NONE
from feedback.rules.notices import ENDS, Channel, State, Who, Why
from tests import factories
from tests.factories import NOW

CONTACT = "138-6421-0975，shimin@example.com"


def notice(
    kind,
    suggestion,
    /,
    *,
    staff=None,
    follow=None,
    channel=Channel.MAIL,
    language="zh-hant",
    state=State.WAITING,
    **fields,
):
    """A row of `kind` about `suggestion`, to its citizen, to `staff` or to `follow`, whoever such rows are for."""
    who = DEFAULTS[kind].who
    fields = {
        "created_at": NOW,
        "due_at": NOW,
        "event": suggestion.events.order_by("pk").last() if kind not in OF_NONE else None,
        "suggestion": suggestion if kind not in OF_NONE else None,
        "citizen": suggestion if who == Who.CITIZEN else None,
        "staff": staff if who == Who.STAFF else None,
        "follow": follow if who == Who.FOLLOWER else None,
        "message_id": f"<{kind}@example.com>",
        "ended_at": NOW if state in ENDS else None,
        "why": Why.REFUSED if state == State.FAILED else "",
        **fields,
    }
    return Notice.objects.create(kind=kind, channel=channel, language=language, state=state, **fields)


def told_citizen(*, by=Channel.MAIL, **fields):
    """A suggestion whose citizen is told by mail, or by SMS."""
    return factories.make_suggestion(contact=CONTACT, notices_by=by, notices_in="zh-hant", **fields)


def follow(suggestion, *, is_confirmed=True):
    """Somebody who follows `suggestion` by mail."""
    return Follow.objects.create(
        suggestion=suggestion, address="guanzhu@example.com", address_key="k", language="zh-hant", asked_at=NOW,
        confirmed_at=NOW if is_confirmed else None,
    )  # fmt: skip
