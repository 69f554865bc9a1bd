"""What pages show of the answers to a suggestion, and of the periods it was handled in."""

from feedback.models import Reply
from feedback.rules.workflow import UNANSWERED_STAGES, Stage


def periods(suggestion):
    """When it was handled and by when, each time; of a merged one, the main one's."""
    told = suggestion.answering.told_periods()
    return {"periods": told, "has_derived": any(period.is_derived for period in told)}


def answers(suggestion):
    """The answer that stands, or None while there is none, those before it, newest first, and whether one is due again.

    A merged one reads the main one's, and those it had itself before it was merged.
    """
    answered = suggestion.answering
    has_any = suggestion.first_replied_at or answered.first_replied_at
    replies = Reply.objects.public_with(suggestion) if has_any else []
    if replies and answered.stage in (Stage.REPLIED, Stage.CLOSED):
        return {"reply": replies[0], "earlier_replies": replies[1:]}
    return {"reply": None, "earlier_replies": replies, "is_again": answered.stage in UNANSWERED_STAGES}
