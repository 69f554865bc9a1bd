"""How the periods of a suggestion follow from its verbs, and the days that are counted in them."""

from django.utils import timezone

from feedback.office.calendar import working_days
from feedback.records.periods import Period
from feedback.rules import deadlines
from feedback.rules.deadlines import REPLY_DAYS
from feedback.rules.periods import ENDS, RETURNS, Cause, Ending, due_days, since_the_first_reply
from feedback.rules.reach import is_move_of_talk
from feedback.rules.reasons import Supervision
from feedback.rules.workflow import Stage, Verb


def counted_from(suggestion):
    return deadlines.counted_from(suggestion.arrived_on, suggestion.received_at, timezone.get_default_timezone())


def last_period(suggestion):
    return suggestion.periods.in_order().last()


def count_days(suggestion, calendar):
    """Set the due days in memory, from the day that the period began on."""
    _set_days(suggestion, *_start(suggestion), calendar)


def _start(suggestion):
    """(cause, day) of the beginning of the period that runs or ran last."""
    if suggestion.period_count == 1:
        return Cause.FIRST, suggestion.counted_from
    period = suggestion.last_period()
    return period.cause, period.began_on


def _set_days(suggestion, cause, began_on, calendar):
    due = due_days(
        cause, began_on, calendar, days=suggestion.reply_days, extended_by=suggestion.extended_by,
        talk_on=suggestion.talk_on,
    )  # fmt: skip
    suggestion.accept_due_on, suggestion.due_on, suggestion.is_due_provisional = (
        due.accept_due_on, due.due_on, due.is_due_provisional,
    )  # fmt: skip
    if suggestion.period_count == 1:
        suggestion.first_due_on = suggestion.due_on


def _limit(suggestion):
    return suggestion.category.reply_days if suggestion.category else REPLY_DAYS


def take_limit_of(suggestion, category):
    """In memory: the limit of another field; a question for a talk keeps the one that was promised with the talk."""
    suggestion.category = category
    if not (suggestion.talk_on and suggestion.period_count == 1):
        suggestion.reply_days = category.reply_days


def begin_period(suggestion, cause, began_on, calendar):
    """In memory: another period, with the limit that the category has now and an extension of its own."""
    suggestion.period_count += 1
    suggestion.reply_days, suggestion.extended_by = _limit(suggestion), 0
    _set_days(suggestion, cause, began_on, calendar)


def days_of_period(suggestion):
    """What the period says of its days, under the names it has there."""
    return {
        "accept_due_on": suggestion.accept_due_on,
        "due_on": suggestion.due_on,
        "days": suggestion.reply_days,
        "extended_by": suggestion.extended_by,
        "is_provisional": suggestion.is_due_provisional,
    }


def told_periods(suggestion):
    """All its periods in order, when there is more to tell than the one."""
    return list(suggestion.periods.in_order()) if suggestion.period_count > 1 else []


def return_facts(suggestion):
    """What the statistics read of its returns; most have none and ask nothing."""
    if suggestion.period_count == 1:
        return ()
    return tuple(fact for _pk, fact in suggestion.periods.for_statistics())


def is_supervised_too_early(suggestion, calendar, *, days):
    """Whether it is under 督辦 as late since a day on which, by its days as they are now, it was not."""
    if not suggestion.is_supervised:
        return False
    supervised = suggestion.events.filter(verb=Verb.SUPERVISE).in_order().last()
    if not supervised or supervised.details.get("why") not in (Supervision.LATE, Supervision.UNACCEPTED):
        return False
    due_on = (supervised.from_stage == Stage.RECEIVED and suggestion.accept_due_on) or suggestion.due_on
    on = timezone.localdate(supervised.at)
    return deadlines.supervision(due_on, on, calendar, days=days, unheeded_chases=0) is None


def resume_period(suggestion):
    """The period that merging had ended goes on, with the days that it has by now."""
    suggestion.periods.filter(ending=Ending.MERGED).update(ended_on=None, ending="")
    suggestion.count_days(working_days())


def take_periods(suggestion, main):
    """Take over the periods of `main`, into which it was merged and which was withdrawn.

    Until there is a reply its own period goes on; what `main` was answered is its reply too, and the periods
    that `main` had since are its own from now on.
    """
    if not main.first_replied_at:
        resume_period(suggestion)
        return
    merged = suggestion.periods.filter(ending=Ending.MERGED)
    replied_on = timezone.localdate(main.first_replied_at)
    for period in merged:  # one, but for what was filed while the release changed
        period.ended_on, period.ending = max(replied_on, period.began_on), Ending.REPLIED
        period.save()
    since = since_the_first_reply(list(main.periods.in_order()))
    for ordinal, period in enumerate(since, start=suggestion.period_count + 1):
        _copy_period(suggestion, period, ordinal)


def _copy_period(suggestion, period, ordinal):
    period.pk, period.suggestion, period.ordinal = None, suggestion, ordinal
    if period.ending == Ending.WITHDRAWN:  # a moment ago, and only of the one that made way
        period.ended_on, period.ending = None, ""
    period.save(force_insert=True)
    suggestion.period_count, suggestion.reply_days, suggestion.extended_by = ordinal, period.days, period.extended_by
    suggestion.accept_due_on, suggestion.due_on = period.accept_due_on, period.due_on
    suggestion.is_due_provisional = period.is_provisional


class Timing:
    """What one change does to the periods and the card: made before it, then told (`follow`), then saved (`record`).

    A card goes with the act that it asked for; a period that begins shows its own.
    """

    def __init__(self, suggestion):
        self.suggestion, self.was_due_on = suggestion, suggestion.next_due_on
        self.days_were = suggestion.days_of_period()

    def follow(self, event):
        """In memory, once the stage is entered: begin what the verb begins, show the card of the day that runs now."""
        suggestion, today = self.suggestion, timezone.localdate(event.at)
        if event.verb in RETURNS:
            suggestion.begin_period(RETURNS[event.verb], today, working_days())
            event.details |= suggestion.told_days() | {"period": suggestion.period_count}
        elif event.verb == Verb.DECLINE and suggestion.period_count == 1:
            suggestion.is_first_counted = False
        due_on = suggestion.next_due_on
        if due_on is None:
            suggestion.card = deadlines.Card.NONE
        elif due_on != self.was_due_on and not self._is_by_the_clock(event):
            suggestion.card = deadlines.card(due_on, today, working_days())

    def _is_by_the_clock(self, event):
        """Whether the cards follow by themselves: the clock deals them after it counted."""
        return event.verb == Verb.RECOUNT_DAYS and not is_move_of_talk(event.verb, event.details)

    def record(self, event):
        """Write the period as the suggestion has it."""
        suggestion, days = self.suggestion, self.suggestion.days_of_period()
        today = timezone.localdate(event.at)
        if event.verb in RETURNS:
            suggestion.periods.create(
                ordinal=suggestion.period_count, cause=RETURNS[event.verb], began_on=today, **days
            )
        elif event.verb in ENDS:
            self._write(ended_on=today, ending=ENDS[event.verb], **days)
            suggestion.extension_requests.fall_away(event.at)
        elif days != self.days_were or event.verb == Verb.RECOUNT_DAYS:
            self._write(**days)

    def _write(self, **changes):
        """Change the one that runs; what was filed while the release changed gets its first one now."""
        periods = self.suggestion.periods
        if not periods.running().update(**changes) and not periods.exists():
            first = Period.first_of(self.suggestion)
            for name, value in changes.items():
                setattr(first, name, value)
            first.save()
