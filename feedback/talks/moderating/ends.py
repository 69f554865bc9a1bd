"""A question that ends while it is on stage or with a guest leaves its place: withdrawn, merged, declined."""

from feedback.records.alongside import alongside
from feedback.rules.workflow import Stage
from feedback.talks.models import Talk, Turn
from feedback.talks.rules import Place

ENDS = frozenset({Stage.WITHDRAWN, Stage.MERGED, Stage.DECLINED})
LEFT = (Place.ON_STAGE, Place.PASSED)


@alongside
def leave_places(events):
    """In the order of all that locks: the question, which the event has locked, its talk, its turn."""
    for event in events:
        if event.to_stage in ENDS and event.suggestion.talk_on and _places(event).exists():
            Talk.objects.select_for_update(no_key=True).get(pk=event.suggestion.campaign_id)
            _places(event).update(place=Place.WAITING, guest=None, by=event.by, at=event.at)


def _places(event):
    return Turn.objects.filter(suggestion=event.suggestion_id, place__in=LEFT)
