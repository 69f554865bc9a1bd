"""The notices of the sample year: what two citizens were told, one mail that did not go out, one that came back."""

from django.db.models import F

from feedback.models import Suggestion
from feedback.notices.models import Notice
from feedback.rules.notices import Kind, State, Why
from feedback.sample.parts import sample_part

NOT_SENT = ("棧橋旅遊大巴在太平路佔道上下客", Kind.ASSIGNED)
CAME_BACK = ("上海路綠燈不連續一路走一路停", Kind.EXTENDED)


@sample_part(85)
def load_notices(cast, now):
    """The steps wrote them; none waits for a worker that would send what happened weeks ago."""
    Notice.objects.filter(state=State.WAITING).update(state=State.SENT, tries=1, ended_at=F("created_at"))
    failed = {"state": State.FAILED, "why": Why.GIVEN_UP, "answer": "451", "tries": 7}
    for (title, kind), how in ((NOT_SENT, failed), (CAME_BACK, {"bounced_at": now})):
        suggestion = Suggestion.objects.get(title=title)
        Notice.objects.filter(citizen=suggestion, kind=kind).update(**how)
