"""Verbs of the extension: asked by whoever handles it, granted or refused by a second person, lapsed by the clock."""

from copy import copy

from django.utils import timezone
from django.utils.translation import gettext

from feedback.office.calendar import working_days
from feedback.rules.answering import extensions
from feedback.rules.answering.extensions import Decision
from feedback.rules.erasing import check_words
from feedback.rules.workflow import Refused, Verb


def ask_extension(suggestion, days, note, *, by, now):
    """Ask for at most 10 working days more, for a reason that becomes public when they are granted."""
    with suggestion.doing(Verb.ASK_EXTENSION, by=by, now=now, remark=note) as event:
        counted = copy(suggestion)  # asking moves no day, though the calendar may have changed
        counted.count_days(working_days())
        extensions.check_request(
            days,
            note,
            is_extended=bool(suggestion.extended_by),
            is_asked=suggestion.extension_requests.open().exists(),
            due_on=counted.due_on,
            today=timezone.localdate(event.at),
        )
        suggestion.extension_requests.create(asked_by=by, asked_at=event.at, days=days, note=note)
        event.details = {"days": days}


def extend(suggestion, *, by, now):
    """Grant the open request: the period is longer from now on, once, for its public reason.

    What is late already cannot become punctual by it.
    """
    with suggestion.doing(Verb.EXTEND, by=by, now=now) as event:
        request = _open_request(suggestion, by)
        check_words(request.note)
        calendar = working_days()
        suggestion.count_days(calendar)
        extensions.check_grant(
            is_extended=bool(suggestion.extended_by),
            due_on=suggestion.due_on,
            today=timezone.localdate(event.at),
        )
        suggestion.extended_by = request.days
        suggestion.count_days(calendar)
        request.decide(Decision.GRANTED, event.at, by)
        event.note = request.note
        event.details = {"days": request.days, "due_on": suggestion.due_on.isoformat()}


def refuse_extension(suggestion, remark, *, by, now):
    """The days stay as they are, for the reason in `remark`; somebody may ask again."""
    with suggestion.doing(Verb.REFUSE_EXTENSION, by=by, now=now, remark=remark) as event:
        _open_request(suggestion, by).decide(Decision.REFUSED, event.at, by)


def lapse_extension(suggestion, *, now):
    """Nobody granted the request by the due day."""
    with suggestion.doing(Verb.LAPSE_EXTENSION, now=now) as event:
        request = suggestion.extension_requests.open().first()
        if not request or not extensions.has_lapsed(suggestion.due_on, timezone.localdate(event.at)):
            raise Refused(gettext("沒有過了期限還沒有批的延長申請。"))
        request.decide(Decision.LAPSED, event.at)


def _open_request(suggestion, by):
    request = suggestion.extension_requests.open().first()
    extensions.check_decision(request and request.asked_by_id, by.pk)
    return request
