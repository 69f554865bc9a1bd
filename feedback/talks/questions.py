"""The questions of a talk, as everybody may ask for them: by list of the record, by what waits, by what is on stage."""

from django.db.models import Q

from feedback.models import Suggestion
from feedback.rules.workflow import UNANSWERED_STAGES, Stage
from feedback.talks.rules import ENDS, Part

_LIVE = Q(turn__answered_at__isnull=False)
_HAD_REPLY = Q(first_replied_at__isnull=False)
HAVING_REPLY = Q(stage__in=[Stage.REPLIED, Stage.CLOSED])
_UNANSWERED = Q(stage__in=sorted(UNANSWERED_STAGES))
# The same as `rules.part`, as conditions of queries.
IN_PART = {
    Part.LIVE: HAVING_REPLY & _LIVE,
    Part.AFTER: HAVING_REPLY & ~_LIVE,
    Part.WRITING: _UNANSWERED & _LIVE & ~_HAD_REPLY,
    Part.WAITING: _UNANSWERED & (~_LIVE | _HAD_REPLY),
    **{listed: Q(stage=stage) for stage, listed in ENDS.items()},
}


def questions_of(talk):
    """All suggestions that were filed under the talk, whichever way they came."""
    return Suggestion.objects.filter(campaign=talk.campaign_id)


def in_part(talk, part):
    """Those of one list of the record."""
    return questions_of(talk).filter(IN_PART[part])
