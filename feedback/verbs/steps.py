"""Steps that several verbs share."""

from django.utils import timezone

from feedback.office.calendar import working_days
from feedback.rules import workflow
from feedback.rules.workflow import Verb
from feedback.verbs.contributing import excuse_dissolved_units


def forget_decline(suggestion):
    suggestion.decline_reason = suggestion.decline_note = ""
    suggestion.decline_proposed_by = None


def leave_dissolved_unit(suggestion, *, now):
    """After a return into work: give it back to triage if the unit was dissolved meanwhile.

    Where only its handler left the unit meanwhile, it waits there for another one. A further unit that was dissolved
    is waited for no longer.
    """
    excuse_dissolved_units(suggestion, now=now)
    unit, handler = suggestion.unit, suggestion.handler_id
    if not unit or not workflow.can(Verb.GIVE_BACK, suggestion.stage):
        return
    if not unit.is_active:
        suggestion.give_back(by=None, now=now)
    elif handler and not unit.handlers().filter(pk=handler).exists():
        suggestion.pass_on(by=None, now=now)


def count_days_to_reply(suggestion):
    calendar = working_days()
    suggestion.answered_in = calendar.between(suggestion.counted_from, timezone.localdate(suggestion.first_replied_at))
