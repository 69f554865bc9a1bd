"""On the home of the desk: the talks that this person moderates, and how many of their questions wait."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from feedback.models import Suggestion
from feedback.office import staff
from feedback.rules.workflow import UNANSWERED_STAGES, Stage
from feedback.talks.desk.ways import ways
from feedback.talks.models import Talk
from portal.frame import DESK_HOME

NOT_HANDED_ON = (Stage.RECEIVED, Stage.ACCEPTED)  # no unit has it yet


@DESK_HOME.block(6, "admin/talks/_home.html")
def moderated(user, now):
    """Those to come, those that run, and those that are over and have unanswered questions; one query."""
    if not staff.moderated_by(user):
        return {}
    talks = Talk.objects.for_page().published().filter(pk__in=staff.moderated_by(user), campaign__closed_at=None)
    rows = talks.annotate(waiting=_count(UNANSWERED_STAGES), not_handed_on=_count(NOT_HANDED_ON)).order_by("starts_at")
    return {
        "moderated": [
            {"talk": talk, "phase": talk.phase(now), "ways": ways(talk, user), "is_over": talk.ends_at <= now}
            for talk in rows.filter(Q(ends_at__gt=now) | Q(waiting__gt=0))
        ]
    }


def _count(stages):
    """How many questions of a talk are in these stages."""
    questions = Suggestion.objects.filter(campaign=OuterRef("pk"), stage__in=sorted(stages)).order_by()
    return Coalesce(Subquery(questions.values("campaign").annotate(count=Count("pk")).values("count")), 0)
