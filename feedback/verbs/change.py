"""One change of a suggestion: lock, check, change, enter the stage, save and record, in one transaction."""

from contextlib import contextmanager

from django.db.models import Q
from django.utils import timezone

from feedback.office import staff
from feedback.office.statuses import first_status
from feedback.records import entries
from feedback.records.counters import Recounted
from feedback.records.events import Event, write
from feedback.rules import reach, workflow
from feedback.rules.workflow import Actor, Stale
from feedback.verbs.timing import Timing
from portal.serving import generation


@contextmanager
def doing(suggestion, verb, *, now, by=None, **event_fields):
    """One change: lock, check stage and person, change inside the block, enter the stage, save, record.

    Yields the event, whose fields the block may fill; its `at` is the moment of all that the block dates. Raises
    `Refused`; nothing is saved then, and the object in memory is to be thrown away.
    """
    with generation.publishing():
        lock(suggestion)
        workflow.check(verb, suggestion.stage)
        actor = workflow.actor_of(verb, is_by_person=by is not None)
        if actor == Actor.STAFF:
            staff.check(by, verb, suggestion)
        counts, period, before = Recounted(suggestion), Timing(suggestion), _before(suggestion, now)
        event = Event(
            suggestion=suggestion,
            verb=verb,
            actor=actor,
            by=by,
            at=moment(suggestion, now),
            from_stage=suggestion.stage,
            **event_fields,
        )
        yield event
        if workflow.ARROWS[verb].to:
            enter(suggestion, workflow.ARROWS[verb].to)
        period.follow(event)
        # By their keys: what they name is not read for it.
        event.to_stage, event.status_id, event.unit_id = suggestion.stage, suggestion.status_id, suggestion.unit_id
        event.main_id = event.main_id or suggestion.main_id
        if verb not in reach.QUIET_VERBS:
            suggestion.revision += 1
        if verb not in reach.STILL_VERBS:
            suggestion.last_event_at = event.at
        suggestion.save()
        write([event])
        period.record(event)
        counts.record()
        reindex(suggestion, verb)
        if reach.ends_pages(verb, **before):
            generation.bump()


def _before(suggestion, now):
    """What decides how far the verb reaches, as it is before."""
    return {
        "is_in_talk": suggestion.talk_on is not None and suggestion.talk_on == timezone.localdate(now),
        "was_public": suggestion.is_public,
        "had_unit": suggestion.unit_id is not None,
    }


def enter(suggestion, stage, status=None):
    suggestion.stage = stage
    suggestion.status = status or first_status(stage)


def lock(suggestion):
    """Read the row again and hold it until the transaction ends; `Stale` when it changed since it was read."""
    seen = suggestion.revision
    suggestion.refresh_from_db(from_queryset=type(suggestion).objects.select_for_update(no_key=True))
    if suggestion.revision != seen:
        raise Stale()


def lock_family(suggestion):
    """Lock this one, its main one and those merged into it, always in the same order, so that no deadlock can arise.

    Returns the rows by primary key.
    """
    family = Q(pk=suggestion.pk) | Q(pk=suggestion.main_id) | Q(main=suggestion.pk)
    return {
        row.pk: row for row in type(suggestion).objects.select_for_update(no_key=True).filter(family).order_by("pk")
    }


def moment(suggestion, now):
    """The moment to record for something done at `now`: never before the last event, even if the clock was set back."""
    last = suggestion.events.order_by("-at").values_list("at", flat=True).first()
    return max(now, last) if last else now


def reindex(suggestion, verb):
    """Update the search index after what `verb` changed of its texts."""
    if verb in entries.REWORDING:
        entries.reindex([suggestion], suggestion.replies.values_list("suggestion", "body", "approved_at"))
