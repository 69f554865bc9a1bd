"""What stood before there was a ledger: an entry for each suggestion, answer and rating of which it knows nothing.

They say where it stands now, and commit to what the tables claim of before, days included: nobody can hold that against
what was said at the time, and their kinds say so.
"""

from collections import defaultdict

from django.db import transaction
from django.db.models import Case, CharField, Exists, OuterRef, Value, When
from django.db.models.functions import Cast, Concat, LPad
from django.utils import timezone

from feedback.records.events import Event
from feedback.records.opened import Events
from feedback.records.ratings import Rating
from feedback.records.replies import Reply
from feedback.records.stating import Named, moment, wording
from feedback.rules import ledger
from feedback.rules.ledger import ANSWERS, FILED, STANDING, STANDING_RATING, STANDING_REPLY
from feedback.rules.workflow import Verb
from portal.ledger import openings
from portal.ledger.append import Statement, append
from portal.ledger.append import moment as written
from portal.ledger.models import Entry
from portal.ledger.standing import of_newest_log, standing_in_batches

AT_ONCE = 200
BEGINNINGS = {*FILED, STANDING}
SUGGESTIONS = Event.suggestion.field.related_model


# Writing.


@standing_in_batches
def state_suggestions(now):
    """Append what is missing, a batch in each transaction; yields how many entries each time.

    The rows of a batch are held: nobody changes a suggestion while it is stated, and nobody else states it.
    """
    last, unstated = 0, _unstated()
    while keys := list(unstated.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            stated = append(*_statements(keys, now))
        last = keys[-1]
        yield len(stated)


def _unstated():
    """Those with which nothing in the newest log begins."""
    digits = Cast("sequence", CharField())
    four = Case(When(sequence__lt=1000, then=LPad(digits, 4, Value("0"))), default=digits)
    number = Concat(Cast("year", CharField()), Value("-"), four, output_field=CharField())
    beginnings = Entry.objects.filter(of_newest_log(), subject=OuterRef("ledger_subject"), kind__in=BEGINNINGS)
    rows = SUGGESTIONS.objects.annotate(ledger_subject=number)
    return rows.filter(~Exists(beginnings)).order_by("pk")


def _statements(keys, now):
    held = SUGGESTIONS.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    held = {row.number: row for row in held}
    known = Known(held)
    suggestions = {row.pk: row for number, row in held.items() if number not in known.begun}
    named, events = Named(suggestions.values()), _events_of(suggestions)
    mains = {row.pk: row.number for row in SUGGESTIONS.objects.filter(merged_ones__in=suggestions).distinct()}
    replies = _of_each(Reply.objects.approved(), suggestions)
    ratings = _of_each(Rating.objects.in_order(), suggestions)

    def stated(kind, suggestion, source, fields):
        return Statement(
            kind=kind, subject=suggestion.number, at=timezone.localdate(now), fields=fields, source=source,
            campaign=named.slugs[suggestion.campaign_id], stage=suggestion.stage,
            main=mains[suggestion.main_id] if suggestion.main_id else "",
        )  # fmt: skip

    for pk, suggestion in suggestions.items():
        last = events[pk][-1].pk
        yield stated(STANDING, suggestion, last, stood(suggestion, wording(suggestion), events[pk]))
        for reply in replies[pk]:
            if reply.pk not in known.replies:
                yield stated(STANDING_REPLY, suggestion, reply.pk, answer_stood(reply))
        for rating in ratings[pk]:
            if (pk, rating.reply_id) not in known.ratings:
                yield stated(STANDING_RATING, suggestion, rating.pk, rating_stood(rating))


class Known:
    """What entries of the newest log say already of the suggestions of these numbers: something was done meanwhile."""

    def __init__(self, numbers):
        kinds = {*BEGINNINGS, *ANSWERS, Verb.RATE}
        rows = Entry.objects.filter(of_newest_log(), subject__in=list(numbers), kind__in=kinds)
        rows = list(rows.values_list("subject", "kind", "source"))
        self.begun = {subject for subject, kind, _source in rows if kind in BEGINNINGS}
        sources = [source for _subject, kind, source in rows if kind not in BEGINNINGS]
        events = Event.objects.filter(pk__in=sources).values_list("verb", "suggestion", "reply") if sources else ()
        events = list(events)
        self.replies = {reply for verb, _suggestion, reply in events if verb != Verb.RATE}
        self.ratings = {(suggestion, reply) for verb, suggestion, reply in events if verb == Verb.RATE}


def _of_each(rows, suggestions):
    found = defaultdict(list)
    for row in rows.filter(suggestion__in=suggestions):
        found[row.suggestion_id].append(row)
    return found


def _events_of(suggestions):
    rows = Event.objects.in_order().only("suggestion_id", "verb", "actor", "at", "details")
    return _of_each(rows, suggestions)


# What they commit to.


def stood(suggestion, wording, events):
    """What had come in and when, and what everybody could read of what was done since."""
    done = [[event.verb, written(moment(event))] for event in events if ledger.has_entry(event.verb, event.details)]
    return {**wording, "received_at": written(suggestion.received_at), "done": done}


def answer_stood(reply):
    return ledger.answered(reply) | {"approved_at": written(reply.approved_at)}


def rating_stood(rating):
    return ledger.rated(rating) | {"rated_on": timezone.localdate(rating.rated_at).isoformat()}


# Reading it again.


def of_suggestions(entries):
    found = Events(entries)  # of each the last one there was
    rows = [(entry, found.rows[entry.source]) for entry in entries if entry.source in found.rows]
    events = _events_of({event.suggestion_id for _entry, event in rows})
    return {
        entry.pk: stood(
            event.suggestion,
            found.wording(event.suggestion, event.pk),
            [one for one in events[event.suggestion_id] if one.pk <= event.pk],
        )
        for entry, event in rows
        if entry.subject == event.suggestion.number
    }


def _read_by(rows, fields):
    """How entries are read of which each names one of `rows`."""

    def read(entries):
        found = rows.in_bulk([entry.source for entry in entries])
        return {entry.pk: fields(found[entry.source]) for entry in entries if entry.source in found}

    return read


def _shown_by(rows):
    """Those whose suggestion, in whose hands the row is now, everybody may read."""

    def shown(entries):
        public = rows.exclude(suggestion__public_title="").in_bulk([entry.source for entry in entries])
        return {entry.pk for entry in entries if entry.source in public}

    return shown


openings.source_of(STANDING, fields=of_suggestions)
openings.source_of(
    STANDING_REPLY, fields=_read_by(Reply.objects.all(), answer_stood), public=_shown_by(Reply.objects.all())
)
openings.source_of(
    STANDING_RATING, fields=_read_by(Rating.objects.all(), rating_stood), public=_shown_by(Rating.objects.all())
)
