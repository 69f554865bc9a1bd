"""Queries of the clock: what nobody moves any more, and what that puts under 督辦."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import Count, F, Q
from django.utils import timezone

from feedback.deadlines import UNHEEDED_CHASES
from feedback.workflow import OPEN_STAGES, UNANSWERED_STAGES, Stage, Verb


class Watching:
    """The part of the suggestions' QuerySet that sees to it that nothing waits silently."""

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
        unheeded = Count("events", filter=Q(events__verb=Verb.CHASE, events__at__gt=F("last_event_at")))
        last_day = calendar.passed(today, settings.SUPERVISE_AFTER_DAYS)
        is_late = Q(stage=Stage.RECEIVED, accept_due_on__lte=last_day) | Q(
            stage__in=UNANSWERED_STAGES - {Stage.RECEIVED}, due_on__lte=last_day
        )
        is_chased = Q(stage__in=UNANSWERED_STAGES, chase_count__gte=UNHEEDED_CHASES, chased_at__gt=F("last_event_at"))
        return self.filter(is_late | is_chased, is_supervised=False).annotate(unheeded=unheeded).order_by("pk")
