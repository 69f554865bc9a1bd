"""On the home of the desk, for those who take calls of every talk: the talks whose calls are entered now."""

from datetime import timedelta

from feedback.office.staff import may_for_every_unit, moderated_by
from feedback.rules.workflow import Verb
from feedback.talks.models import Talk
from portal.frame import DESK_HOME

LONGEST = timedelta(days=40)  # after it every answer is due, whatever holidays there are


@DESK_HOME.block(11, "admin/talks/_calls_home.html")
def talks_taking_calls(user, now):
    """Whoever moderates a talk is led there by what stands for moderators."""
    if not may_for_every_unit(user, Verb.REGISTER):
        return {"talks": []}
    begun = Talk.objects.published().for_page().filter(questions_open_at__lte=now, starts_at__gt=now - LONGEST)
    theirs = begun.exclude(pk__in=moderated_by(user)).order_by("starts_at", "pk")
    return {"talks": [talk for talk in theirs if talk.takes_entries(now)]}
