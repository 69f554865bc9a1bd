"""Queries of the clock: what is due and shows a card, what nobody moves any more, and what is or comes under 督辦.

They ask the due days, not the marks that the daily work has stored: `feedback.rules.marks` as conditions.
"""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from feedback.records.extensions import ExtensionRequest
from feedback.rules.deadlines import UNHEEDED_CHASES, Card, card_days
from feedback.rules.marks import supervised_until
from feedback.rules.workflow import OPEN_STAGES, UNANSWERED_STAGES, Stage, Verb


def due(**bounds):
    """The condition that the day which runs now, `Suggestion.next_due_on`, is within `bounds`: look-ups of a date."""
    accept = {f"accept_due_on__{name}": day for name, day in bounds.items()}
    reply = {f"due_on__{name}": day for name, day in bounds.items()}
    is_accepted_or_need_not_be = Q(stage__in=UNANSWERED_STAGES - {Stage.RECEIVED}) | Q(
        stage=Stage.RECEIVED, accept_due_on=None
    )
    return Q(stage=Stage.RECEIVED, **accept) | is_accepted_or_need_not_be & Q(**reply)


class Watching:
    """What waits too long, or silently; a part of the QuerySet."""

    def due_on_day(self, day):
        """What is to be accepted, or answered, on `day`."""
        return self.filter(due(exact=day))

    def with_card(self, card, today, calendar):
        """What shows `card`, yellow or red, on `today`."""
        days = card_days(today, calendar)
        if card == Card.RED:
            return self.filter(due(lte=days.red_until))
        return self.filter(due(gt=days.red_until, lte=days.yellow_until))

    def supervised(self, today, calendar):
        """What is under 督辦, or late for so long that it ought to be."""
        return self.filter(Q(is_supervised=True) | due(lte=supervised_until(today, calendar)))

    def with_lapsed_extension(self, today):
        """With a request for more days that nobody granted by the due day."""
        return self.filter(pk__in=ExtensionRequest.objects.open().values("suggestion"), due_on__lt=today)

    def silent(self, today, calendar, *, days=None):
        """Open ones that nothing has moved for `days` working days (`SILENT_DAYS`), the longest silent first.

        An answered one waits for its citizen until its days of rating are over: it is silent when it is open after.
        """
        last_day = calendar.passed(today, days or settings.SILENT_DAYS)
        before = timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min))
        waits = Q(stage__in=UNANSWERED_STAGES) | Q(stage=Stage.REPLIED, rating_ends_on__lt=today)
        return self.filter(waits, stage__in=OPEN_STAGES, last_event_at__lt=before).order_by("last_event_at", "pk")

    def to_supervise(self, today, calendar):
        """Unanswered ones that may have to come under 督辦: long late, or chased again and again with nothing done.

        `unheeded` is how often each was chased since something last moved it.
        """
        unheeded = models.Count("events", filter=Q(events__verb=Verb.CHASE, events__at__gt=F("last_event_at")))
        is_late = due(lte=supervised_until(today, calendar))
        is_chased = Q(stage__in=UNANSWERED_STAGES, chase_count__gte=UNHEEDED_CHASES, chased_at__gt=F("last_event_at"))
        return self.filter(is_late | is_chased, is_supervised=False).annotate(unheeded=unheeded).order_by("pk")
