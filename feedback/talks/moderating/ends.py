"""A question that ends while it is on stage or with a guest leaves its place: withdrawn, merged, declined, answered."""

from feedback.records.alongside import alongside
from feedback.rules.workflow import Stage
from feedback.talks.models import Talk, Turn
from feedback.talks.moderating import verbs
from feedback.talks.rules import Place

# Where it goes whose written answer became public meanwhile: from the stage it was answered there.
PLACES = {
    **dict.fromkeys((Stage.WITHDRAWN, Stage.MERGED, Stage.DECLINED), {Place.ON_STAGE, Place.PASSED}),
    Stage.REPLIED: {Place.ON_STAGE},
}


@alongside
def leave_places(events):
    """In the order of all that locks: the question, which the event has locked, its talk, its turn."""
    for event in events:
        left = PLACES.get(event.to_stage)
        if left and event.suggestion.talk_on and _places(event, left).exists():
            Talk.objects.select_for_update(no_key=True).get(pk=event.suggestion.campaign_id)
            for turn in _places(event, left).select_related("suggestion", "talk__campaign"):
                verbs.leave(turn, event)


def _places(event, left):
    return Turn.objects.filter(suggestion=event.suggestion_id, place__in=left)
