"""Steps that several verbs share."""

from django.utils import timezone

from feedback.office.calendar import working_days
from feedback.rules import workflow
from feedback.rules.workflow import Verb


def forget_decline(suggestion):
    suggestion.decline_reason = suggestion.decline_note = ""
    suggestion.decline_proposed_by = None


def leave_dissolved_unit(suggestion, *, now):
    """After a return into work: give it back to triage if the unit was dissolved meanwhile."""
    if suggestion.unit and not suggestion.unit.is_active and workflow.can(Verb.GIVE_BACK, suggestion.stage):
        suggestion.give_back(by=None, now=now)


def count_days_to_reply(suggestion):
    calendar = working_days()
    suggestion.answered_in = calendar.between(suggestion.counted_from, timezone.localdate(suggestion.first_replied_at))
