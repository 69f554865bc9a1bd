"""What pages show of the replies to a suggestion, and of the periods it was handled in."""

from feedback.models import Contribution, Reply
from feedback.office.names import names
from feedback.parts.answers import course
from feedback.rules.workflow import UNANSWERED_STAGES, Stage


def periods(suggestion):
    """When it was handled and by when, each time; of a merged one, the main one's."""
    told = suggestion.main_or_self.told_periods()
    return {"periods": told, "has_derived": any(period.is_derived for period in told)}


def co_units(suggestion):
    """The units that took part in the answer beside the one that gives it."""
    known = names().unit
    return [known[pk] for pk in Contribution.objects.took_part(suggestion.pk) if pk in known]


def replies(suggestion, periods=()):
    """The reply that stands with its `Course` and the units that took part, or None while there is none, those before
    it, newest first, and whether one is due again.

    A merged one reads the main one's, and those it had itself before it was merged; `periods` are the main one's too.
    """
    main = suggestion.main_or_self
    has_any = suggestion.first_replied_at or main.first_replied_at
    given = Reply.objects.public_with(suggestion) if has_any else []
    if given and main.stage in (Stage.REPLIED, Stage.CLOSED):
        return {
            "reply": given[0],
            "course": course(suggestion, given[0], periods),
            "earlier_replies": given[1:],
            "co_units": co_units(main),
        }
    return {"reply": None, "earlier_replies": given, "is_again": main.stage in UNANSWERED_STAGES}
