"""What is seen of a talk while it goes on: the question on stage, those that were answered and that wait, how many.

Nothing but what a person released is read here; a question that nobody released is only counted.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db.models import Count
from django.db.models.functions import Coalesce

from feedback.models import Reply
from feedback.rules.workflow import Stage
from feedback.suggestions.listing import RAW
from feedback.talks.models import Turn
from feedback.talks.moderating.offered import is_stage_open
from feedback.talks.questions import HAVING_REPLY, IN_PART, questions_of
from feedback.talks.rules import Part, Place

MOST_ANSWERED, MOST_WAITING = 15, 30
ORDERS = {"support": ("-support_count", "received_at", "pk"), "time": ("-received_at", "-pk")}
# Those that have a reply, and those answered live whose reply is being written. Each is asked for by itself:
# PostgreSQL plans one query for either for ten milliseconds, which is longer than all else that it does for the page.
_ANSWERED = (HAVING_REPLY, IN_PART[Part.WRITING])


@dataclass(frozen=True)
class Counts:
    """All questions of a talk, the unreleased included; `ended` are those that get no answer of their own."""

    asked: int
    answered: int
    waiting: int

    @property
    def ended(self):
        return self.asked - self.answered - self.waiting


@dataclass(frozen=True)
class Live:
    as_of: datetime
    order: str
    counts: Counts
    on_stage: Turn | None
    answered: list  # of suggestions, each with its `reply`, None while it is not written or not approved
    waiting: list

    @property
    def has_more_answered(self):
        return len(self.answered) == MOST_ANSWERED

    @property
    def has_more_waiting(self):
        return len(self.waiting) == MOST_WAITING

    @property
    def has_unreleased(self):
        """Whether more wait than the page may show, the one on stage aside."""
        return self.counts.waiting > len(self.waiting) + bool(self.on_stage)


def live(talk, now, order="support"):
    """What the page of `talk` shows at `now`, in six queries however many questions there are."""
    on_stage = _on_stage(talk) if is_stage_open(talk.times, now) else None  # what was left there is on it no longer
    return Live(now, order, counts(talk), on_stage, _answered(talk), _waiting(talk, order, on_stage))


def counts(talk):
    found = (
        questions_of(talk)
        .order_by()
        .aggregate(
            asked=Count("pk"),
            answered=Count("pk", filter=_ANSWERED[0] | _ANSWERED[1]),
            waiting=Count("pk", filter=IN_PART[Part.WAITING]),
        )
    )
    return Counts(**found)


def _public(talk):
    return questions_of(talk).public().select_related("turn__guest").defer(*RAW)


def _on_stage(talk):
    """Of one that nobody released, the page has the number alone."""
    turns = Turn.objects.filter(talk=talk, place=Place.ON_STAGE).select_related("suggestion", "guest")
    return turns.defer(*(f"suggestion__{name}" for name in RAW)).first()


def _answered(talk):
    """The newest first, with the newest approved reply of each."""
    public = _public(talk).annotate(told_at=Coalesce("turn__answered_at", "replied_at", "received_at"))
    newest = (public.filter(part).order_by("-told_at", "-pk")[:MOST_ANSWERED] for part in _ANSWERED)
    found = sorted(chain(*newest), key=lambda one: (one.told_at, one.pk), reverse=True)[:MOST_ANSWERED]
    approved = Reply.objects.approved().filter(
        suggestion__in=[one.pk for one in found if one.stage in (Stage.REPLIED, Stage.CLOSED)]
    )
    replies = {reply.suggestion_id: reply for reply in approved}
    for one in found:
        one.reply = replies.get(one.pk)
    return found


def _waiting(talk, order, on_stage):
    waiting = _public(talk).filter(IN_PART[Part.WAITING]).exclude(pk=on_stage and on_stage.pk)
    return list(waiting.order_by(*ORDERS[order])[:MOST_WAITING])
