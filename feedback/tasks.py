"""What the office does by the clock once a day.

It counts the days, deals the cards, closes what was not rated, flags 督辦 and lets requests for more days lapse.
"""

import logging

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from feedback.models import BulkRun, Draft, Sheet, Suggestion, Writing
from feedback.office.calendar import working_days
from feedback.records.counters import COUNTERS
from feedback.rules import deadlines
from feedback.rules.reasons import Lifting
from feedback.verbs.overseeing import due_for_supervision
from portal.daily import each_day

logger = logging.getLogger(__name__)


@each_day
@task()
def daily():
    run_daily(timezone.now())


def run_daily(now):
    """Do the day's work as of `now`; a second run finds nothing left to do.

    What fails for one suggestion is logged and tried again the next day; the others go on.
    """
    today = timezone.localdate(now)
    run_recount(now)
    calendar = working_days()
    for pk in _keys(Suggestion.objects.rating_over(today)):
        _attempt(pk, lambda overdue: overdue.close(now=now))
    for pk in _keys(Suggestion.objects.with_lapsed_extension(today)):
        _attempt(pk, lambda late: late.lapse_extension(now=now))
    for pk, unheeded in list(Suggestion.objects.to_supervise(today, calendar).values_list("pk", "unheeded")):
        _attempt(pk, lambda waiting, unheeded=unheeded: _supervise(waiting, unheeded, calendar, today, now))
    Draft.objects.stale(now).delete()
    Sheet.objects.stale(now).delete()
    Writing.objects.stale(now).delete()
    BulkRun.objects.give_up(now)
    for counter in COUNTERS:
        counter.objects.join()


@task()
def recount():
    run_recount(timezone.now())


def run_recount(now):
    """Count the days of everything that is not answered by the calendar as it is now, and deal the cards."""
    today = timezone.localdate(now)
    calendar = working_days()
    for pk in _keys(Suggestion.objects.unanswered()):
        _attempt(pk, lambda unanswered: _count_and_deal(unanswered, calendar, today, now))


def _count_and_deal(suggestion, calendar, today, now):
    is_moved = suggestion.recount_days(calendar, now=now)
    if is_moved and suggestion.is_supervised_too_early(calendar, days=settings.SUPERVISE_AFTER_DAYS):
        suggestion.lift_supervision(Lifting.CALENDAR, now=now)
    card = deadlines.card(suggestion.next_due_on, today, calendar)
    if card != suggestion.card:
        suggestion.deal_card(card, now=now)


def _supervise(suggestion, unheeded, calendar, today, now):
    reason = due_for_supervision(suggestion, today, calendar, unheeded=unheeded)
    if reason:
        suggestion.supervise(reason, now=now)


def _keys(suggestions):
    """All at once: a query that stays open would keep SQLite from writing."""
    return list(suggestions.order_by("pk").values_list("pk", flat=True))


def _attempt(pk, change):
    suggestion = Suggestion.objects.get(pk=pk)
    try:
        change(suggestion)
    except Exception:
        logger.exception("The daily work on %s failed", suggestion.number)
