"""Openings of a suggestion's entries, read back from the tables, to the byte as they were committed to.

An entry names its event. What that says is held against the entry as a whole: where number, moment or stage are others
by now, the fields that are read back say so, and fit no commitment.
"""

from collections import defaultdict

from feedback.records.events import Event
from feedback.records.ratings import Rating
from feedback.records.stating import Named, statement
from feedback.rules import ledger
from feedback.rules.ledger import WORDING, Words
from feedback.rules.workflow import Verb
from portal.ledger import append, openings

# Of the suggestion what is read, and nothing of the person.
OF_SUGGESTION = ("year", "sequence", "campaign__slug", *WORDING, "public_title", "public_body", "received_at")
REPLACED_BY = (Verb.CORRECT_INTAKE, Verb.RELEASE, Verb.RELEASE_COMMENT)


class Events:
    """The events that entries name, with what later ones made of their words; a handful of queries for hundreds."""

    def __init__(self, entries):
        names = [f"suggestion__{name}" for name in OF_SUGGESTION]
        rows = Event.objects.filter(pk__in={entry.source for entry in entries})
        self.rows = {
            event.pk: event
            for event in rows.select_related("suggestion__campaign", "reply", "main").only(
                "verb", "actor", "at", "to_stage", "note", "details", "suggestion_id", "suggestion__campaign_id",
                *names, "main__year", "main__sequence", "reply__body", "reply__outcome", "reply__outcome_reason",
                "reply__correction_note",
            )
        }  # fmt: skip
        suggestions = {event.suggestion_id for event in self.rows.values()}
        self.replacing, self.newest = defaultdict(list), {}
        later = Event.objects.filter(suggestion__in=suggestions, verb__in=REPLACED_BY).in_order()
        for pk, suggestion, verb, details in later.values_list("pk", "suggestion", "verb", "details"):
            if verb == Verb.CORRECT_INTAKE:
                self.replacing[suggestion].append((pk, details.get("before", {})))
            else:
                self.newest[verb, details.get("rating", suggestion)] = pk
        rated = [event for event in self.rows.values() if event.verb == Verb.RATE]
        said = Rating.objects.filter(suggestion__in={event.suggestion_id for event in rated})
        self.ratings = {(rating.suggestion_id, rating.reply_id): rating for rating in said} if rated else {}
        shown = {event.details.get("rating") for event in self.rows.values() if event.verb == Verb.RELEASE_COMMENT}
        comments = Rating.objects.filter(pk__in=shown).exclude(public_comment="")
        self.comments = dict(comments.values_list("pk", "public_comment")) if shown else {}

    def words(self, event):
        return Words(event.note, self.details(event), self.wording(event.suggestion, event.pk), event.reply)

    def wording(self, suggestion, event_pk):
        """What had come in as it stood after the event of that key: as the next correction found it, or as it is."""
        found = {}
        for name in WORDING:
            before = (was[name] for pk, was in self.replacing.get(suggestion.pk, ()) if pk > event_pk and name in was)
            found[name] = next(before, getattr(suggestion, name))
        return found

    def details(self, event):
        """Those of the event, with what the tables show of them now."""
        if event.verb == Verb.RATE:
            rating = self.ratings.get((event.suggestion_id, event.reply_id))
            return ledger.rated(rating) if rating else {}
        if self.is_shown(event):
            if event.verb == Verb.RELEASE:
                suggestion = event.suggestion
                return event.details | {"title": suggestion.public_title, "body": suggestion.public_body}
            return event.details | {"text": self.comments[event.details["rating"]]}
        return event.details

    def is_shown(self, event):
        """Whether the words that were made public by it are what is shown now."""
        if event.verb == Verb.RELEASE:
            is_newest = self.newest[event.verb, event.suggestion_id] == event.pk
            return is_newest and event.suggestion.is_public
        if event.verb == Verb.RELEASE_COMMENT:
            rating = event.details.get("rating")
            return self.newest[event.verb, rating] == event.pk and rating in self.comments
        return False


def of_events(entries):
    events = Events(entries)
    known = Named(event.suggestion for event in events.rows.values())
    return {entry.pk: _fields(entry, event, events, known) for entry, event in _with_rows(entries, events.rows)}


def _fields(entry, event, events, known):
    found = ledger.fields(event.verb, events.words(event))
    if _is_as_stated(entry, event, known):
        return found
    return found | {"event": f"{event.verb} {event.at.isoformat()} {event.suggestion.number} {event.to_stage}"}


def _is_as_stated(entry, event, known):
    """Whether the entry would be written the same today, and the suggestion is of the moment of its first event."""
    if event.verb in ledger.FILED and event.suggestion.received_at != event.at:
        return False
    if event.verb != entry.kind:
        return False
    told = statement(event, known)._replace(commitment=None)
    digest = bytes.fromhex(append.said(entry)["commitment"])
    return append.data_of(told, entry.sequence, digest) == bytes(entry.data)


def public_of_events(entries):
    """Those whose words are shown to everybody now: with the text of their suggestion they come and go."""
    events = Events(entries)
    return {entry.pk for entry, event in _with_rows(entries, events.rows) if _is_public(event, events)}


def _is_public(event, events):
    if event.verb == Verb.ERASE:  # that the words are gone, and why, is for everybody
        return True
    if event.verb in ledger.WITH_RECEIPT or not event.suggestion.is_public:
        return False
    return event.verb not in (Verb.RELEASE, Verb.RELEASE_COMMENT) or events.is_shown(event)


def _with_rows(entries, rows):
    return [(entry, rows[entry.source]) for entry in entries if entry.source in rows]


openings.source_of(*Verb, fields=of_events, public=public_of_events)
