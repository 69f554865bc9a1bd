"""市民評議 is asked for once more, some days before the days for it end: of whoever has not rated yet, once."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from feedback.models import Event, Rating, Suggestion
from feedback.notices.models import Notice
from feedback.notices.writing import row_of_citizen
from feedback.rules.cadence import RATE_AGAIN_DAYS
from feedback.rules.notices import Kind
from feedback.rules.workflow import Stage, Verb

ANSWERED_BY = (Verb.APPROVE_REPLY, Verb.TAKE_MAIN)


def ask_again(now):
    """A notice for each that has some days left and was not asked yet; a second run writes none."""
    unrated = list(_unrated(timezone.localdate(now)))
    answers = _answers({one.main_id or one.pk for one in unrated})
    rows = [row_of_citizen(one, Kind.RATE_AGAIN, answers[one.main_id or one.pk], at=now) for one in unrated]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def _unrated(today):
    """Those whose citizen wants to be told, has an answer and has not rated it; a merged one the main one's."""
    until = today + timedelta(days=RATE_AGAIN_DAYS)
    own = Q(stage=Stage.REPLIED, rating_ends_on__range=(today, until))
    of_main = Q(main__stage=Stage.REPLIED, main__rating_ends_on__range=(today, until))
    rated = Rating.objects.filter(suggestion=OuterRef("pk"), rated_at__gte=OuterRef("answered_at"))
    rows = Suggestion.objects.filter(own | of_main, notices_by__in=settings.NOTICE_CHANNELS)
    rows = rows.annotate(answered_at=Coalesce(F("main__replied_at"), F("replied_at")))
    return rows.filter(~Exists(rated)).only("main", "notices_by", "notices_in").order_by("pk")


def _answers(keys):
    """{key of a suggestion: the event by which it has the answer that stands}, its own or that of the withdrawn one
    whose place it took.
    """
    events = Event.objects.filter(suggestion__in=keys, verb__in=ANSWERED_BY).in_order()
    return {event.suggestion_id: event for event in events}
